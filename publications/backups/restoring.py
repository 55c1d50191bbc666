"""Restoring a backup into an empty place: all of it, checked, or nothing."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from publications import anchors, clock
from publications.models import AuditEntry, Hold, guards
from publications.stores import moving
from publications.workflow import anchoring, record, roles, verify

from . import Unfit, archive, tables
from .archive import MEDIA, TABLES, Manifest, Member

RESTORED_BY = "manage.py restore"


class Restored(NamedTuple):
    manifest: Manifest
    counted: dict[str, int]
    # Anchors say that the record went on to this entry, where it did.
    went_on_to: int


def restore(
    path: Path,
    keys: list,
    *,
    held_against: tuple[list[Path], list] = ([], []),
    told: Callable[[str], None] = lambda sentence: None,
) -> Restored:
    """Put a backup back, and hold the site at its moment. Raises Unfit, OSError: then
    the place is as empty as before.

    The database must have been migrated, and hold nothing; so must the media store.
    `held_against`: anchors (files or folders), and the keys that signed them.
    """
    told("Reading all of it, and comparing each digest …")
    manifest = archive.checked(path, keys)
    _refuse_another_schema(manifest)
    _refuse_what_is_there()
    told("Restoring …")
    stored: list[str] = []
    try:
        with transaction.atomic():
            with _unguarded():
                _put_back(path, keys, manifest, stored)
            told("Verifying the record …")
            counted, went_on_to = _verified(manifest, held_against)
    except BaseException as error:
        for name in stored:
            default_storage.delete(name)
        if isinstance(error, DatabaseError):
            raise Unfit(f"The rows do not fit this database ({error}).") from error
        raise
    clock.look_again()
    return Restored(manifest, counted, went_on_to)


def _refuse_another_schema(manifest: Manifest) -> None:
    loader = MigrationExecutor(connection).loader
    here = {app: name for app, name in loader.graph.leaf_nodes() if app in _installed()}
    there = manifest["schema"]
    if tables.schema() != here:
        raise Unfit("The database is not migrated: run manage.py migrate first.")
    if there == here:
        return
    unknown = [f"{a}.{n}" for a, n in there.items() if (a, n) not in loader.graph.nodes]
    if unknown:
        raise Unfit(
            f"The backup is of a newer version ({manifest['product']}: "
            f"{', '.join(sorted(unknown))}). Restore it with that one."
        )
    raise Unfit(
        f"The backup is of an older version ({manifest['product']}: "
        f"{there.get('publications')}). Restore it with that one, then upgrade."
    )


def _installed() -> set[str]:
    return {config.label for config in apps.get_app_configs()}


def _refuse_what_is_there() -> None:
    if full := tables.not_empty():
        raise Unfit(
            f"The database is not empty ({', '.join(full[:3])}): a backup is restored "
            "into an empty place only."
        )
    if not default_storage.is_empty():
        raise Unfit(
            "The media store is not empty: a backup is restored into an empty place "
            "only."
        )


@contextmanager
def _unguarded() -> Iterator[None]:
    """Rows come back as they were, past every guard; then each of them stands again."""
    guards.lift(connection)
    yield
    connection.check_constraints()
    guards.install(connection)
    if missing := guards.missing(connection):
        raise Unfit(f"These guards could not be put back: {', '.join(missing)}.")


def _put_back(path: Path, keys: list, manifest: Manifest, stored: list[str]) -> None:
    known = {tables.name_of(model): model for model in tables.kept()}
    tables.empty_what_migrate_filled()
    with archive.opened(path, keys) as members:
        for member in members:
            if member.name.startswith(TABLES):
                columns, rows = archive.rows_of(member)
                tables.put(known[member.table], columns, rows)
            elif member.name.startswith(MEDIA):
                name = member.name.removeprefix(MEDIA)
                stored.append(name)  # before: a part of it is to be deleted, too
                _store(name, member)
    roles.install(connection.alias)
    tables.go_on_after(manifest["numbers"])
    _hold(manifest)


def _store(name: str, member: Member) -> None:
    """A store may want to read a file twice; the archive comes by once."""
    with tempfile.SpooledTemporaryFile(moving.IN_MEMORY) as copy:
        for block in member.blocks():
            copy.write(block)
        copy.seek(0)
        if default_storage.save(name, File(copy, name)) != name:
            raise Unfit(f"{name} is in the media store already.")


def _hold(manifest: Manifest) -> None:
    """Pin the site's moment, on the record."""
    at = clock.database_now()
    entries = manifest["record"]["entries"]
    moment = datetime.fromisoformat(manifest["moment"])
    Hold.objects.create(moment=moment, restored_at=at, entry=entries)
    record.enter(
        "restore",
        by=None,
        by_name=RESTORED_BY,
        at=at,
        moment=manifest["moment"],
        entries=entries,
    )


def _verified(
    manifest: Manifest, held_against: tuple[list[Path], list]
) -> tuple[dict[str, int], int]:
    """Hold the record against itself, the manifest, each file, and anchors."""
    counted: dict[str, int] = {}
    last = manifest["record"]
    entry = AuditEntry.objects.filter(sequence=last["entries"]).first()
    if last["entries"] and (entry is None or entry.hash != last["hash"]):
        raise Unfit("The record does not end as the manifest says.")
    lacking = len(manifest["lacking"])
    faults = list(verify.faults(counted))
    gone = [fault for fault in faults if fault.startswith("The file of the ")]
    if broken := [fault for fault in faults if fault not in gone]:
        raise Unfit(f"The record is not whole: {broken[0]}")
    if len(gone) > lacking:
        raise Unfit(f"Media are not whole: {gone[0]}")
    return counted, _beyond(last["entries"], held_against, counted)


def _beyond(
    entries: int, held_against: tuple[list[Path], list], counted: dict[str, int]
) -> int:
    """The last entry that anchors tell of. Those that the backup has must fit; of later
    ones nobody knows more than that they were."""
    paths, keys = held_against
    if not paths:
        return 0
    held = [anchor for path in paths for _file, anchor in anchors.held_in(path)]
    known = {anchors.fingerprint(key): key for key in keys}
    later = [
        anchor.entry
        for anchor in held
        if anchor.entry > entries
        and anchor.key in known
        and anchors.is_signed(anchor, known[anchor.key])
    ]
    for fault in anchoring.faults(paths, keys, counted, until=entries):
        raise Unfit(fault)
    return max(later, default=0)
