"""The frame of every act: one transaction with lock, permission, rule and record."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from publications import clock
from publications.models import Account, AuditEntry, Edition, Publication

from . import alerts, record
from .locks import claim, hold
from .refusals import NotPermitted, NotPossible, Refused, Unfilled
from .roles import permissions_of, permits
from .rules import obstacle

# Of one account within an hour, among so many last entries.
MANY_REFUSALS, LOOKED_BACK = 10, 500


@dataclass
class Act:
    """An act under way: the edition as it is under the lock, who, and the moment."""

    edition: Edition
    # None where somebody without an account acts, by a link; then `signed` is the name.
    by: Account | None
    at: datetime
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    signed: str = ""

    @property
    def actor_name(self) -> str:
        return self.signed or str(self.by or "")


@contextmanager
def acting(
    name: str, edition: Edition, *, by: Account, version: int, note: str = ""
) -> Iterator[Act]:
    """Run an act's body under its text's lock, then enter it in the record.

    `version` is the text's version that the person saw. Raises Stale where it has
    moved on, NotPermitted, or NotPossible; then nothing is stored but the refusal.
    """
    with refusals_on_record(name, edition, by), transaction.atomic():
        require(name, edition, by=by)
        claim(edition.text, version)
        act = Act(fresh(edition), by, clock.database_now(), note)
        if reason := obstacle(name, act.edition, by=by, at=act.at):
            raise NotPossible(reason)
        yield act
        enter(name, act)


@contextmanager
def acting_widely(
    name: str,
    edition: Edition,
    publications: list[Publication],
    *,
    by: Account,
    note: str = "",
) -> Iterator[Act]:
    """As `acting`, for acts that reach further than one text: they hold whole
    publications and look at nobody's page. The body says what it entered."""
    with refusals_on_record(name, edition, by), transaction.atomic():
        require(name, edition, by=by)
        hold(publications)
        yield Act(fresh(edition), by, clock.database_now(), note)


@contextmanager
def acting_beside(
    name: str, edition: Edition, *, by: Account, note: str = ""
) -> Iterator[Act]:
    """As `acting`, for what lies beside the text: nobody who has the page open loses
    anything by it, so it asks for no version and makes no page stale."""
    publications = [edition.text.publication]
    with acting_widely(name, edition, publications, by=by, note=note) as act:
        if reason := obstacle(name, act.edition, by=by, at=act.at):
            raise NotPossible(reason)
        yield act
        enter(name, act)


def require(name: str, edition: Edition, *, by: Account) -> None:
    """Raise NotPermitted unless the person's roles cover the act, and the text's
    circle includes them."""
    if not permits(permissions_of(by), name, edition.text):
        raise NotPermitted(_("Your role does not include this."))
    seen = Edition.objects.visible_to(by, clock.moment())
    if not seen.filter(pk=edition.pk).exists():
        raise NotPermitted(_("This text is shown to a limited circle only."))


def fresh(edition: Edition) -> Edition:
    """Return the edition as it is stored now."""
    return Edition.objects.select_related(
        "text__publication", "revision__address", "begun_from", "bundle"
    ).get(pk=edition.pk)


def enter(name: str, act: Act) -> None:
    """Put the act on the record."""
    record.enter(
        name, by=act.by, at=act.at, edition=act.edition, note=act.note, **act.details
    )


@contextmanager
def refusals_on_record(
    name: str, edition: Edition | None, by: Account
) -> Iterator[None]:
    """Enter what is refused once its transaction is undone. Within a transaction of
    the caller's the caller does so, after undoing its own: `enter_refusal`."""
    try:
        yield
    except Refused as refusal:
        refusal.act, refusal.edition = name, refusal.edition or edition
        if not connection.in_atomic_block:
            enter_refusal(refusal, by=by)
        raise


def enter_refusal(refusal: Refused, *, by: Account) -> None:
    """Put on the record that a signed-in person tried something and was refused; a form
    that isn't filled in is no such thing."""
    if isinstance(refusal, Unfilled):
        return
    if refusal.on_record or not refusal.act or not by.is_authenticated:
        return
    with transaction.atomic():
        entry = record.enter(
            "refused",
            by=by,
            at=clock.database_now(),
            edition=refusal.edition,
            note=str(refusal),
            refused=refusal.act,
        )
        if isinstance(refusal, NotPermitted):
            _alert_of_many(entry, by)
    refusal.on_record = True


def _alert_of_many(entry: AuditEntry, by: Account) -> None:
    """Asked of the end of the record alone, which is found at once."""
    lately = AuditEntry.objects.filter(
        sequence__gt=entry.sequence - LOOKED_BACK,
        act="refused",
        actor=by.pk,
        at__gt=entry.at - timedelta(hours=1),
    )
    if lately.count() >= MANY_REFUSALS:
        alerts.alert("many_refusals", entry.at, alerts.named(by), number=MANY_REFUSALS)
