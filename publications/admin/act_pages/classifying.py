"""The page on which a text is given its topics and its series."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publications import workflow
from publications.lists import in_language
from publications.models import Series, Topic
from publications.rendering.collation import in_order

from .base import ActForm


class Classify(ActForm):
    act = "classify"
    title = _("Topics and series")
    explains = _(
        "For all languages of the text, at once and without a new edition. While it is "
        "live, readers find it on the pages of these and in their feeds."
    )
    button = _("Save")
    done = _("Topics and series are set.")
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        required=False,
        queryset=Topic.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What the text is about; one or two are enough."),
    )
    series = forms.ModelChoiceField(
        label=_("Series"),
        required=False,
        queryset=Series.objects.none(),
        empty_label="—",
        help_text=_("Of texts that belong together under one name; one at most."),
    )

    def prepare(self):
        publication = self.edition.text.publication
        for name, model in (("topics", Topic), ("series", Series)):
            field = self.fields[name]
            field.queryset = model.objects.prefetch_related("names")
            field.label_from_instance = _called
            # The dash that stands for none is a sign, so it stays first.
            field.choices = in_order(field.choices, get_language(), lambda c: c[1])
        if not Topic.objects.exists():
            self.fields["topics"].help_text = _(
                "There are none yet: drafters, translators, reviewers and publishers "
                "add them from the first page of the desk."
            )
        self.initial |= {
            "topics": publication.topics.all(),
            "series": publication.series_id,
        }

    def perform(self):
        typed = self.cleaned_data
        return workflow.classify(
            self.edition, by=self.by, topics=typed["topics"], series=typed["series"]
        )


def _called(subject: Topic | Series) -> str:
    """In the language of the desk, where there is a name in it."""
    return str(in_language(subject.names.all(), get_language()) or subject)
