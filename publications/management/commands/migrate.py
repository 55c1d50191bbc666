"""Django's `manage.py migrate`, as the database's owner where one is named.

It puts the database's guards in place: so it can't ask for them first, nor for tables
that it is about to make. On PostgreSQL one runs at a time, and none holds up the site:
a change that can't have its lock at once would make every reader behind it wait.
"""

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connection

from publications.management.owning import as_owner

LOCK_SECONDS = 5
LOCK = 0x656D6261  # of the whole database, for as long as one migrates
NOT_AVAILABLE = "55P03"


class Command(migrate.Command):
    def get_check_kwargs(self, options):
        return {**super().get_check_kwargs(options), "databases": None}

    def handle(self, *args, **options):
        with as_owner():
            if connection.vendor != "postgresql":
                super().handle(*args, **options)
                return
            self._alone(*args, **options)

    def _alone(self, *args, **options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, false)", [f"{LOCK_SECONDS}s"]
            )
        try:
            super().handle(*args, **options)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != NOT_AVAILABLE:
                raise
            raise CommandError(
                f"Somebody held a table for more than {LOCK_SECONDS} seconds. What was "
                "under way is undone, the site goes on: run it again in a minute."
            ) from error
        finally:
            self._end()

    @staticmethod
    def _end():
        """Not where the connection itself is gone, with all that it held."""
        if connection.connection is None or connection.connection.closed:
            return
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
