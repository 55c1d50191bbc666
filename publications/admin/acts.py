"""The buttons of the writing page, each with the act that it calls."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publications import workflow
from publications.models import Account, Edition

from .writing_form import EditionForm


class Button(NamedTuple):
    act: str
    label: str | Promise
    done: str | Promise
    asks: tuple[str, ...] = ()  # fields of the form that stand beside the button


BUTTONS = (
    Button(
        "submit",
        _("Submit for review"),
        _("The text is handed to the reviewers."),
    ),
    Button(
        "take_up", _("I am reviewing this"), _("Others see that you are reviewing it.")
    ),
    Button("put_down", _("Leave it to others"), _("Others may take it up.")),
    Button("approve", _("Approve"), _("Your approval is recorded.")),
    Button(
        "approve_afterwards",
        _("Approve the emergency release"),
        _("The text is approved, and no longer flagged."),
    ),
    Button(
        "return_to_author",
        _("Return to author"),
        _("The text is returned to its author."),
        asks=("note",),
    ),
    Button("release", _("Release now"), _("The text is public.")),
    Button("schedule", _("Schedule"), _("The release is scheduled."), asks=("moment",)),
    Button("reschedule", _("Reschedule"), _("The release is moved."), asks=("moment",)),
    Button("unschedule", _("Unschedule"), _("The release is taken back.")),
    Button(
        "revise",
        _("Begin a new edition"),
        _("This is a new edition; what is public stays as it is until its release."),
    ),
)


def done(act: str) -> str | Promise:
    """Say what has happened."""
    return next((b.done for b in BUTTONS if b.act == act), _("The text is saved."))


def perform(
    act: str, edition: Edition, form: EditionForm, *, by: Account, version: int
) -> Edition:
    """Do the act that was asked for; return the edition to show next."""
    doing = {"by": by, "version": version}
    typed = form.cleaned_data
    change = {"change": typed["change"], "public_note": typed["public_note"]}
    acts: dict[str, Callable[[], Edition]] = {
        "submit": lambda: workflow.submit(edition, **doing),
        "take_up": lambda: workflow.take_up(edition, by=by),
        "put_down": lambda: workflow.put_down(edition, by=by),
        "approve": lambda: workflow.approve(edition, **doing),
        "approve_afterwards": lambda: workflow.approve_afterwards(edition, **doing),
        "return_to_author": lambda: workflow.return_to_author(
            edition, note=typed["note"], **doing
        ),
        "release": lambda: workflow.release(edition, **doing, **change),
        "schedule": lambda: workflow.schedule(
            edition, **_when(typed), **doing, **change
        ),
        "reschedule": lambda: workflow.reschedule(edition, **_when(typed), **doing),
        "unschedule": lambda: workflow.unschedule(edition, **doing),
        "revise": lambda: workflow.revise(edition, **doing),
    }
    if act not in acts:
        raise workflow.NotPossible(_("There is no such act."))
    return acts[act]()


def _when(typed: dict) -> dict:
    if when := typed["moment"]:
        return {"moment": when.moment, "wall": (when.wall, when.zone)}
    raise workflow.Unfilled(
        _("Please say when the text is to be released."), field="moment"
    )
