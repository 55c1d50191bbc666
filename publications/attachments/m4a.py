"""The boxes of an M4A (ISO 14496-12): whole, and with sound alone."""

import os
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from .refusal import Refused

# Files for sound, and the families for any media; which it is, the tracks tell.
BRANDS = {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6"}
SOUND = b"soun"
FILM = {b"vide", b"auxv", b"pict"}


class Box(NamedTuple):
    kind: bytes
    start: int
    end: int


def check(file: BinaryIO) -> None:
    """Refuse what isn't whole, and what has pictures that move."""
    boxes = list(_boxes(file, 0, file.seek(0, os.SEEK_END)))
    kinds = {box.kind for box in boxes}
    if not _is_known(file, boxes[0]):
        raise Refused("not_m4a")
    if not {b"moov", b"mdat"} <= kinds:
        raise Refused("truncated")
    handlers = [_handler(file, track) for track in _within(file, boxes, b"moov/trak")]
    if any(handler in FILM for handler in handlers):
        raise Refused("film")
    if SOUND not in handlers:
        raise Refused("not_m4a")


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """Tell the boxes between two places, which they must fill (4.2)."""
    while start < end:
        file.seek(start)
        head = file.read(16)
        size, kind, content = int.from_bytes(head[:4]), head[4:8], start + 8
        if size == 1:
            size, content = int.from_bytes(head[8:16]), start + 16
        elif size == 0:
            size = end - start
        if start + size > end or len(head) < 8:
            raise Refused("truncated")
        if size < content - start:
            raise Refused("not_m4a")
        yield Box(kind, content, start + size)
        start += size


def _is_known(file: BinaryIO, box: Box) -> bool:
    """Whether the file names a brand of ours: first its own, then those it fits."""
    file.seek(box.start)
    told = file.read(min(box.end - box.start, 256))
    return any(told[place : place + 4] in BRANDS for place in range(0, len(told), 4))


def _within(file: BinaryIO, boxes: list[Box], path: bytes) -> list[Box]:
    """Return all boxes at a path, beginning with one of these."""
    kind, _, rest = path.partition(b"/")
    found = [box for box in boxes if box.kind == kind]
    if not rest:
        return found
    inner = [one for box in found for one in _boxes(file, box.start, box.end)]
    return _within(file, inner, rest)


def _handler(file: BinaryIO, track: Box) -> bytes:
    """Return what a track holds, by four letters (8.4.3)."""
    inner = list(_boxes(file, track.start, track.end))
    for box in _within(file, inner, b"mdia/hdlr"):
        file.seek(box.start + 8)
        return file.read(4)
    return b""
