"""Writing the record: each act leaves one entry, chained to the entry before."""

import json
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction

from publications import renewal, traces
from publications.models import (
    GENESIS,
    Account,
    AuditEntry,
    Edition,
    PageText,
    Publication,
)

# Acts that the security log tells of.
TRACED = frozenset(
    {
        "refused",
        *("release", "release_emergency", "record_release", "release_batch"),
        *("release_page", "schedule", "reschedule", "unschedule", "lift_embargo"),
        *("restore", "lift_hold"),
        *("withdraw", "withdraw_page", "void", "send_for_approval", "share"),
        *("revoke_link", "limit", "export", "deactivate"),
    }
)

# Any number that no other advisory lock of this product uses.
CHAIN_LOCK = 7_203_514


def wait_for_turn() -> None:
    """Hold the end of the chain until the commit; others queue.

    Whoever also makes something that others could make at the same instant (a person,
    an outlet) takes the turn before looking whether it is there. Everything else that
    an act waits for is taken before this, so that two acts never wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def enter(
    act: str,
    *,
    by: Account | None,
    at: datetime,
    edition: Edition | None = None,
    publication: Publication | PageText | None = None,
    note: str = "",
    by_name: str = "",
    **details: Any,
) -> AuditEntry:
    """Append an entry within the act's transaction.

    `by_name`: who acted without an account, by a link. The chain is one line: on
    PostgreSQL writers wait for their turn, on SQLite there is one writer at a time.
    """
    wait_for_turn()
    if edition:
        publication = edition.text.publication
    last = AuditEntry.objects.order_by("-sequence").values("sequence", "hash").first()
    entry = AuditEntry(
        sequence=last["sequence"] + 1 if last else 1,
        at=at,
        actor=by.pk if by else None,
        actor_name=f"{by} ({by.get_username()})" if by else by_name,
        act=act,
        publication=publication.uuid if publication else None,
        edition=edition.uuid if edition else None,
        digest=edition.revision.digest if edition and edition.revision else "",
        note=note,
        details=json.dumps(details, ensure_ascii=False, sort_keys=True, default=str),
        previous_hash=last["hash"] if last else GENESIS,
    )
    entry.hash = entry.computed_hash()
    entry.save(force_insert=True)
    renewal.announce()
    if act in TRACED:
        told = partial(_trace, entry, details.get("refused"))
        transaction.on_commit(told, robust=True)
    return entry


def _trace(entry: AuditEntry, refused: str | None) -> None:
    """Once it is stored. Without its note, which may hold what was typed."""
    traces.note(
        refused or entry.act,
        traces.REFUSED if refused else traces.DONE,
        who=entry.actor,
        publication=entry.publication,
        edition=entry.edition,
        entry=entry.sequence,
    )
