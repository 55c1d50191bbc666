"""Clearance: submitted, taken up, returned, approved, voided."""

from datetime import date

from django.utils.translation import gettext as _

from publications.models import (
    Account,
    Approval,
    Capacity,
    Edition,
    Priority,
    Stage,
)

from . import notices
from .act import Act, acting, acting_beside, acting_widely, enter
from .clearance import capacity_of, cleared, leaders, standing
from .locks import claim, with_bundle
from .pictures import have_sizes_made
from .refusals import NotPermitted, NotPossible, Unfilled
from .release import void_some
from .roles import permissions_of
from .rules import obstacle


def submit(edition: Edition, *, by: Account, version: int, note: str = "") -> Edition:
    """Hand a draft to the reviewers."""
    with acting("submit", edition, by=by, version=version, note=note) as act:
        hand_in(act)
        notices.review_requested(act)
    return act.edition


def hand_in(act: Act) -> None:
    """Within an act: the draft is in review. Reviewers are told by the act itself."""
    _move_to(act.edition, Stage.IN_REVIEW)


def plan(
    edition: Edition,
    *,
    by: Account,
    due_on: date | None,
    priority: int = Priority.NORMAL,
) -> Edition:
    """Say until when a text is to be cleared, and how soon it is to be looked at."""
    with acting_beside("plan", edition, by=by) as act:
        act.edition.due_on, act.edition.priority = due_on, priority
        act.edition.save(update_fields=["due_on", "priority"])
        act.details.update(due_on=due_on, priority=priority)
    return act.edition


def take_up(edition: Edition, *, by: Account) -> Edition:
    """Say that one is reviewing the text, so that nobody else begins as well."""
    with acting_beside("take_up", edition, by=by) as act:
        act.edition.reviewing_by = by
        act.edition.save(update_fields=["reviewing_by"])
    return act.edition


def put_down(edition: Edition, *, by: Account) -> Edition:
    """Leave the review to others."""
    with acting_beside("put_down", edition, by=by) as act:
        act.edition.reviewing_by = None
        act.edition.save(update_fields=["reviewing_by"])
    return act.edition


def return_to_author(
    edition: Edition, *, by: Account, version: int, note: str
) -> Edition:
    """Send a text back to its writers, with a note that says why."""
    note = note.strip()
    with acting("return_to_author", edition, by=by, version=version, note=note) as act:
        if not note:
            raise Unfilled(
                _("Please say in the note what is to be changed."), field="note"
            )
        hand_back(act)
    return act.edition


def hand_back(act: Act) -> None:
    """Within an act: every approval is void, and the writers have the text again."""
    void_all(act)
    act.edition.awaits = act.edition.reviewing_by = None
    act.edition.stage = Stage.DRAFT
    act.edition.save(update_fields=["stage", "awaits", "reviewing_by"])
    notices.returned(act)


def approve(edition: Edition, *, by: Account, version: int, note: str = "") -> Edition:
    """Approve the revision that counts, bound to it by digest.

    In the capacity that the person has that day. The text is approved once, for every
    contributor, somebody else has done so, and the head of mission where needed.
    """
    with acting("approve", edition, by=by, version=version, note=note) as act:
        sign(act)
        settle(act)
    return act.edition


def sign(act: Act) -> None:
    """Within an act: the approval of whoever acts, in their capacity that day."""
    by = act.by
    capacity = capacity_of(by.person_id, act.edition, act.at)
    _store(act, approver=by, capacity=capacity, office=_office(by, act, capacity))
    act.details["capacity"] = capacity


def approve_afterwards(
    edition: Edition, *, by: Account, version: int, note: str = ""
) -> Edition:
    """Approve what was released in an emergency; its flag goes."""
    name = "approve_afterwards"
    with acting(name, edition, by=by, version=version, note=note) as act:
        capacity = capacity_of(by.person_id, act.edition, act.at)
        _store(act, approver=by, capacity=capacity, afterwards=True)
        notices.approved(act)
    return act.edition


def void(
    edition: Edition, approval: Approval, *, by: Account, version: int, note: str = ""
) -> Edition:
    """Take an approval back that isn't used yet: one's own, or as publisher anybody's.

    Where the text is no longer cleared it is in review again; its schedule, and that
    of its bundle, are taken away in the same transaction.
    """
    with acting_widely("void", edition, with_bundle(edition), by=by, note=note) as act:
        claim(act.edition.text, version)
        if reason := obstacle("void", act.edition, by=by, at=act.at):
            raise NotPossible(reason)
        if approval.approver_id != by.pk and "void_any" not in permissions_of(by):
            raise NotPermitted(_("This is somebody else's approval."))
        if not standing(act.edition).filter(pk=approval.pk).exists():
            raise NotPossible(_("That approval has been voided already."))
        act.details["approval_of"] = approval.by_name
        void_some(act, act.edition.approvals.filter(pk=approval.pk))
        enter("void", act)
    return act.edition


def settle(act: Act) -> None:
    """Within an act that approved: move on once nothing is missing any more. Until
    then it is with others: whoever approved has reviewed it."""
    if move_on(act):
        notices.approved(act)
    elif act.by and act.edition.reviewing_by_id == act.by.pk:
        act.edition.reviewing_by = None
        act.edition.save(update_fields=["reviewing_by"])


def move_on(act: Act) -> bool:
    """Within an act that approved: whether it was the last approval that was missing.
    Then the text is approved."""
    if act.edition.stage != Stage.IN_REVIEW or not cleared(act.edition, act.at):
        return False
    act.edition.reviewing_by = None
    act.edition.save(update_fields=["reviewing_by"])
    _move_to(act.edition, Stage.APPROVED)
    have_sizes_made(act.edition, act.at)
    return True


def void_all(act: Act) -> None:
    """Within an act that changes the text, or hands it back."""
    act.edition.approvals.filter(voided_at=None).update(voided_at=act.at)


def _office(by: Account, act: Act, capacity: str) -> str:
    """The post in which the head of mission approved, as it is called that day."""
    if capacity != Capacity.PRINCIPAL:
        return ""
    return str(leaders(act.at).filter(person=by.person_id).first())[:300]


def _store(act: Act, **whose) -> None:
    Approval.objects.create(
        edition=act.edition,
        revision=act.edition.revision,
        name=str(act.by),
        approved_at=act.at,
        **whose,
    )


def _move_to(edition: Edition, stage: Stage) -> None:
    edition.stage = stage
    edition.save(update_fields=["stage"])
