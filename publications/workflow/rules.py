"""What stands in the way of an act: asked under the lock, and for each button.

A person never sees a button that would be refused, and a request without the button
is refused all the same, because both ask here.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from publications import clock, zones
from publications.models import OPEN_STAGES, Account, AuditEntry, Capacity, Edition

from .checking import Asked, barred
from .clearance import (
    approved_by,
    approved_by_principal,
    capacity_of,
    cleared,
    eyes_of,
    missing,
    needs_principal,
    silent_signatories,
    standing,
    wrote,
)
from .offices import unexplained
from .pictures import obstacles
from .refusals import held
from .roles import permissions_of, permits
from .transitions import TRANSITIONS

# So long before its moment a release counts as passed (design, rule 2).
PASSED_BEFORE = timedelta(seconds=5)
# What waits until a restored site goes on.
BY_THE_CLOCK = frozenset(
    {
        *("schedule", "await_placement", "reschedule", "release", "release_emergency"),
        *("record_release", "revise", "withdraw"),
    }
)


def possible(edition: Edition, *, by: Account, at: datetime) -> tuple[str, ...]:
    """Return the acts that this person could do on this edition now."""
    permissions = permissions_of(by)
    return tuple(
        name
        for name in TRANSITIONS
        if permits(permissions, name, edition.text)
        and not obstacle(name, edition, by=by, at=at)
    )


def reasons(edition: Edition, *, by: Account, at: datetime) -> tuple[str, ...]:
    """Say why acts that would be this person's next are not possible yet."""
    permissions = permissions_of(by)
    state = edition.state(at)[0]
    names = ("submit", "approve", "release", "revise")
    if state == "approved" and cleared(edition, at):
        names = ("release",)
    found = (
        obstacle(name, edition, by=by, at=at)
        for name in names
        if permits(permissions, name, edition.text)
        and state in TRANSITIONS[name].sources
    )
    return tuple(dict.fromkeys(filter(None, found)))


def obstacle(name: str, edition: Edition, *, by: Account, at: datetime) -> str:
    """Return why the act can't be done as things stand, in a sentence, or ""."""
    code, word = edition.state(at)
    if code not in TRANSITIONS[name].sources:
        return _(
            "The text is “%(state)s”, so this can't be done (any more). "
            "Nothing was changed."
        ) % {"state": word}
    if name in BY_THE_CLOCK and clock.held():
        return held()
    check = _CHECKS.get(name)
    return check(edition, by, at) if check else ""


def latest_released(edition: Edition, at: datetime) -> Edition | None:
    """The text's edition that went public last, whether it is live or taken down."""
    released = edition.text.editions.filter(live_from__lte=at)
    return released.order_by("-live_from").first()


def is_behind(edition: Edition, at: datetime) -> bool:
    """Whether another edition went live since this one was begun or caught up."""
    latest = latest_released(edition, at)
    return (latest.pk if latest else None) != edition.follows_id


def _submit(edition: Edition, by: Account, at: datetime) -> str:
    if not edition.revision.title:
        return _("The text has no title yet.")
    if not edition.revision.body.strip():
        return _("There is no text yet: please write the body first.")
    if sentences := unexplained(edition):
        return " ".join([*sentences, _("Please say why, beside the signature.")])
    if sentences := obstacles(edition, zones.day_of(at), submitting=True):
        return " ".join(sentences)
    return barred(edition)


def _take_up(edition: Edition, by: Account, at: datetime) -> str:
    if edition.reviewing_by_id:
        return _("%(name)s has taken it up.") % {"name": edition.reviewing_by}
    return _has_approved() if eyes_of(by) in approved_by(edition) else ""


def _put_down(edition: Edition, by: Account, at: datetime) -> str:
    if edition.reviewing_by_id != by.pk:
        return _("You have not taken this text up.")
    return ""


def _approve(edition: Edition, by: Account, at: datetime) -> str:
    if cleared(edition, at):
        return _("The text is approved.")
    eyes = eyes_of(by)
    if eyes in approved_by(edition) and _leads_now(by, edition, at):
        return _(
            "You approved this text before you led the mission: please void that "
            "approval, then approve again."
        )
    if eyes in approved_by(edition):
        return _has_approved()
    if wrote(edition) != {eyes}:
        return barred(edition)
    # The head of mission's own words: four eyes still take somebody else's.
    as_head = capacity_of(by.person_id, edition, at) == Capacity.PRINCIPAL
    if as_head and needs_principal(edition, at):
        return barred(edition)
    return _("You wrote this text: somebody else must approve it.")


def _has_approved() -> str:
    return _("You have approved this text already; another person must, too.")


def _leads_now(by: Account, edition: Edition, at: datetime) -> bool:
    """Whether the head's approval is missing, and this person could give it."""
    return (
        capacity_of(by.person_id, edition, at) == Capacity.PRINCIPAL
        and needs_principal(edition, at)
        and not approved_by_principal(edition)
    )


def _void(edition: Edition, by: Account, at: datetime) -> str:
    approvals = standing(edition)
    if "void_any" not in permissions_of(by):
        approvals = approvals.filter(approver=by)
    if not approvals.exists():
        return _("There is no approval that you could void.")
    return _move(edition, by, at) if edition.live_from else ""


def _send_for_approval(edition: Edition, by: Account, at: datetime) -> str:
    if eyes_of(by) in wrote(edition):
        return _("You wrote in this text: somebody else must send it for approval.")
    return ""


def go_live(edition: Edition, by: Account, at: datetime) -> str:
    """Say what stands in the way of any release: clearance, or an edition before it."""
    if not cleared(edition, at):
        return " ".join(missing(edition, at))
    if sentences := obstacles(edition, zones.day_of(at)):
        return " ".join(sentences)
    return _follows(edition, by, at)


def _follows(edition: Edition, by: Account, at: datetime) -> str:
    if edition.text.editions.filter(live_from__gt=at).exclude(pk=edition.pk).exists():
        return _("Another edition of this text is scheduled; take it back first.")
    if edition.text.editions.filter(live_until__gt=at).exists():
        return _(
            "The clock was set back: by it, what was taken down is still public. "
            "Please wait until it has caught up."
        )
    if is_behind(edition, at):
        return _(
            "The live edition has changed since this one was begun from it: please "
            "compare them first."
        )
    return ""


def _release_now(edition: Edition, by: Account, at: datetime) -> str:
    return _could_go_out(edition, by, at) or barred(edition, Asked(at, by, at))


def _could_go_out(edition: Edition, by: Account, at: datetime) -> str:
    return go_live(edition, by, at) or under_embargo(edition, at) or _is_alone(edition)


def _schedule(edition: Edition, by: Account, at: datetime) -> str:
    return go_live(edition, by, at) or _is_alone(edition) or barred(edition)


def _is_alone(edition: Edition) -> str:
    if edition.bundle_id:
        return _(
            "The text is in the bundle “%(name)s”, which is released as a whole."
        ) % {"name": edition.bundle}
    return ""


def under_embargo(edition: Edition, moment: datetime) -> str:
    """Say until when the text may not be public, if the moment lies before."""
    embargo = edition.text.publication.embargo_until
    if embargo is None or moment >= embargo:
        return ""
    told = (f"{at:%Y-%m-%d %H:%M} {zone}" for zone, at in zones.told(embargo))
    return _("There is an embargo until %(moment)s.") % {"moment": " · ".join(told)}


def _await_placement(edition: Edition, by: Account, at: datetime) -> str:
    if edition.awaits_id:
        return _("The text waits for its outlet already.")
    return _schedule(edition, by, at)


def _release_emergency(edition: Edition, by: Account, at: datetime) -> str:
    if not settings.EMERGENCY_RELEASE:
        return _("This installation does not allow emergency releases.")
    if silent := silent_signatories(edition):
        return _("Not without the approval of who signs: %(names)s.") % {
            "names": ", ".join(str(person) for person in silent)
        }
    return _follows(edition, by, at) or under_embargo(edition, at) or _is_alone(edition)


def _approve_afterwards(edition: Edition, by: Account, at: datetime) -> str:
    unchecked = Edition.objects.unchecked_emergencies().filter(pk=edition.pk)
    if not unchecked.exists():
        return _("The text was released in the ordinary way, or approved since.")
    let_out = AuditEntry.objects.filter(
        edition=edition.uuid, act__in=("schedule", "reschedule", "release_emergency")
    )
    accounts = Account.objects.filter(pk__in=let_out.values("actor"))
    if eyes_of(by) in wrote(edition) | {eyes_of(account) for account in accounts}:
        return _(
            "You wrote, scheduled or released this text: somebody else must approve it."
        )
    return ""


def _first_edition_goes_live(edition: Edition, by: Account, at: datetime) -> str:
    if edition.begun_from_id:
        return _("Only a first edition can be given a moment in the past.")
    # Which links were dead in those days isn't asked.
    return _could_go_out(edition, by, at)


def _move(edition: Edition, by: Account, at: datetime) -> str:
    if edition.live_from - at <= PASSED_BEFORE:
        return _("The moment of release has come: the text is public.")
    if edition.live_until:
        return _("The clock was set back: this text has been public, and taken down.")
    return ""


def _unschedule(edition: Edition, by: Account, at: datetime) -> str:
    if edition.live_from:
        if edition.text.editions.filter(stage__in=OPEN_STAGES).exists():
            return _(
                "A newer edition of this text has been begun: discard that first, or "
                "move this release."
            )
        return _move(edition, by, at)
    return "" if edition.awaits_id else _("The text is not scheduled.")


def _revise(edition: Edition, by: Account, at: datetime) -> str:
    if edition.text.editions.filter(stage__in=OPEN_STAGES).exists():
        return _("A new edition of this text has been begun already.")
    if is_superseded(edition, at):
        return _("A new edition is begun from the latest one.")
    return ""


def is_superseded(edition: Edition, at: datetime) -> bool:
    """Whether a later edition went public, also where this one had been taken down."""
    return latest_released(edition, at) != edition


def _catch_up(edition: Edition, by: Account, at: datetime) -> str:
    if not is_behind(edition, at):
        return _("No other edition has gone live since this one was begun.")
    return ""


def _withdraw(edition: Edition, by: Account, at: datetime) -> str:
    if is_superseded(edition, at):
        return _("A later edition is public: please take that one down.")
    return ""


_CHECKS: dict[str, Callable[[Edition, Account, datetime], str]] = {
    "submit": _submit,
    "take_up": _take_up,
    "put_down": _put_down,
    "approve": _approve,
    "void": _void,
    "send_for_approval": _send_for_approval,
    "schedule": _schedule,
    "await_placement": _await_placement,
    "release": _release_now,
    "release_emergency": _release_emergency,
    "approve_afterwards": _approve_afterwards,
    "record_release": _first_edition_goes_live,
    "reschedule": _move,
    "unschedule": _unschedule,
    "revise": _revise,
    "catch_up": _catch_up,
    "withdraw": _withdraw,
}
