"""Opening a bundle that a stranger made: bounded, and only with names that are ours."""

import hashlib
import json
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from . import forms, shapes

MAX_FILES = 50_000
MAX_BYTES = 2**31 - 1  # unpacked, of all files; what is larger needs ZIP64
MAX_DIRECTORY = 16 * 2**20
MAX_TEXT = 32 * 2**20  # one file that is read as a whole
MAX_LINE = 8 * 2**20
CHUNK = 2**16

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAMES = re.compile(
    r"manifest\.json|publication\.json|acts\.jsonl|SHA256SUMS"
    rf"|media/{_UUID}\.[a-z]{{1,5}}"
    rf"|copies/{_UUID}"
    rf"|text-[a-z0-9-]{{1,15}}/edition-{_UUID}/"
    r"(?:edition\.json|revision-(?:0|[1-9][0-9]{0,8})\.(?:html|json|md))"
)
# What zipfile raises of bent files; an offset before the start is a ValueError.
_BROKEN = (
    *(BadZipFile, zlib.error, struct.error),
    *(EOFError, NotImplementedError, RuntimeError, OSError, ValueError),
)
# The end of the directory: signature, disks, entries here and in all, size, offset,
# length of a comment.
_END = struct.Struct("<4s4H2LH")
_ZIP64_LOCATOR_SIZE = 20


class Unfit(Exception):
    """Nothing that can be checked further; `str()` says why, for people."""


class Opened:
    """The files of a bundle. Nothing is ever unpacked to the disk."""

    def __init__(self, file: BinaryIO):
        _look_at_the_end(file)
        try:
            self._zip = ZipFile(file)
        except _BROKEN as error:
            raise Unfit("This is no ZIP file, or a broken one.") from error
        self.names: frozenset[str] = _checked(self._zip.infolist())

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a file's bytes, each at most `CHUNK`."""
        if name not in self.names:
            raise Unfit(f"{name} is missing.")
        try:
            with self._zip.open(name) as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except _BROKEN as error:
            raise Unfit(f"{name} is damaged and can't be read.") from error

    def sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        for chunk in self.chunks(name):
            digest.update(chunk)
        return digest.hexdigest()

    def read(self, name: str) -> bytes:
        read = bytearray()
        for chunk in self.chunks(name):
            read += chunk
            if len(read) > MAX_TEXT:
                raise Unfit(f"{name} is too large to be checked.")
        return bytes(read)

    def json(self, name: str, shape: Any) -> Any:
        """Return a JSON file's facts, if it is byte by byte as an export writes them:
        so no second member of a name says something else to another reader."""
        return _facts(name, self.read(name), shape, forms.written)

    def entries(self) -> Iterator[dict[str, Any]]:
        """Yield the acts, line by line."""
        for number, line in enumerate(self._lines(forms.ACTS), 1):
            name = f"{forms.ACTS}, line {number}"
            yield _facts(name, line, shapes.ENTRY, forms.line)

    def _lines(self, name: str) -> Iterator[bytes]:
        rest = b""
        for chunk in self.chunks(name):
            *lines, rest = (rest + chunk).split(b"\n")
            yield from (line + b"\n" for line in lines)
            if len(rest) > MAX_LINE:
                raise Unfit(f"{name} has a line that is too long.")
        if rest:
            raise Unfit(f"{name} ends within a line.")


def _facts(name: str, data: bytes, shape: Any, write: Any) -> Any:
    try:
        facts = json.loads(data)
        fits = shapes.fits(facts, shape) and write(facts) == data
    except (ValueError, RecursionError):
        fits = False
    if not fits:
        raise Unfit(f"{name} is not as an export writes it.")
    return facts


def _look_at_the_end(file: BinaryIO) -> None:
    """Refuse a directory that is too large before it is read into memory."""
    length = file.seek(0, 2)
    if length < _END.size:
        raise Unfit("This is no ZIP file, or a broken one.")
    file.seek(max(0, length - _END.size - _ZIP64_LOCATOR_SIZE))
    tail = file.read()
    signature, *_disks, entries, size, _offset, comment = _END.unpack(
        tail[-_END.size :]
    )
    if signature != b"PK\5\6" or comment:
        raise Unfit("This is no ZIP file, or a broken one.")
    if tail.startswith(b"PK\6\7"):
        raise Unfit("This file is too large for a bundle (ZIP64).")
    if entries > MAX_FILES or size > MAX_DIRECTORY:
        raise Unfit("This file holds too many files for a bundle.")
    file.seek(0)


def _checked(infos: list[ZipInfo]) -> frozenset[str]:
    seen: set[str] = set()
    left = MAX_BYTES
    if len(infos) > MAX_FILES:
        raise Unfit("This file holds too many files for a bundle.")
    for info in infos:
        # As it is written: Python cuts the other one at a zero byte.
        name = info.orig_filename
        mode = info.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise Unfit(f"{name} is no file but a link or the like.")
        if not _NAMES.fullmatch(name):
            raise Unfit(f"{name} has no place in a bundle.")
        if name in seen:
            raise Unfit(f"{name} is there twice.")
        if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unfit(f"{name} is packed or locked in a way that no export uses.")
        seen.add(name)
        left -= info.file_size
        if left < 0:
            raise Unfit("Unpacked, this file is too large for a bundle.")
    return frozenset(seen)
