"""The parts that the site is made of, and which of them ails.

A part is vital where nothing can be served without it: only then should a balancer
send readers elsewhere. No word here holds an address, a path or a secret.
"""

import shutil
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from functools import cache as once
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from publications import clock
from publications.models import WorkerRound, guards

READY, IMPAIRED, FAILING = "ready", "impaired", "failing"
# Seconds for which an answer stands, so that nobody wears the site out by asking.
STANDS = 5
LEAST_FREE = 256 << 20  # bytes
# The worker looks every few seconds; one piece of work may take minutes.
WORKER_LATE = timedelta(minutes=10)


class Part(NamedTuple):
    name: str
    # Words on what ails, or none.
    look: Callable[[], str]
    vital: bool = False
    # Can't be asked while the database is away.
    asks_database: bool = False


class Health(NamedTuple):
    status: str
    # By the name of the part; "" where nothing ails.
    parts: dict[str, str]


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return "The database does not answer."
    return ""


@once
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _migrations() -> str:
    """A database that is ahead of this process is no fault: others were upgraded."""
    lacking = _known_migrations() - set(
        MigrationRecorder(connection).applied_migrations()
    )
    return f"{len(lacking)} migrations are to be applied: migrate." if lacking else ""


def _guards() -> str:
    """Not vital: after another release's migrate some are worded otherwise than this
    process knows them, and it must go on until it is replaced."""
    missing = guards.missing(connection)
    count = len(missing)
    return f"{count} guards are missing or altered: migrate." if count else ""


def _cache() -> str:
    """Without one the site is slower, and guesses are counted less well."""
    key, value = f"health:{uuid4().hex}", uuid4().bytes
    try:
        cache.set(key, value, 60)
        kept = cache.get(key) == value
        cache.delete(key)
    except Exception:  # noqa: BLE001 - each cache has errors of its own
        kept = False
    return "" if kept else "The cache keeps nothing."


def _storage() -> str:
    try:
        default_storage.reach()
    except OSError:
        return "Media can't be reached."
    if not default_storage.is_writable():
        return "Media can't be written."
    return ""


def _disk() -> str:
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return "The data folder can't be reached."
    return f"{free >> 20} MB are left on the disk." if free < LEAST_FREE else ""


def _worker() -> str:
    last = WorkerRound.objects.last()
    if last is None:
        return "No worker has ever looked for work: run_worker."
    late = clock.database_now() - last
    if late < WORKER_LATE:
        return ""
    return f"No worker has looked for work for {late // timedelta(minutes=1)} minutes."


PARTS = (
    Part("database", _database, vital=True),
    Part("migrations", _migrations, vital=True, asks_database=True),
    Part("guards", _guards, asks_database=True),
    Part("cache", _cache),
    Part("storage", _storage),
    Part("disk", _disk),
    Part("worker", _worker, asks_database=True),
)

_lock = threading.Lock()
_known: tuple[float, Health] | None = None


def health() -> Health:
    """What was found within the last seconds, or now."""
    global _known
    with _lock:
        if _known is None or time.monotonic() - _known[0] > STANDS:
            _known = (time.monotonic(), looked())
        return _known[1]


def looked() -> Health:
    found: dict[str, str] = {}
    for part in PARTS:
        if part.asks_database and found["database"]:
            found[part.name] = "Unknown while the database is away."
            continue
        try:
            found[part.name] = part.look()
        except (DatabaseError, InterfaceError):
            found[part.name] = "The database refused to tell."
    failing = any(found[part.name] for part in PARTS if part.vital)
    impaired = IMPAIRED if any(found.values()) else READY
    return Health(FAILING if failing else impaired, found)
