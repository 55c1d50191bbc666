"""The generation of the site: a name for all that readers may be shown at one time.

Every act and every fact that was mended is an entry of the record, whose last hash is
unlike any before it; between two entries only moments come that stand in the database
by then. So the end of the record and the next moment name the generation, and whoever
asks within it finds what was found before.
"""

import hashlib
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import Error, close_old_connections, connection
from django.db.models import QuerySet

from publications import clock, metrics
from publications.models import AuditEntry, Edition

# What changes by the day, what leaves the news or a feed after so many hours, and what
# no act tells of (a PDF that another machine made) is seen so late at most. Of a whole
# hour, so that it tells nothing, and every zone's midnight is among them.
LONGEST = timedelta(minutes=5)

_coming: datetime | None = None


class Generation(NamedTuple):
    name: str
    lasts: float  # seconds from when it was asked for


def now() -> Generation:
    """Ask the database: one question, beside that of the clock once a minute."""
    at = clock.moment()
    entry, *moments = _end_of_record_and_moments(at) or ("",)
    _note_release(at, moments[0] if moments else None)
    ends = min(moment for moment in (*moments, _turn(at)) if moment)
    said = repr((entry, ends.isoformat()))
    name = hashlib.sha256(said.encode()).hexdigest()[:32]
    return Generation(name, (ends - at).total_seconds())


def _note_release(at: datetime, coming: datetime | None) -> None:
    """How late this process knows of what has begun meanwhile: `coming` is what a later
    question will find begun, unless its schedule is taken away before."""
    global _coming
    if _coming and _coming <= at:
        metrics.release_known("web", _coming, at)
    _coming = coming


def in_a_thread() -> Generation:
    """The same in a thread that lives on: no request ends, which would see to its
    connection."""
    close_old_connections()
    try:
        return now()
    except Error:
        connection.close()
        raise


def _end_of_record_and_moments(at: datetime) -> tuple | None:
    return (
        AuditEntry.objects.order_by("-sequence")
        .values_list(
            "hash",
            _first_after(at, "live_from"),
            _first_after(at, "live_until"),
        )
        .first()
    )


def _first_after(at: datetime, bound: str) -> QuerySet:
    coming = Edition.objects.filter(**{f"{bound}__gt": at}).order_by(bound)
    return coming.values(bound)[:1]


def _turn(at: datetime) -> datetime:
    """The end of the five minutes (counted from the hour) in which the moment lies."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    return hour + LONGEST * ((at - hour) // LONGEST + 1)
