"""What each database keeps and asks, under one name and with the same answers.

A table beside the models, `publications_searchwords`, a row for each edition that has a
period. No migration of Django's rebuilds it. Both say whether an edition matches, and
never how well: what comes first is decided once, in `finding`.
"""

from typing import Protocol

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from publications.rendering.searching import Query
from publications.search.document import Document

from . import postgresql, sqlite

# Where to look: in all of it, in the title and names, or in the title alone.
EVERYWHERE, HEAD, TITLE = ("title", "names", "rest"), ("title", "names"), ("title",)


class Engine(Protocol):
    def create(self) -> list[str]: ...
    def drop(self) -> list[str]: ...
    def write(self, cursor, edition: int, document: Document) -> None: ...
    def forget(self, cursor, edition: int) -> None: ...
    def question(self, query: Query, where: tuple[str, ...]) -> tuple[str, list]: ...


def engine_of(connection: BaseDatabaseWrapper) -> Engine:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def write(edition: int, document: Document, using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        engine_of(connection).write(cursor, edition, document)


def forget(edition: int, using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        engine_of(connection).forget(cursor, edition)


def matching(query: Query, using: str, where: tuple[str, ...] = EVERYWHERE) -> RawSQL:
    """The ids of the editions that match: for `pk__in`."""
    sql, parameters = engine_of(connections[using]).question(query, where)
    return RawSQL(sql, parameters)  # noqa: S611  # nosec B611 - constants alone


def create(apps, schema_editor) -> None:
    """For a migration."""
    connection = schema_editor.connection
    for statement in engine_of(connection).create():
        schema_editor.execute(statement)


def drop(apps, schema_editor) -> None:
    connection = schema_editor.connection
    for statement in engine_of(connection).drop():
        schema_editor.execute(statement)
