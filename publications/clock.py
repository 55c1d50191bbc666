"""The moment: the primary database's clock, not the web host's.

A web host whose clock is wrong must leak nothing, so questions of visibility ask
the database what time it is. SQLite has no server; there it is the machine's clock.
"""

import threading
import time
from datetime import UTC, datetime, timedelta

from django.db import connection

READ_AGAIN_AFTER = 60  # seconds

_lock = threading.Lock()
_read_at: float | None = None
_read_moment: datetime | None = None


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
    """
    global _read_at, _read_moment
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with _lock:
        now = time.monotonic()
        if _read_at is None or now - _read_at > READ_AGAIN_AFTER:
            _read_moment = database_now()
            _read_at = now = time.monotonic()
        return _read_moment + timedelta(seconds=now - _read_at)
