"""Pages of release: in an emergency, on condition, the embargo."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publications import workflow
from publications.admin.moments import WhenFields

from .base import NOTE, ActForm, ChangeFields


class ReleaseEmergency(ChangeFields, ActForm):
    act = "release_emergency"
    title = _("Release in an emergency")
    explains = _(
        "The text becomes public at once without full approval. Every reviewer, "
        "publisher and records officer is told, and it stays flagged until somebody "
        "who neither wrote nor released it approves it afterwards."
    )
    button = _("Release in an emergency")
    done = _("The text is public, and flagged as released in an emergency.")
    is_grave = goes_on = True
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs=NOTE),
        help_text=_("Why it can't wait for its approval; for the record."),
    )

    def perform(self):
        return workflow.release_emergency(
            self.edition,
            reason=self.cleaned_data["reason"],
            **self.as_seen,
            **self.said,
        )


class AwaitPlacement(WhenFields, ChangeFields, ActForm):
    act = "await_placement"
    title = _("Release once the outlet has published")
    explains = _(
        "The text goes out as soon as anybody confirms the placement with its address, "
        "never before the embargo. If you give a latest time, it goes out then anyhow."
    )
    button = _("Wait for the outlet")
    done = _("The release waits for the outlet.")
    goes_on = True
    placement = forms.TypedChoiceField(
        label=_("Outlet"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=(),
        help_text=_("Whose page the text waits for."),
    )

    def prepare(self):
        super().prepare()
        self.fields["moment"].label = _("At the latest")
        placements = self.edition.text.publication.placements.select_related("outlet")
        self.placements = {p.pk: p for p in placements if not (p.confirmed and p.url)}
        self.fields["placement"].choices = [
            (pk, str(placement)) for pk, placement in self.placements.items()
        ]
        if not self.placements:
            self.fields["placement"].help_text = _(
                "First add where it is to appear, on the text's page."
            )

    def perform(self):
        latest = self.cleaned_data["moment"]
        return workflow.await_placement(
            self.edition,
            self.placements[self.cleaned_data["placement"]],
            latest=latest.moment if latest else None,
            wall=(latest.wall, latest.zone) if latest else ("", ""),
            **self.as_seen,
            **self.said,
        )


class SetEmbargo(WhenFields, ActForm):
    act = "set_embargo"
    title = _("Embargo")
    explains = _(
        "No edition in any language can be public before this moment. What is "
        "scheduled earlier is taken back. Previews carry the embargo."
    )
    button = _("Set the embargo")
    done = _("The embargo is set.")

    def prepare(self):
        super().prepare()
        self.fields["moment"].label = _("Embargo until")
        self.fields["moment"].required = True

    def perform(self):
        until = self.cleaned_data["moment"].moment
        return workflow.set_embargo(self.edition, until, by=self.by)


class LiftEmbargo(WhenFields, ActForm):
    act = "lift_embargo"
    title = _("Lift or shorten the embargo")
    explains = _("Nothing goes out by this; it only may from then on.")
    button = _("Lift or shorten it")
    done = _("The embargo is lifted or shortened.")
    is_grave = True
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs=NOTE),
        help_text=_("Kept on the record, not shown to readers."),
    )
    confirmed = forms.BooleanField(
        label=_("The outlet, and everybody bound by the embargo, agree."),
        required=False,
        help_text=_("Without their consent the embargo stays as it is."),
    )

    def prepare(self):
        super().prepare()
        self.fields["moment"].label = _("New end")
        self.fields["moment"].help_text = _("Empty: the embargo is lifted altogether.")

    def perform(self):
        typed = self.cleaned_data
        return workflow.lift_embargo(
            self.edition,
            typed["moment"].moment if typed["moment"] else None,
            by=self.by,
            reason=typed["reason"],
            confirmed=typed["confirmed"],
        )
