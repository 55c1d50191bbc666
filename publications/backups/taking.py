"""Taking a backup: rows of one moment, and every file that they name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from publications import __version__, clock
from publications.models import AuditEntry
from publications.models.audit import GENESIS
from publications.stores import moving

from . import Unfit, tables
from .archive import Manifest, Writer


def take(out: BinaryIO) -> Manifest:
    """Write the site as it is now into a stream; return what the manifest says.

    Others go on writing meanwhile: all is read in one snapshot, files never change,
    and one that somebody removed since, or that is damaged, is told as `lacking`.
    """
    writer = Writer(out)
    with _snapshot() as moment:
        for model in tables.kept():
            names = [field.attname for field in tables.columns(model)]
            writer.table(tables.name_of(model), names, tables.rows(model))
        lacking = list(_media(writer))
        return writer.close(_manifest(moment, lacking))


@contextmanager
def _snapshot() -> Iterator[datetime]:
    """Let everything be read as of one moment, the database's, without holding up
    whoever writes."""
    if connection.in_atomic_block:
        raise Unfit("A backup is taken outside of any transaction.")
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield clock.database_now()  # the first question begins the snapshot
        return
    connection.ensure_connection()
    before = connection.transaction_mode
    connection.transaction_mode = "DEFERRED"  # a reader, which SQLite's WAL never stops
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
            cursor.fetchall()
            yield clock.database_now()
    finally:
        connection.transaction_mode = before


def _media(writer: Writer) -> Iterator[str]:
    """Put every file in that a kept row names; yield those that can't be, and why."""
    default_storage.reach()
    for kept in moving.kept_files():
        if kept.field.model in tables.LEFT_OUT or not kept.digest:
            continue
        try:
            with moving.taken_from(default_storage, kept) as copy:
                size = copy.seek(0, os.SEEK_END)
                copy.seek(0)
                writer.file(kept.name, kept.digest, copy, size)
        except moving.Faulty as fault:
            yield f"{kept.name} {fault}"


def _manifest(moment: datetime, lacking: list[str]) -> Manifest:
    last = AuditEntry.objects.order_by("-sequence").first()
    return {
        "moment": moment.isoformat(),
        "product": __version__,
        "site": settings.SITE_URL,
        "database": connection.vendor,
        "schema": tables.schema(),
        "numbers": tables.numbers(),
        "record": {
            "entries": last.sequence if last else 0,
            "hash": last.hash if last else GENESIS,
        },
        "lacking": lacking,
        "left_out": sorted(tables.name_of(model) for model in tables.LEFT_OUT),
    }
