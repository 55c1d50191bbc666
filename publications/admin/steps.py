"""Where a text stands, as a line of steps, and the next act."""

from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from publications import workflow
from publications.models import (
    STATES,
    Account,
    Approval,
    AuditEntry,
    Edition,
    Stage,
)

from .acts import BUTTONS, Button

LINE = ("draft", "in_review", "approved")
# The acts by which a text came to a step, as the record names them.
REACHED_BY = {
    "in_review": ("submit", "submit_batch"),
    "released": (
        *("schedule", "reschedule", "release", "release_emergency", "record_release"),
        *("schedule_bundle", "release_bundle", "release_batch"),
    ),
}
# What a person most likely does next, of what is possible.
LIKELIEST = (
    *("submit", "approve_afterwards", "release", "approve", "schedule", "save"),
    "revise",
)


GOES_ON = frozenset({"approve", "approve_afterwards", "schedule", "release"})


class Step(NamedTuple):
    code: str
    word: str | Promise
    is_now: bool = False
    is_done: bool = False
    by: Account | AuditEntry | Approval | None = None
    at: datetime | None = None


def told(edition: Edition, code: str, possible: tuple[str, ...], at: datetime) -> dict:
    """The steps, which button is the primary one, and whom others wait for."""
    primary = next((act for act in LIKELIEST if act in possible), "")
    buttons = [button for button in BUTTONS if button.act in possible]
    buttons.sort(key=lambda button: button.act != primary)
    return {
        "steps": line_of(edition, code),
        "primary": primary,
        "buttons": buttons,
        "awaited": _awaited(edition, possible, buttons, at),
        "returned": _returned(edition),
        # Whoever lets the text go on is told what was remarked and isn't settled.
        "goes_on": bool(GOES_ON & set(possible)),
    }


def line_of(edition: Edition, code: str) -> list[Step]:
    """From draft to what it has become; those to come without name and time."""
    if code == Stage.DISCARDED:
        line = ("draft", code)
    else:
        line = (*LINE, "live" if code in LINE else code)
    now = line.index(code)
    reached = _reached(edition)
    return [
        Step(
            step,
            _("Public") if step == "live" and place != now else STATES[step],
            place == now,
            place < now,
            *(reached.get(_of_record(step), (None, None)) if place <= now else ()),
        )
        for place, step in enumerate(line)
    ]


def _of_record(step: str) -> str:
    return step if step in (*LINE, "discarded") else "released"


def _reached(edition: Edition) -> dict[str, tuple]:
    """Who brought it to each step, and when; of a release, the moment itself."""
    found = {"draft": (edition.begun_by, edition.begun_at)}
    acts = {act: step for step, named in REACHED_BY.items() for act in named}
    acts["discard"] = "discarded"
    entries = AuditEntry.objects.filter(edition=edition.uuid, act__in=acts)
    for entry in entries.order_by("sequence"):
        found[acts[entry.act]] = (entry, entry.at)
    given = edition.approvals.filter(voided_at=None, afterwards=False)
    if last := given.select_related("approver").order_by("approved_at").last():
        found["approved"] = (last, last.approved_at)
    if edition.live_from:
        by, _entered = found.get("released", (None, None))
        found["released"] = (by, edition.live_from)
    return found


def _returned(edition: Edition) -> AuditEntry | None:
    """By whom and why the writers have it again: a draft that was ever returned is."""
    if edition.stage != Stage.DRAFT:
        return None
    entries = AuditEntry.objects.filter(edition=edition.uuid, act="return_to_author")
    return entries.order_by("sequence").last()


def _awaited(
    edition: Edition, possible: tuple[str, ...], buttons: list[Button], at: datetime
) -> str:
    """Who may do the next act, where this person can't."""
    if edition.stage == Stage.DRAFT and "submit" not in possible:
        name = edition.revision.saved_by
        return _("Is being written by %(name)s.") % {"name": name}
    offered = {button.act for button in buttons}
    if edition.stage not in workflow.AWAITED or offered & {"approve", "release"}:
        return ""
    names = ", ".join(map(str, workflow.awaited_of(edition, at)))
    if edition.stage == Stage.IN_REVIEW:
        if names:
            return _("May be approved by: %(names)s.") % {"names": names}
        return _("Nobody who may approve it is left: see what is still needed.")
    if names:
        return _("May be released by: %(names)s.") % {"names": names}
    return _("Nobody may release it as things stand.")
