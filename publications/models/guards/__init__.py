"""The promises that the database keeps, also against the shell and raw SQL.

Each guard is a trigger (on PostgreSQL one is an exclusion constraint). They stand
once per vendor, in `sqlite` and `postgresql`, under the same names; what both word
alike is a row of `promises`. A migration installs them, and so does every later
migrate, since SQLite drops a table's triggers whenever it rebuilds the table.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from . import postgresql, sqlite


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place that is missing or worded otherwise. Idempotent."""
    vendor = _vendor(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        guards = vendor.guards(vendor.schema(cursor))
        for name in missing(connection):
            cursor.execute(guards[name].drop)
            for statement in guards[name].create:
                cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of guards that are absent, or worded otherwise than here."""
    vendor = _vendor(connection)
    with connection.cursor() as cursor:
        found, guards = vendor.found(cursor), vendor.guards(vendor.schema(cursor))
    return [name for name, guard in guards.items() if found.get(name) != guard.wording]


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take away every guard that is there, in whatever wording. For migrations: SQLite
    rebuilds no table that another table's trigger names; migrate puts them back."""
    vendor = _vendor(connection)
    with connection.cursor() as cursor:
        for statement in vendor.drops(cursor):
            cursor.execute(statement)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the guards away for a while. For tests that empty or damage tables."""
    # PostgreSQL alters no table with deferred checks still to run.
    connection.check_constraints()
    lift(connection)
    try:
        yield
    finally:
        connection.check_constraints()
        install(connection)


def _vendor(connection: BaseDatabaseWrapper):
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]
