"""The page on which somebody says how a language stands to the others."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publications import clock, workflow
from publications.models import Edition, Relation, Text
from publications.rendering.language_names import language_name

from .base import ActForm

_AT_MOST_ONE = _(
    "%(now)s At most one does; whichever did before then no longer does. Without one, "
    "official versions are equal."
)


def _how_it_stands(text: Text) -> str:
    told = {
        "language": language_name(text.language),
        "relation": text.get_relation_display(),
    }
    if text.governs:
        return gettext("%(language)s: %(relation)s, governs") % told
    return gettext("%(language)s: %(relation)s") % told


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
        label=_("It is"),
        widget=forms.RadioSelect,
        choices=Relation.choices,
        help_text=_("The language in which a text was begun stays its original."),
    )
    governs = forms.BooleanField(
        label=_("This language governs where versions differ"),
        required=False,
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
        self.fields["governs"].help_text = _AT_MOST_ONE % {"now": self._governs_now()}

    def _governs_now(self) -> str:
        governing = self.edition.text.publication.texts.filter(governs=True).first()
        if governing is None:
            return gettext("None does now.")
        name = language_name(governing.language)
        return gettext("%(language)s does now.") % {"language": name}

    def told(self) -> list[str]:
        """How the other languages stand, of which the person may see something."""
        seen = Edition.objects.visible_to(self.by, clock.moment())
        others = self.edition.text.publication.texts.exclude(pk=self.edition.text_id)
        texts = others.filter(pk__in=seen.values("text")).order_by("pk")
        return [_how_it_stands(text) for text in texts]

    def perform(self):
        typed = self.cleaned_data
        return workflow.relate(
            self.edition, typed["relation"], governs=typed["governs"], by=self.by
        )
