"""Which tables a backup has, and their rows as JSON: the same of both databases."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, Model

from publications.models import (
    AccountLink,
    LinkWithin,
    Rendition,
    SearchSpelling,
    SignIn,
    Tries,
)

# Nobody is signed in after a restore, and no link sets a password; the rest is made
# anew from what there is.
LEFT_OUT = (
    *(Session, SignIn, Tries, AccountLink),
    *(Rendition, SearchSpelling, LinkWithin),
)
# Filled by migrate, in an order of its own.
FILLED = (ContentType, Permission, Group, Group.permissions.through)
AT_ONCE = 500  # rows

Row = list[Any]


def kept() -> list[type[Model]]:
    """Every table of the site, by name: one that a later version adds is not forgotten.
    Without what is left out."""
    every = apps.get_models(include_auto_created=True)
    found = {m._meta.db_table: m for m in every if m._meta.managed}
    return [
        model
        for _name, model in sorted(found.items())
        if model not in LEFT_OUT and not model._meta.proxy
    ]


def name_of(model: type[Model]) -> str:
    return model._meta.label_lower


def columns(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def rows(model: type[Model]) -> Iterator[Row]:
    """All of a table's, in one order, a few at a time."""
    found = model._base_manager.order_by("pk")
    found = found.values_list(*(field.attname for field in columns(model)))
    for row in found.iterator(chunk_size=AT_ONCE):
        yield [_plain(value) for value in row]


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        raise TypeError("A column of bytes has no form in a backup yet.")
    return value


def as_line(row: Row) -> bytes:
    return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def put(model: type[Model], names: list[str], found: Iterable[Row]) -> None:
    """Write rows as they are, with their numbers: no `save`, no guard, no default."""
    fields = [model._meta.get_field(_without_id(model, name)) for name in names]
    quote = connection.ops.quote_name
    into = ", ".join(quote(field.column) for field in fields)
    sql = (
        f"INSERT INTO {quote(model._meta.db_table)} ({into})"  # noqa: S608  # nosec B608
        f" VALUES ({', '.join(['%s'] * len(fields))})"
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            sql,
            [
                [
                    field.get_db_prep_save(field.to_python(value), connection)
                    for field, value in zip(fields, row, strict=True)
                ]
                for row in found
            ],
        )


def _without_id(model: type[Model], attname: str) -> str:
    """A field is asked for by its name, a column of a foreign key has another."""
    for field in model._meta.concrete_fields:
        if field.attname == attname:
            return field.name
    raise KeyError(attname)


def empty_what_migrate_filled() -> None:
    for model in reversed(FILLED):
        model._base_manager.all()._raw_delete(connection.alias)
    ContentType.objects.clear_cache()


def not_empty() -> list[str]:
    """Tables that hold something already, but for what migrate puts there."""
    there = set(connection.introspection.table_names())
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and model not in FILLED
        and model._meta.db_table in there
        and model._base_manager.exists()
    ]


def schema() -> dict[str, str]:
    """The last migration of each app that this database has."""
    applied = MigrationRecorder(connection).applied_migrations()
    last: dict[str, str] = {}
    for app, name in sorted(applied):
        last[app] = name
    return last


def numbers() -> dict[str, int]:
    """The last number that each table gave to a row, also to one that is gone."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            given = dict(cursor.fetchall())
            return {
                model._meta.db_table: given[model._meta.db_table]
                for model in kept()
                if model._meta.db_table in given
            }
        found = {}
        for model in kept():
            table = connection.ops.quote_name(model._meta.db_table)
            key = model._meta.pk.column
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, key])
            if sequence := cursor.fetchone()[0]:
                given = f"SELECT last_value, is_called FROM {sequence}"  # noqa: S608  # nosec B608
                cursor.execute(given)
                last, is_called = cursor.fetchone()
                found[model._meta.db_table] = last if is_called else 0
        return found


def go_on_after(last: dict[str, int]) -> None:
    """The next row of each table takes a number that none ever had."""
    models = kept()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for model in models:
                table = model._meta.db_table
                cursor.execute(
                    "UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s",
                    [last.get(table, 0), table],
                )
                if last.get(table) and not cursor.rowcount:
                    cursor.execute(
                        "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
                        [table, last[table]],
                    )
            return
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)
        for model in models:
            if number := last.get(model._meta.db_table):
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(
                    "SELECT setval(s, greatest(%s, nextval(s) - 1)) FROM"
                    " pg_get_serial_sequence(%s, %s) s WHERE s IS NOT NULL",
                    [number, table, model._meta.pk.column],
                )
