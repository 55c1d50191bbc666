"""The frame of every act: one transaction with lock, permission, rule and record."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from publications import clock
from publications.models import Account, AuditEntry, Edition, Text

from . import record
from .refusals import NotPermitted, NotPossible, Stale
from .roles import permissions_of, permits
from .rules import obstacle


@dataclass
class Act:
    """An act under way: the edition as it is under the lock, who, and the moment."""

    edition: Edition
    by: Account
    at: datetime
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)


@contextmanager
def acting(
    name: str, edition: Edition, *, by: Account, version: int, note: str = ""
) -> Iterator[Act]:
    """Run an act's body under its lock, then enter it in the record.

    `version` is the text's version that the person saw. Raises Stale where it has
    moved on, NotPermitted, or NotPossible; then nothing is stored.
    """
    with transaction.atomic():
        if not permits(permissions_of(by), name, edition.text):
            raise NotPermitted(_("Your role does not include this."))
        claim(edition.text, version)
        fresh = Edition.objects.select_related(
            "text__publication", "revision__address", "begun_from"
        ).get(pk=edition.pk)
        act = Act(fresh, by, clock.database_now(), note)
        if reason := obstacle(name, fresh, by=by, at=act.at):
            raise NotPossible(reason)
        yield act
        record.enter(
            name, by=by, at=act.at, edition=act.edition, note=act.note, **act.details
        )


def claim(text: Text, version: int) -> None:
    """Take the text's lock: lock, check against a stale page, and order of acts.

    One conditional UPDATE serves both databases; `select_for_update` is silently
    nothing on SQLite.
    """
    hit = Text.objects.filter(pk=text.pk, version=version).update(
        version=F("version") + 1
    )
    if not hit:
        raise Stale(_what_happened(text))


def _what_happened(text: Text) -> str:
    last = (
        AuditEntry.objects.filter(edition__in=text.editions.values("uuid"))
        .order_by("-sequence")
        .first()
    )
    if last is None:
        return _("Somebody else has changed this text since you opened it.")
    return _(
        "%(name)s was faster: “%(act)s” at %(time)s UTC. Please look at the text as it "
        "stands now."
    ) % {
        "name": last.actor_name,
        "act": last.act_name,
        "time": last.at.strftime("%H:%M:%S"),
    }
