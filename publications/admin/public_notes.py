"""The field of a public note: readers of each language are told in their own.

Tests: tests/admin/test_public_notes.py.
"""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications import characters, site_languages
from publications.models import Change
from publications.rendering.languages import direction_of, language_tag

KIND_OF_CHANGE = gettext_lazy(
    "Readers and subscribers are told of every change but a technical one."
)
WHAT_CHANGED = gettext_lazy("What changed, for readers. A technical change needs none.")


class WhatChanged(characters.Form):
    """What readers are told of a new edition."""

    change = forms.ChoiceField(
        label=gettext_lazy("Kind of change"),
        required=False,
        choices=[("", "—"), *Change.choices],
        help_text=KIND_OF_CHANGE,
    )
    public_note = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=WHAT_CHANGED,
    )


def note_in(language: str, *, of: str = "") -> forms.CharField:
    """A field for a note in this language; `of`: the text, where there are several."""
    name = _("Public note")
    spoken = format_html(
        '<bdi lang="{}">{}</bdi>',
        language_tag(language),
        site_languages.name_of(language),
    )
    label = format_html("{}: {}", name, spoken)
    if of:
        label = format_html("{}, <bdi>{}</bdi>", label, of)
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, **written_in(language)}),
    )


def written_in(language: str) -> dict[str, str]:
    """What tells a field's browser and screen reader which language is typed there."""
    return {"lang": language_tag(language), "dir": direction_of(language)}
