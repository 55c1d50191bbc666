"""What the acts of the writing page ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publications.models import Change

from .moments import WhenFields
from .public_notes import KIND_OF_CHANGE, WHAT_CHANGED


class FieldsOfActs(WhenFields):
    """To be inherited by the form of the page (before `ModelForm`)."""

    note = forms.CharField(
        label=_("Note to the author"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is to be changed. The authors get it; readers never do."),
    )
    change = forms.ChoiceField(
        label=_("Kind of change"),
        required=False,
        choices=[("", "—"), *Change.choices],
        help_text=KIND_OF_CHANGE,
    )
    public_note = forms.CharField(
        label=_("Public note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=WHAT_CHANGED,
    )

    FOR_ACTS = ("note", "moment", "zone", "which", "change", "public_note")
