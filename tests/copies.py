"""Copies of the whole database under test: its tables, guards and rows.

To put one back takes a hundredth of the time that making its state anew does.
"""

import sqlite3
from collections.abc import Callable

from django.db import connection, transaction


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
    def __init__(self):
        self.under_test = connection.settings_dict["NAME"]
        self.kept = f"{self.under_test}_kept_{len(_made)}"
        self._create(self.kept, self.under_test)

    def put_back(self) -> None:
        self._create(self.under_test, self.kept)

    def drop(self) -> None:
        self._outside(f'DROP DATABASE IF EXISTS "{self.kept}" WITH (FORCE)')

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
