"""Recordings: MP3, Opus in Ogg, and M4A; what they are, and how long.

Each format is recognised by its own structure first; tinytag then tells the length.
Nothing is decoded.
"""

import math
import os
import struct
from typing import BinaryIO

from tinytag import TinyTag, TinyTagException

from . import m4a
from .findings import Findings
from .refusal import Refused

MAX_HOURS = 12
# Between a tag and the first frame some programs leave room.
MAX_PADDING = 64 * 1024
# Four headers in a row that agree: by chance one file in 2^60.
FRAMES = 4

# ISO 11172-3, 2.4.2.3 and ISO 13818-3: layer III, in kbit/s and Hz.
BITRATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
RATES = {
    3: (44_100, 48_000, 32_000),  # MPEG 1
    2: (22_050, 24_000, 16_000),  # MPEG 2
    0: (11_025, 12_000, 8_000),  # MPEG 2.5
}

PAGE = struct.Struct("<4sBBqLLLB")  # RFC 3533, 6
FIRST_PAGE = 0x02
HEADER_PACKETS = (b"OpusHead", b"OpusTags")  # RFC 7845, 5


def inspect(file: BinaryIO, claimed: str) -> Findings:
    """Refuse what is no proper recording, or tell its length in whole seconds."""
    {"mp3": _check_mp3, "opus": _check_opus, "m4a": m4a.check}[claimed](file)
    return Findings(claimed, seconds=_seconds(file, claimed))


def _seconds(file: BinaryIO, claimed: str) -> int:
    file.seek(0)
    try:
        # An Ogg is walked much faster once its tags were read; those of the others
        # are passed over.
        length = TinyTag.get(file_obj=file, tags=claimed == "opus").duration
    except TinyTagException as error:
        raise Refused("no_length") from error
    if not length:
        raise Refused("no_length")
    if length > MAX_HOURS * 3600:
        raise Refused("too_long", hours=MAX_HOURS)
    return math.ceil(length)


def _check_mp3(file: BinaryIO) -> None:
    start = _after_tags(file)
    file.seek(start)
    room = file.read(MAX_PADDING)
    start += len(room) - len(room.lstrip(b"\0"))
    first, place = None, start
    for _number in range(FRAMES):
        file.seek(place)
        head = file.read(4)
        kind, length = _frame(head)
        if first is None:
            first = kind
            _check_whole(file.read(length - 4), _size(file) - start)
        if kind != first:
            raise Refused("not_mp3")
        place += length


def _size(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def _after_tags(file: BinaryIO) -> int:
    """Return where the tags end (ID3v2.4 structure, 3.1); there may be several."""
    place = 0
    while True:
        file.seek(place)
        head = file.read(10)
        if len(head) < 10 or head[:3] != b"ID3":
            return place
        size = int.from_bytes(head[6:7]) << 21 | head[7] << 14 | head[8] << 7 | head[9]
        footer = 10 if head[5] & 0x10 else 0
        place += 10 + size + footer


def _frame(head: bytes) -> tuple[tuple[int, int], int]:
    """Return version and rate, which stay the same, and the length in bytes."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        raise Refused("not_mp3")
    version, rate = head[1] >> 3 & 3, head[2] >> 2 & 3
    if version not in RATES or rate == 3:
        raise Refused("not_mp3")
    bitrate = BITRATES[1 if version == 3 else 2][head[2] >> 4]
    if not bitrate:
        raise Refused("not_mp3")
    hertz, padding = RATES[version][rate], head[2] >> 1 & 1
    slots = 144 if version == 3 else 72
    return (version, rate), slots * bitrate * 1000 // hertz + padding


def _check_whole(frame: bytes, audio: int) -> None:
    """The first frame may hold what its encoder wrote: bytes of sound (Xing, LAME)."""
    place = max(frame.find(b"Xing", 0, 50), frame.find(b"Info", 0, 50))
    if place == -1:
        return
    flags, _frames, declared = struct.unpack_from(">3L", frame, place + 4)
    # A twentieth may be lacking: editors cut without telling.
    if flags & 3 == 3 and audio < declared * 0.95:
        raise Refused("truncated")


def _check_opus(file: BinaryIO) -> None:
    """One stream of Opus and nothing beside it: no second stream, so no film."""
    size, place, number, serial = _size(file), 0, 0, None
    while place < size:
        file.seek(place)
        head = file.read(PAGE.size + 255)
        if len(head) < PAGE.size or not head.startswith(b"OggS\0"):
            raise Refused("truncated" if number > 2 else "not_opus")
        _, _, flags, _, stream, _, _, segments = PAGE.unpack_from(head)
        body = PAGE.size + segments
        if number < 2:
            _check_packet(file, place + body, HEADER_PACKETS[number])
        elif stream != serial or flags & FIRST_PAGE:
            raise Refused("not_opus")
        serial = stream
        place += body + sum(head[PAGE.size : body])
        number += 1
    if place > size:
        raise Refused("truncated")


def _check_packet(file: BinaryIO, place: int, beginning: bytes) -> None:
    file.seek(place)
    if file.read(len(beginning)) != beginning:
        raise Refused("not_opus")
