"""Whose turn it is: what waits for somebody to write, to review, to release. The home
of the desk and the list's filter ask the same.

Texts of an archive are left out: they are cleared together, on their batch's page.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from publications import zones
from publications.models import (
    SIGNING,
    Account,
    Appointment,
    Approval,
    Byline,
    Edition,
    Revision,
    Stage,
)

_NO_ARCHIVE = Q(text__archived=None)


def waits_for(account: Account, at: datetime) -> Q:
    """At the stage where this person acts next, by role and rule."""
    permitted = account.permitted()
    waits = Q(pk__in=[])
    if permitted & {"save", "translate"}:
        waits |= to_write(account)
    if "approve" in permitted:
        waits |= to_review(account, at)
    if "release" in permitted:
        waits |= to_release()
    return waits


def to_write(account: Account) -> Q:
    return Q(is_mine(account), _NO_ARCHIVE, stage=Stage.DRAFT)


def to_review(account: Account, at: datetime) -> Q:
    """What this person could approve, by the rule that `workflow` keeps."""
    eyes = Q(pk=account.pk)
    if account.person_id:
        eyes |= Q(person=account.person_id)
    mine = Account.objects.filter(eyes).values("pk")
    revisions = Revision.objects.filter(edition=OuterRef("pk"), number__gt=0)
    is_others_too = Exists(revisions.exclude(saved_by__in=mine))
    is_nobodys = ~Exists(revisions)
    allowed = Q(is_others_too) | Q(is_nobodys)
    if account.person_id and _leads(account, at):
        # The head of mission approves the own words, too: four eyes still take more.
        signed = Byline.objects.filter(
            revision=OuterRef("revision"), person=account.person_id, role__in=SIGNING
        )
        of_head = Q(text__publication__kind__in=settings.PRINCIPAL_KINDS)
        allowed |= of_head | Q(Exists(signed))
    as_mine = Q(approver__in=mine)
    if account.person_id:
        as_mine |= Q(signatory=account.person_id)
    approved = Approval.objects.filter(revision=OuterRef("revision"), voided_at=None)
    not_yet = ~Exists(approved.filter(as_mine))
    return Q(allowed, not_yet, _NO_ARCHIVE, stage=Stage.IN_REVIEW)


def to_release() -> Q:
    """What waits for its newspaper waits for nobody here."""
    return Q(_NO_ARCHIVE, stage=Stage.APPROVED, awaits=None)


def is_mine(account: Account) -> Q:
    """Begun by the person, or written in since; asked of each text of a few."""
    wrote = Revision.objects.filter(
        edition=OuterRef("pk"), number__gt=0, saved_by=account.pk
    )
    return Q(begun_by=account.pk) | Q(Exists(wrote))


def written_by(account: Account) -> QuerySet:
    """The ids of all that `is_mine`: of all texts, each can't be asked."""
    wrote = Revision.objects.filter(saved_by=account.pk, number__gt=0)
    begun = Edition.objects.filter(begun_by=account.pk)
    return wrote.order_by().values("edition").union(begun.order_by().values("pk"))


def _leads(account: Account, at: datetime) -> bool:
    leading = Appointment.objects.leading(zones.day_of(at))
    return leading.filter(person=account.person_id).exists()
