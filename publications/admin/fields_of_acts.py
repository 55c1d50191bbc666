"""What the acts of the writing page ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .moments import WhenFields
from .public_notes import WhatChanged


class FieldsOfActs(WhatChanged, WhenFields):
    """To be inherited by the form of the page (before `ModelForm`)."""

    note = forms.CharField(
        label=_("Note to the author"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is to be changed. The authors get it; readers never do."),
    )

    FOR_ACTS = ("note", "moment", "zone", "which", "change", "public_note")
    WORDS_FOR_ACTS = ("note", "public_note")
