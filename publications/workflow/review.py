"""Clearance: submitted, returned, approved."""

from django.utils.translation import gettext as _

from publications.models import Account, Approval, Edition, Stage

from . import notices
from .act import acting
from .refusals import NotPossible
from .rules import seen_by_four_eyes


def submit(edition: Edition, *, by: Account, version: int, note: str = "") -> Edition:
    """Hand a draft to the reviewers."""
    with acting("submit", edition, by=by, version=version, note=note) as act:
        _move_to(act.edition, Stage.IN_REVIEW)
        notices.review_requested(act)
    return act.edition


def return_to_author(
    edition: Edition, *, by: Account, version: int, note: str
) -> Edition:
    """Send a text back to its writers, with a note that says why."""
    note = note.strip()
    if not note:
        raise NotPossible(_("Please say in the note what is to be changed."))
    with acting("return_to_author", edition, by=by, version=version, note=note) as act:
        act.edition.approvals.filter(voided_at=None).update(voided_at=act.at)
        _move_to(act.edition, Stage.DRAFT)
        notices.returned(act)
    return act.edition


def approve(edition: Edition, *, by: Account, version: int, note: str = "") -> Edition:
    """Approve the revision that counts, bound to it by digest.

    The text is approved once, for every contributor, somebody else has done so.
    """
    with acting("approve", edition, by=by, version=version, note=note) as act:
        Approval.objects.create(
            edition=act.edition,
            revision=act.edition.revision,
            approver=by,
            approved_at=act.at,
        )
        if seen_by_four_eyes(act.edition):
            _move_to(act.edition, Stage.APPROVED)
            notices.approved(act)
    return act.edition


def _move_to(edition: Edition, stage: Stage) -> None:
    edition.stage = stage
    edition.save(update_fields=["stage"])
