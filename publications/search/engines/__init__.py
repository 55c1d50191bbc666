"""What each database keeps and asks, under one name and with the same answers.

An index is a table beside the models: a row for each thing that is found. No migration
of Django's rebuilds it. An engine says whether a row matches, and never how well: what
comes first is decided by who asks, so that both say the same.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from publications.rendering.searching import Query
from publications.search.document import Document

from . import postgresql, sqlite

# Where to look: in all of it, in the title and names, or in the title alone.
EVERYWHERE, HEAD, TITLE = "", "head", "title"


def engine_of(connection: BaseDatabaseWrapper) -> ModuleType:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


@dataclass(frozen=True)
class Index:
    """While it is built anew, what is written goes into both tables."""

    table: str

    @property
    def beside(self) -> str:
        """The table in which it is built anew."""
        return f"{self.table}_anew"

    def write(self, row: int, document: Document, using: str) -> None:
        engine = engine_of(connections[using])
        with connections[using].cursor() as cursor:
            # The one that is asked comes first: who holds it, as a rebuild begins, is
            # waited for, and sees the other table afterwards.
            if engine.write(cursor, self.table, row, document, self.beside):
                engine.write(cursor, self.beside, row, document, self.beside)

    def write_anew(self, row: int, document: Document, using: str) -> None:
        """Into the table that is being built, alone."""
        with connections[using].cursor() as cursor:
            engine = engine_of(connections[using])
            engine.write(cursor, self.beside, row, document, self.beside)

    def forget(self, row: int, using: str) -> None:
        engine = engine_of(connections[using])
        with connections[using].cursor() as cursor:
            engine.forget(cursor, self.table, row)
            if self.is_being_rebuilt(using):
                engine.forget(cursor, self.beside, row)

    def matching(self, query: Query, using: str, where: str = EVERYWHERE) -> RawSQL:
        """The ids of what matches: for `pk__in`."""
        engine = engine_of(connections[using])
        sql, parameters = engine.question(self.table, query, where)
        return RawSQL(sql, parameters)  # noqa: S611  # nosec B611 - constants alone

    def is_being_rebuilt(self, using: str) -> bool:
        return is_there(self.beside, using)

    def is_empty(self, using: str) -> bool:
        with connections[using].cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {self.table} LIMIT 1")  # noqa: S608  # nosec B608
            return cursor.fetchone() is None


def in_any(indexes: Iterable[Index], query: Query, using: str) -> RawSQL:
    """The ids of what matches in at least one of them: for `pk__in`.

    As one set: of "in this or in that" PostgreSQL asks every row there is.
    """
    engine = engine_of(connections[using])
    asked = [engine.question(index.table, query, EVERYWHERE) for index in indexes]
    sql = " UNION ".join(sql for sql, _parameters in asked)
    parameters = [each for _sql, told in asked for each in told]
    return RawSQL(sql, parameters)  # noqa: S611  # nosec B611 - constants alone


@contextmanager
def by_index(using: str) -> Iterator[None]:
    """Ask within it for all that matches.

    PostgreSQL reckons the size of a table without what is kept beside its rows (TOAST):
    for a word of most texts it would read every vector.
    """
    if connections[using].vendor != "postgresql":
        yield
        return
    with transaction.atomic(using, savepoint=False):
        execute(["SET LOCAL enable_seqscan = off"], using)
        yield
        execute(["SET LOCAL enable_seqscan = on"], using)


def is_there(table: str, using: str) -> bool:
    catalogue = {
        "sqlite": "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = %s",
        "postgresql": "SELECT 1 WHERE to_regclass(%s) IS NOT NULL",
    }[connections[using].vendor]
    with connections[using].cursor() as cursor:
        cursor.execute(catalogue, [table])
        return cursor.fetchone() is not None


def execute(statements: Iterable[str], using: str) -> None:
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
