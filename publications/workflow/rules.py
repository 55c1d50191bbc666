"""What stands in the way of an act: asked under the lock, and for each button.

A person never sees a button that would be refused, and a request without the button
is refused all the same, because both ask here.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from publications.models import OPEN_STAGES, Account, Edition, Stage

from .roles import permissions_of, permits
from .transitions import TRANSITIONS

# So long before its moment a release counts as passed (design, rule 2).
PASSED_BEFORE = timedelta(seconds=5)


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
    found = (
        obstacle(name, edition, by=by, at=at)
        for name in ("submit", "approve", "release", "revise")
        if permits(permissions, name, edition.text)
        and edition.stage in TRANSITIONS[name].sources
    )
    return tuple(filter(None, found))


def obstacle(name: str, edition: Edition, *, by: Account, at: datetime) -> str:
    """Return why the act can't be done as things stand, in a sentence, or ""."""
    if edition.stage not in TRANSITIONS[name].sources:
        return _(
            "The text is “%(stage)s”, so this can't be done (any more). "
            "Nothing was changed."
        ) % {"stage": edition.state(at)[1]}
    check = _CHECKS.get(name)
    return check(edition, by, at) if check else ""


def contributors(edition: Edition) -> set[int]:
    """Ids of those who changed the text since the live edition."""
    return set(
        edition.revisions.filter(number__gt=0).values_list("saved_by_id", flat=True)
    )


def approvers(edition: Edition) -> set[int]:
    """Ids of those whose approval of the revision that counts stands."""
    return set(
        edition.approvals.filter(
            revision_id=edition.revision_id, voided_at=None
        ).values_list("approver_id", flat=True)
    )


def seen_by_four_eyes(edition: Edition) -> bool:
    """For every contributor there is an approver who is somebody else."""
    approved = approvers(edition)
    return len(approved) >= 2 or bool(approved - contributors(edition))


def _submit(edition: Edition, by: Account, at: datetime) -> str:
    if not edition.revision.title:
        return _("The text has no title yet.")
    if not edition.revision.body.strip():
        return _("There is no text yet: please write the body first.")
    return ""


def _approve(edition: Edition, by: Account, at: datetime) -> str:
    if contributors(edition) == {by.pk}:
        return _("You wrote this text: somebody else must approve it.")
    if by.pk in approvers(edition):
        return _("You have approved this text already; another person must, too.")
    return ""


def _go_live(edition: Edition, by: Account, at: datetime) -> str:
    if not seen_by_four_eyes(edition):
        return _("Nobody other than its writers has approved this text yet.")
    others = edition.text.editions.filter(live_from__isnull=False)
    if others.filter(live_from__gt=at).exists():
        return _("Another edition of this text is scheduled; take it back first.")
    latest = others.order_by("-live_from").first()
    if (latest.pk if latest else None) != edition.begun_from_id:
        return _("The live edition has changed since this one was begun from it.")
    return ""


def _first_edition_goes_live(edition: Edition, by: Account, at: datetime) -> str:
    if edition.begun_from_id:
        return _("Only a first edition can be given a moment in the past.")
    return _go_live(edition, by, at)


def _move(edition: Edition, by: Account, at: datetime) -> str:
    if edition.live_from - at <= PASSED_BEFORE:
        return _("The moment of release has come: the text is public.")
    return ""


def _revise(edition: Edition, by: Account, at: datetime) -> str:
    if edition.state(at)[0] != "live":
        return _("A new edition is begun from the live one.")
    if edition.text.editions.filter(stage__in=OPEN_STAGES).exists():
        return _("A new edition of this text has been begun already.")
    if edition.text.editions.filter(stage=Stage.RELEASED, live_from__gt=at).exists():
        return _("Another edition of this text is scheduled; take it back first.")
    return ""


_CHECKS = {
    "submit": _submit,
    "approve": _approve,
    "schedule": _go_live,
    "release": _go_live,
    "record_release": _first_edition_goes_live,
    "reschedule": _move,
    "unschedule": _move,
    "revise": _revise,
}
