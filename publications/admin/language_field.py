"""Choosing a language of the site; one that is no longer offered stays where it is.

Tests: tests/admin/test_language_field.py.
"""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from publications import site_languages


class LanguageSelect(forms.Select):
    """Offers the site's languages, and what is stored already."""

    def optgroups(self, name, value, attrs=None):
        offered = list(self.choices)
        stored = [v for v in value if v and not site_languages.is_offered(v)]
        self.choices = [*offered, *((v, site_languages.name_of(v)) for v in stored)]
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = offered


class LanguageField(forms.ChoiceField):
    """Takes any language that the site knows: which of them something may be begun in,
    workflow says."""

    widget = LanguageSelect

    def __init__(self, *, empty: bool = False, **options):
        options.setdefault("label", _("Language"))
        first = [("", "—")] if empty else []
        super().__init__(choices=lambda: [*first, *settings.LANGUAGES], **options)

    def valid_value(self, value):
        return super().valid_value(value) or site_languages.is_known(value)
