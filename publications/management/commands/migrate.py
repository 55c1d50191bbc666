"""Django's `manage.py migrate`, as the database's owner where one is named.

It puts the database's guards in place: so it can't ask for them first, nor for tables
that it is about to make. Several that are started at once follow each other. On
PostgreSQL none holds up the site: a change that can't have its lock at once would make
every reader behind it wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connection

from publications.management.alone import alone, is_gone
from publications.management.owning import as_owner

LOCK_SECONDS = 5
NOT_AVAILABLE = "55P03"


class Command(migrate.Command):
    def get_check_kwargs(self, options):
        return {**super().get_check_kwargs(options), "databases": None}

    def handle(self, *args, **options):
        with as_owner(), alone(), waiting_for_no_lock():
            super().handle(*args, **options)


@contextmanager
def waiting_for_no_lock() -> Iterator[None]:
    """Raises CommandError where somebody else holds a table for too long."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, false)", [f"{LOCK_SECONDS}s"]
        )
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != NOT_AVAILABLE:
            raise
        raise CommandError(
            f"Somebody held a table for more than {LOCK_SECONDS} seconds. What was "
            "under way is undone, the site goes on: run it again in a minute."
        ) from error
    finally:
        if not is_gone():
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
