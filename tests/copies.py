"""Copies of the whole database under test: its tables, guards and rows.

To put one back takes a hundredth of the time that making its state anew does.
"""

import sqlite3
from collections.abc import Callable

from django.db import connection, transaction

from tests.replaying import numbers, set_to


class OnSQLite:
    def __init__(self):
        self.kept = sqlite3.connect(":memory:")
        connection.ensure_connection()
        connection.connection.backup(self.kept)

    def put_back(self) -> None:
        connection.close()
        with transaction.atomic():
            pass  # or is refused, if somebody still writes: backup would wait for ever
        self.kept.backup(connection.connection)

    def drop(self) -> None:
        self.kept.close()


class OnPostgreSQL:
    """As another database, whose copy takes 0.3 s; the rows also as COPY tells them,
    which are put back in a tenth of that wherever a test changed rows alone."""

    def __init__(self):
        self.under_test = connection.settings_dict["NAME"]
        self.kept = f"{self.under_test}_kept_{len(_made)}"
        self.schema, self.rows, self.numbers = _schema(), _rows(), numbers()
        self._create(self.kept, self.under_test)

    def put_back(self) -> None:
        connection.close()
        if _schema() == self.schema:
            self._put_rows_back()
        else:
            self._create(self.under_test, self.kept)

    def drop(self) -> None:
        self._outside(f'DROP DATABASE IF EXISTS "{self.kept}" WITH (FORCE)')

    def _put_rows_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            # Past all guards: these are the rows that stood here.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("; ".join(f'DELETE FROM "{table}"' for table in self.rows))
            for table, rows in self.rows.items():
                if rows:
                    with cursor.copy(f'COPY "{table}" FROM STDIN') as told:
                        told.write(rows)
            put_back = map(set_to, self.numbers.items())
            cursor.execute(f"SELECT {', '.join(put_back)}")

    def _create(self, name: str, template: str) -> None:
        self._outside(
            f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
            f'CREATE DATABASE "{name}" TEMPLATE "{template}"',
        )

    def _outside(self, *statements: str) -> None:
        """Neither of the two may be in use."""
        connection.close()
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def _schema() -> list[tuple]:
    """Everything that is no row. A copy has the same numbers for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid, relname, relchecks FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace"
            " UNION ALL SELECT oid, tgname, ascii(tgenabled::text) FROM pg_trigger"
            " UNION ALL SELECT oid, conname, 0 FROM pg_constraint"
            " UNION ALL SELECT oid, proname, hashtext(prosrc) FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace"
            " UNION ALL SELECT attrelid, attname, attnotnull::int FROM pg_attribute"
            " JOIN pg_class ON attrelid = pg_class.oid"
            " WHERE relnamespace = 'public'::regnamespace ORDER BY 1, 2, 3"
        )
        return cursor.fetchall()


def _rows() -> dict[str, bytes]:
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            with cursor.copy(f'COPY "{table}" TO STDOUT') as told:
                found[table] = b"".join(told)
    return found


_made: dict[tuple, tuple] = {}


def once(make: Callable, *arguments):
    """Do to the database what `make` does, and return what it returned: by doing it the
    first time, later by putting back a copy of what came of it."""
    key = (make, *arguments)
    if key in _made:
        copy, value = _made[key]
        copy.put_back()
        return value
    value = make(*arguments)
    kind = {"sqlite": OnSQLite, "postgresql": OnPostgreSQL}[connection.vendor]
    _made[key] = kind(), value
    return value


def drop_all() -> None:
    while _made:
        _key, (copy, _value) = _made.popitem()
        copy.drop()
