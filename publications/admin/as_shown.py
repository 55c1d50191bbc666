"""Fields that send along what their page showed, so that only what was typed is stored.

Test: tests/admin/test_library_describing.py.
"""

from typing import TypeVar

from django import forms

Field = TypeVar("Field", bound=forms.Field)


class _Shown(forms.HiddenInput):
    """Nobody is told of it: Django would describe it by the help of its field, which
    HTML allows of nothing hidden (ARIA in HTML, `input type=hidden`)."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs.pop("aria-describedby", None)
        return attrs


def as_shown(field: Field) -> Field:
    field.show_hidden_initial = True
    field.hidden_widget = _Shown
    return field
