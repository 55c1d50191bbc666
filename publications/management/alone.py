"""One process changes the database's form at a time; whoever comes meanwhile waits."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

KEY = 0x656D6261  # a number that no other program of this database is to take


@contextmanager
def alone() -> Iterator[None]:
    """Wait for the others. On SQLite, where all are of one machine, by a file; else by
    the database. Both let go where a process was killed."""
    if connection.vendor != "postgresql":
        with (settings.DATA_DIR / "migrating").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
    try:
        yield
    finally:
        if not is_gone():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])


def is_gone() -> bool:
    """Whether the connection ended, and all that it held with it."""
    return connection.connection is None or connection.connection.closed
