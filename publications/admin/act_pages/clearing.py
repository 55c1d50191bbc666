"""Pages of clearance: plan, send for approval, void, catch up, discard, translate."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publications import clock, workflow
from publications.models import Person, Priority, Relation

from .base import NOTE, ActForm


class Plan(ActForm):
    act = "plan"
    title = _("Due date and priority")
    button = _("Save")
    done = _("Due date and priority are set.")
    due_on = forms.DateField(
        label=_("Due on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("From the day after on, the desk's first page says it is late."),
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=Priority.choices,
        coerce=int,
        help_text=_("What is urgent stands first in everybody's lists of work."),
    )

    def prepare(self):
        self.initial |= {
            "due_on": self.edition.due_on,
            "priority": self.edition.priority,
        }

    def perform(self):
        typed = self.cleaned_data
        return workflow.plan(
            self.edition,
            by=self.by,
            due_on=typed["due_on"],
            priority=typed["priority"],
        )


class SendForApproval(ActForm):
    act = "send_for_approval"
    title = _("Send for approval by mail")
    explains = _(
        "The signatory gets a link that shows exactly this wording and offers to "
        "approve it or to return it with a note. It works once, without an account, "
        "and dies with the next change of the text."
    )
    button = _("Send the link")
    done = _("The link is on its way.")
    goes_on = True
    person = forms.TypedChoiceField(
        label=_("To"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=(),
        help_text=_("Whoever signs the text, or leads the mission today."),
    )

    def prepare(self):
        may_be_asked = list(workflow.may_be_asked(self.edition, clock.moment()))
        self.people = {p.pk: p for p in may_be_asked if p.approval_email}
        self.fields["person"].choices = [
            (pk, f"{person} <{person.approval_email}>")
            for pk, person in self.people.items()
        ]
        if told := self._who_is_not_asked(may_be_asked):
            self.fields["person"].help_text = told

    def _who_is_not_asked(self, may_be_asked: list[Person]) -> str:
        if not may_be_asked:
            return gettext(
                "Nobody signs this text, and nobody is recorded as leading the mission."
            )
        without = [str(person) for person in may_be_asked if not person.approval_email]
        if not without:
            return ""
        return gettext(
            "Not offered, since no address for approvals is on file: %(names)s. An "
            "administrator enters one on the person's page."
        ) % {"names": ", ".join(without)}

    def perform(self):
        person = self.people[self.cleaned_data["person"]]
        return workflow.send_for_approval(self.edition, person, **self.as_seen)


class Void(ActForm):
    act = "void"
    title = _("Void an approval")
    explains = _(
        "Where the text is then no longer cleared, it is in review again, and its "
        "schedule is taken away."
    )
    button = _("Void the approval")
    done = _("The approval is void.")
    approval = forms.TypedChoiceField(
        label=_("Approval"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=(),
        help_text=_("The one that no longer counts; others stay."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea(attrs=NOTE),
        help_text=_("Kept on the record, not shown to readers."),
    )

    def prepare(self):
        approvals = self.edition.approvals.filter(voided_at=None)
        if "void_any" not in workflow.permissions_of(self.by):
            approvals = approvals.filter(approver=self.by)
        self.approvals = {approval.pk: approval for approval in approvals}
        self.fields["approval"].choices = [
            (pk, f"{approval.by_name} ({approval.get_capacity_display()})")
            for pk, approval in self.approvals.items()
        ]

    def perform(self):
        typed = self.cleaned_data
        approval = self.approvals[typed["approval"]]
        return workflow.void(self.edition, approval, note=typed["note"], **self.as_seen)


class CatchUp(ActForm):
    act = "catch_up"
    title = _("Compared with the live edition")
    explains = _(
        "Another edition went live since this one was begun. Compare the two; press "
        "this once your text says what it should. It must then be approved again."
    )
    button = _("I have compared them")
    done = _("This edition now follows the live one.")

    def perform(self):
        return workflow.catch_up(self.edition, **self.as_seen)


class Discard(ActForm):
    act = "discard"
    title = _("Discard")
    explains = _(
        "The text leaves the lists of work. It stays on the record and can't be "
        "brought back as it is."
    )
    button = _("Discard")
    done = _("The text is discarded.")
    is_grave = True
    note = forms.CharField(
        label=_("Why?"),
        required=False,
        widget=forms.Textarea(attrs=NOTE),
        help_text=_("Kept on the record, not shown to readers."),
    )

    def perform(self):
        note = self.cleaned_data["note"]
        return workflow.discard(self.edition, note=note, **self.as_seen)


class Translate(ActForm):
    act = "translate"
    title = _("Begin a translation")
    button = _("Begin")
    done = _("This is the translation: write it here.")
    language = forms.ChoiceField(
        label=_("Language"),
        choices=(),
        help_text=_("Those in which nobody has begun this text yet."),
    )
    relation = forms.ChoiceField(
        label=_("It is"),
        choices=[
            (relation.value, relation.label)
            for relation in (Relation.COURTESY, Relation.OFFICIAL)
        ],
        help_text=_(
            "Readers are told: an official version counts as the original does, a "
            "courtesy translation helps to read it."
        ),
    )

    def prepare(self):
        texts = self.edition.text.publication.texts
        there = set(texts.values_list("language", flat=True))
        self.fields["language"].choices = [
            (code, name) for code, name in settings.LANGUAGES if code not in there
        ]

    def perform(self):
        typed = self.cleaned_data
        return workflow.translate(
            self.edition, typed["language"], typed["relation"], by=self.by
        )
