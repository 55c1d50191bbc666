"""The archive itself: written in one go, read from beginning to end.

Nothing of it is ever whole in memory but a part of a table.
"""

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from . import FORMAT, Unfit, cipher
from .tables import Row, as_line

TABLES, MEDIA, MANIFEST = "tables/", "media/", "manifest.json"
DIGEST = "EMBASSY.sha256"  # a header of ours (POSIX pax)
PART = 4 * 1024 * 1024  # bytes of a table in one member
BLOCK = 1024 * 1024
LEVEL = 6
MOST_OF_A_MANIFEST = 64 * 1024 * 1024

Manifest = dict[str, Any]


class Writer:
    """Adds tables and files to a stream, and counts what it added."""

    def __init__(self, out: BinaryIO):
        self._packed = gzip.GzipFile("", "wb", LEVEL, out, mtime=0)
        self._tar = tarfile.open(  # noqa: SIM115 - closed with the manifest
            fileobj=self._packed, mode="w|", format=tarfile.PAX_FORMAT
        )
        self._all_media = hashlib.sha256()
        self.tables: dict[str, dict[str, Any]] = {}
        self.media = {"files": 0, "bytes": 0}

    def table(self, name: str, columns: list[str], rows: Iterable[Row]) -> None:
        found, count = hashlib.sha256(), 0
        part, number = io.BytesIO(), 0

        def close():
            nonlocal part, number
            number += 1
            data = part.getvalue()
            found.update(data)
            self._add(f"{TABLES}{name}/{number:06}.jsonl", io.BytesIO(data), len(data))
            part = io.BytesIO()

        for row in rows:
            if not part.tell():
                part.write(as_line(columns))
            part.write(as_line(row))
            count += 1
            if part.tell() >= PART:
                close()
        if part.tell():
            close()
        self.tables[name] = {"rows": count, "sha256": found.hexdigest()}

    def file(self, name: str, digest: str, data: BinaryIO, size: int) -> None:
        self._add(MEDIA + name, data, size, **{DIGEST: digest})
        self._all_media.update(f"{name} {digest}\n".encode())
        self.media["files"] += 1
        self.media["bytes"] += size

    def close(self, manifest: Manifest) -> Manifest:
        told = {
            "format": FORMAT,
            **manifest,
            "tables": self.tables,
            "media": {**self.media, "sha256": self._all_media.hexdigest()},
        }
        data = json.dumps(told, indent=1, sort_keys=True).encode()
        self._add(MANIFEST, io.BytesIO(data), len(data))
        self._tar.close()
        self._packed.close()
        return told

    def _add(self, name: str, data: BinaryIO, size: int, **headers: str) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.pax_headers = size, 0o600, headers
        self._tar.addfile(member, data)
        self._tar.members.clear()  # or it would keep each for an index nobody asks


class Member:
    """One thing in a backup as it comes by: its bytes are read once."""

    def __init__(self, name: str, data: BinaryIO, size: int, digest: str):
        self.name, self.data, self.size, self.digest = name, data, size, digest

    @property
    def table(self) -> str:
        return self.name.removeprefix(TABLES).partition("/")[0]

    def blocks(self) -> Iterator[bytes]:
        while block := self.data.read(BLOCK):
            yield block


@contextmanager
def opened(path: Path, keys: list) -> Iterator[Iterator[Member]]:
    """The members of a backup, in their order. Raises Unfit."""
    with _in_words(), cipher.decrypting(path, keys) as plain:
        packed = gzip.GzipFile(fileobj=plain, mode="rb")
        with tarfile.open(fileobj=packed, mode="r|", bufsize=BLOCK) as tar:
            yield _members(tar)


def _members(tar: tarfile.TarFile) -> Iterator[Member]:
    while found := tar.next():
        tar.members.clear()
        data = tar.extractfile(found)
        if data is None:
            raise Unfit("The backup holds what is no file.")
        yield Member(found.name, data, found.size, found.pax_headers.get(DIGEST, ""))


def rows_of(member: Member) -> tuple[list[str], list[Row]]:
    """The columns and the rows of a part of a table."""
    lines = member.data.read().splitlines()
    return json.loads(lines[0]), [json.loads(line) for line in lines[1:]]


def checked(path: Path, keys: list) -> Manifest:
    """Read all of a backup, compare it with its manifest, and return that. Raises
    Unfit: then nothing of it is to be believed."""
    tables: dict[str, Any] = {}
    media, all_media = {"files": 0, "bytes": 0}, hashlib.sha256()
    manifest: Manifest | None = None
    with opened(path, keys) as members:
        for member in members:
            if manifest is not None:
                raise Unfit("The backup goes on after its end: it was changed.")
            if member.name == MANIFEST and member.size <= MOST_OF_A_MANIFEST:
                manifest = json.loads(member.data.read())
            elif member.name.startswith(TABLES):
                _count_part(member, tables)
            elif member.name.startswith(MEDIA):
                _count_file(member, media, all_media)
            else:
                raise Unfit(f"The backup holds {member.name}, which is not of ours.")
    if manifest is None:
        raise Unfit("The backup is not whole: its end is missing.")
    if manifest.get("format") != FORMAT:
        raise Unfit("The backup has another form: it is of another version.")
    _compare(manifest, tables, {**media, "sha256": all_media.hexdigest()})
    return manifest


def _count_part(member: Member, tables: dict[str, Any]) -> None:
    data = member.data.read()
    rows, digest = tables.setdefault(member.table, (0, hashlib.sha256()))
    digest.update(data)
    tables[member.table] = (rows + data.count(b"\n") - 1, digest)


def _count_file(member: Member, media: dict[str, int], all_media) -> None:
    found = hashlib.sha256()
    for block in member.blocks():
        found.update(block)
    name = member.name.removeprefix(MEDIA)
    if found.hexdigest() != member.digest:
        raise Unfit(f"The backup was changed: {name} is not the file that was kept.")
    all_media.update(f"{name} {member.digest}\n".encode())
    media["files"] += 1
    media["bytes"] += member.size


def _compare(manifest: Manifest, tables: dict, media: dict) -> None:
    for name, told in manifest["tables"].items():
        rows, digest = tables.pop(name, (0, hashlib.sha256()))
        if told != {"rows": rows, "sha256": digest.hexdigest()}:
            raise Unfit(f"The backup was changed: {name} does not fit its manifest.")
    if tables:
        raise Unfit(f"The backup was changed: nobody told of {min(tables)}.")
    if manifest["media"] != media:
        raise Unfit("The backup was changed: its media do not fit its manifest.")


@contextmanager
def _in_words() -> Iterator[None]:
    """What a cut or bent archive raises, as one sentence."""
    try:
        yield
    except (EOFError, gzip.BadGzipFile, tarfile.TarError, zlib.error) as error:
        raise Unfit(
            f"The backup is cut off or damaged: it can't be read to its end ({error})."
        ) from error
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise Unfit("The backup was changed: it does not read as one.") from error
