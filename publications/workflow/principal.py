"""Approval by mail: a single-use link for a signatory without an account.

Whoever holds the token may act once, on one revision. Mail scanners open links, so
opening one uses nothing up; the act is a POST (RFC 9110, 9.2.1).
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from publications import clock
from publications.models import (
    Account,
    Approval,
    ApprovalLink,
    AuditEntry,
    Capacity,
    Edition,
    Person,
)

from . import notices, record
from .act import Act, acting, fresh
from .clearance import capacity_of, leaders, signers, standing, wrote
from .content import tidy, too_long, unfit_characters
from .locks import claim
from .refusals import NotPossible, Unfilled
from .review import hand_back, settle

# An opened link is entered once in so long, however often a scanner comes.
OPENED_AGAIN = timedelta(minutes=10)


def may_be_asked(edition: Edition, at: datetime) -> list[Person]:
    """Those whose approval by link counts: who leads the mission, and who signs."""
    leading = leaders(at).values_list("person_id", flat=True)
    asked = Person.objects.filter(pk__in={*leading, *signers(edition)})
    return list(asked.prefetch_related("names").order_by("pk"))


def send_for_approval(
    edition: Edition, person: Person, *, by: Account, version: int
) -> Edition:
    """Mail a link to the address that an administrator entered for this signatory.

    Only somebody who changed nothing may send it. An earlier link to the same person
    for this edition is revoked.
    """
    with acting("send_for_approval", edition, by=by, version=version) as act:
        if person not in may_be_asked(act.edition, act.at):
            raise NotPossible(_("This person neither signs nor leads the mission."))
        person.refresh_from_db()
        if not person.approval_email:
            raise NotPossible(
                _("No address is on file for %(name)s: an administrator enters it.")
                % {"name": person}
            )
        open_links = act.edition.approval_links.filter(
            person=person, used_at=None, revoked_at=None
        )
        open_links.update(revoked_at=act.at)
        token = secrets.token_urlsafe(32)
        capacity = capacity_of(person.pk, act.edition, act.at)
        link = ApprovalLink.objects.create(
            edition=act.edition,
            revision=act.edition.revision,
            person=person,
            capacity=capacity,
            name=str(person),
            office=_office(person, act.edition, act.at),
            email=person.approval_email,
            token_digest=digest_of(token),
            sent_at=act.at,
            sent_by=by,
            expires_at=act.at + timedelta(hours=settings.APPROVAL_LINK_HOURS),
        )
        act.details.update(
            link=link.uuid, person=person.uuid, email=link.email, capacity=capacity
        )
        notices.link_sent(link, token, act)
    return act.edition


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def link_of(token: str) -> ApprovalLink | None:
    """Return the link that a token opens, used up or not."""
    links = ApprovalLink.objects.select_related("edition__text", "person", "revision")
    return links.filter(token_digest=digest_of(token)).first()


@transaction.atomic
def note_opening(link: ApprovalLink, *, network_address: str) -> None:
    """Put on the record that somebody, or a mail scanner, looked at the text."""
    at = clock.database_now()
    record.wait_for_turn()
    recent = AuditEntry.objects.filter(
        act="open_link",
        edition=link.edition.uuid,
        at__gt=at - OPENED_AGAIN,
        details__contains=str(link.uuid),
    )
    if not recent.exists():
        record.enter(
            "open_link",
            by=None,
            at=at,
            edition=link.edition,
            link=link.uuid,
            network_address=network_address,
        )


@transaction.atomic
def approve_by_link(link: ApprovalLink, *, network_address: str) -> Edition:
    """Approve the revision that the link is bound to. Raises NotPossible."""
    act = _use(link)
    capacity = capacity_of(link.person_id, act.edition, act.at)
    if capacity != link.capacity and link.capacity == Capacity.PRINCIPAL:
        raise NotPossible(_("You no longer lead the mission on this day."))
    account = link.person.accounts.filter(is_active=True).order_by("pk").first()
    if standing(act.edition).filter(signatory=link.person_id).exists() or (
        standing(act.edition).filter(approver__person=link.person_id).exists()
    ):
        raise NotPossible(_("You have approved this text already."))
    only_writer = wrote(act.edition) == {f"p{link.person_id}"}
    if only_writer and capacity != Capacity.PRINCIPAL:
        raise NotPossible(_("You wrote this text: somebody else must approve it."))
    Approval.objects.create(
        edition=act.edition,
        revision=act.edition.revision,
        approver=account,
        signatory=link.person,
        capacity=capacity,
        name=link.name,
        office=link.office,
        approved_at=act.at,
    )
    settle(act)
    _enter("approve", link, act, network_address, capacity=capacity)
    return act.edition


@transaction.atomic
def return_by_link(link: ApprovalLink, note: str, *, network_address: str) -> Edition:
    """Send the text back to its writers, with a note. Raises NotPossible."""
    note = tidy(note)
    if not note:
        raise Unfilled(_("Please say in the note what is to be changed."), field="note")
    if fault := unfit_characters(note) or too_long(note):
        raise NotPossible(fault)
    act = _use(link)
    act.note = note
    hand_back(act)
    _enter("return_to_author", link, act, network_address)
    return act.edition


def _use(link: ApprovalLink) -> Act:
    """Lock the text, then use the link up: it must be open under the lock."""
    link.edition.text.refresh_from_db()
    claim(link.edition.text, link.edition.text.version)
    signed = ", ".join(filter(None, [link.name, link.office]))
    at = clock.database_now()
    act = Act(fresh(link.edition), None, at, signed=signed)
    stored = ApprovalLink.objects.select_related("edition").get(pk=link.pk)
    if not stored.is_open(act.at):
        raise NotPossible(why_closed(stored, act.at))
    if act.edition.state(act.at)[0] not in ("in_review", "approved"):
        raise NotPossible(_("The text is no longer in review."))
    ApprovalLink.objects.filter(pk=link.pk).update(used_at=act.at)
    return act


def why_closed(link: ApprovalLink, at: datetime) -> str:
    """Say why a link can't be used (any more)."""
    if link.used_at:
        return _("This link has been used already.")
    if link.revoked_at:
        return _("A newer link has been sent in place of this one.")
    if at >= link.expires_at:
        return _("This link has expired. Please ask the embassy for a new one.")
    if link.edition.revision_id != link.revision_id:
        return _("The text has been changed since: the embassy will send a new link.")
    return _("The text is no longer in review.")


def _enter(name: str, link: ApprovalLink, act: Act, address: str, **details) -> None:
    record.enter(
        name,
        by=None,
        by_name=act.signed,
        at=act.at,
        edition=act.edition,
        note=act.note,
        link=link.uuid,
        person=link.person.uuid,
        email=link.email,
        network_address=address,
        **details,
    )


def _office(person: Person, edition: Edition, at: datetime) -> str:
    """The post that leads the mission that day, else the one that is printed."""
    if post := leaders(at).filter(person=person).first():
        return str(post)[:300]
    signed = edition.revision.bylines.filter(person=person).first()
    return signed.post if signed else ""
