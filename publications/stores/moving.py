"""Every file that a row names, from one store into another, compared with the row's
SHA-256 where it arrives."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import Storage
from django.db.models import FileField, QuerySet

from . import StoreFailed

PAGE = 500  # rows asked for at once: no query is open while files travel
BLOCK = 1024 * 1024  # bytes
IN_MEMORY = 4 * BLOCK  # a larger file passes through a temporary one


class Faulty(Exception):
    """One file can't be moved; the others can."""


class Kept(NamedTuple):
    """A file as a row names it."""

    field: FileField
    row: int
    name: str
    digest: str


def rows_of(field: FileField) -> QuerySet:
    return field.model._base_manager.exclude(**{field.name: ""}).order_by("pk")


def file_fields() -> list[FileField]:
    """All that any model has: a later one is not forgotten."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FileField)
    ]


def digest_of(field: FileField) -> str:
    """The name of the field beside it: `digest` for `file`, `animation_digest` for
    `animation`. Raises FieldDoesNotExist."""
    name = "digest" if field.name == "file" else f"{field.name}_digest"
    return field.model._meta.get_field(name).name


def count() -> int:
    return sum(rows_of(field).count() for field in file_fields())


def kept_files() -> Iterator[Kept]:
    for field in file_fields():
        rows = rows_of(field).values_list("pk", field.name, digest_of(field))
        page = list(rows[:PAGE])
        while page:
            for row, name, digest in page:
                yield Kept(field, row, name, digest)
            page = list(rows.filter(pk__gt=page[-1][0])[:PAGE])


def is_whole(kept: Kept, store: Storage) -> bool:
    """Whether the store holds it as the row says: all of it is read."""
    found = hashlib.sha256()
    try:
        with store.open(kept.name) as file:
            for block in file.chunks(BLOCK):
                found.update(block)
    except FileNotFoundError:
        return False
    return found.hexdigest() == kept.digest


@contextmanager
def taken_from(store: Storage, kept: Kept) -> Iterator[BinaryIO]:
    """A copy of the file to be read twice, compared already. Raises Faulty."""
    found = hashlib.sha256()
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as copy:
        for block in _blocks(store, kept):
            found.update(block)
            copy.write(block)
        if found.hexdigest() != kept.digest:
            raise Faulty("is in the source, but not as it was taken in (SHA-256)")
        copy.seek(0)
        yield copy


def put_into(store: Storage, kept: Kept, copy: BinaryIO) -> None:
    """Store it under exactly its name, in place of whatever is there, and read it
    back. Raises Faulty, with nothing under that name."""
    if store.exists(kept.name):
        store.delete(kept.name)
    stored = store.save(kept.name, File(copy, kept.name))
    if stored != kept.name:  # a second run has put it there meanwhile
        store.delete(stored)
    if not is_whole(kept, store):
        store.delete(kept.name)
        raise Faulty("arrived damaged in the target, and was removed there")


def is_named_still(kept: Kept) -> bool:
    """A picture is removed, a rendition made anew, while files are moved."""
    rows = rows_of(kept.field).filter(pk=kept.row, **{kept.field.name: kept.name})
    return rows.exists()


def _blocks(store: Storage, kept: Kept) -> Iterator[bytes]:
    try:
        with store.open(kept.name) as file:
            yield from file.chunks(BLOCK)
    except FileNotFoundError as error:
        raise Faulty("is missing in the source") from error
    except StoreFailed:
        raise
    except OSError as error:
        raise Faulty(f"can't be read in the source ({error.strerror})") from error
