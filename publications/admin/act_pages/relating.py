"""The page on which somebody says how a language stands to the others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publications import workflow
from publications.models import Relation

from .base import ActForm


class Relate(ActForm):
    act = "relate"
    title = _("Relation to the other languages")
    explains = _(
        "Readers are told beside the text, at once and without a new edition. An "
        "official version has the same authority as the original; a courtesy "
        "translation only helps to read it."
    )
    button = _("Save")
    done = _("How this language stands to the others is set.")
    relation = forms.ChoiceField(
        label=_("It is"), widget=forms.RadioSelect, choices=Relation.choices
    )
    governs = forms.BooleanField(
        label=_("This language governs where versions differ"),
        required=False,
        help_text=_(
            "At most one does; whichever did before then no longer does. Without one, "
            "official versions are equal."
        ),
    )

    def prepare(self):
        text = self.edition.text
        self.initial |= {"relation": text.relation, "governs": text.governs}
        is_original = text.relation == Relation.ORIGINAL
        self.fields["relation"].choices = [
            (relation.value, relation.label)
            for relation in Relation
            if (relation == Relation.ORIGINAL) == is_original
        ]

    def perform(self):
        typed = self.cleaned_data
        return workflow.relate(
            self.edition, typed["relation"], governs=typed["governs"], by=self.by
        )
