"""The moment: the primary database's clock, not the web host's.

A web host whose clock is wrong must leak nothing, so questions of visibility ask
the database what time it is. SQLite has no server; there it is the machine's clock.

Where the site was restored from a backup, its moment stands still at the backup's until
somebody lifts the hold (`models.Hold`); what people and machines do goes on by the
running clock.
"""

import threading
import time
from datetime import UTC, datetime, timedelta

from django.db import connection

READ_AGAIN_AFTER = 60  # seconds
_HELD = "SELECT min(moment) FROM publications_hold WHERE lifted_at IS NULL"
_NOW_AND_HELD = f"SELECT clock_timestamp(), ({_HELD})"

_lock = threading.Lock()
_read_at: float | None = None
_read_moment: datetime | None = None
_read_hold: datetime | None = None


def database_now() -> datetime:
    """Return the database's clock now (UTC). Acts call this after their lock."""
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0].astimezone(UTC)


def moment() -> datetime:
    """Return the moment for a request's questions (UTC): ask once, pass it on.

    On PostgreSQL the clock is read at most once a minute and carried on by the
    monotonic clock, counted from after the answer came: never ahead of the server.
    Whether a hold pins it is asked as often; where one does, each time.
    """
    now, hold = _read()
    return min(now, hold) if hold else now


def ticking() -> datetime:
    """As `moment`, whatever is held: for sessions, links, limits and who is here."""
    return _read()[0]


def held() -> datetime | None:
    """The moment at which the site stands still, if it does."""
    return _read()[1]


def look_again() -> None:
    """Ask the database at the next question, as after a hold was lifted."""
    global _read_at
    with _lock:
        _read_at = None


def _read() -> tuple[datetime, datetime | None]:
    global _read_at, _read_moment, _read_hold
    with _lock:
        at = time.monotonic()
        if _read_at is None or _read_hold or at - _read_at > READ_AGAIN_AFTER:
            _read_moment, _read_hold = _asked()
            _read_at = at = time.monotonic()
        if connection.vendor != "postgresql":
            return datetime.now(UTC), _read_hold
        return _read_moment + timedelta(seconds=at - _read_at), _read_hold


def _asked() -> tuple[datetime | None, datetime | None]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_NOW_AND_HELD)
            now, hold = cursor.fetchone()
            return now.astimezone(UTC), hold and hold.astimezone(UTC)
        cursor.execute(_HELD)
        (hold,) = cursor.fetchone()
        return None, hold and datetime.fromisoformat(hold).replace(tzinfo=UTC)
