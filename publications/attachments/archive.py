"""A ZIP as ODT and DOCX use it (APPNOTE 6.3.10): measured, read, written anew.

Of the archive's own words none is trusted: names and places are checked, and what is
unpacked is counted and compared with what was declared. Written anew, each part that
stays is copied as packed, byte for byte, so that the same file always gives the same
file: what zlib makes of a part differs from version to version.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from .findings import shown
from .refusal import Refused

MAX_PARTS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
# Deflate packs up to 1:1,032. Text in XML comes to 1:30; a small file may do worse.
MAX_RATIO = 100
SMALL = 10 * 1024 * 1024
MAX_DIRECTORY = 1024 * 1024
CHUNK = 64 * 1024

END = struct.Struct("<4s4H2LH")  # 4.3.16
LOCAL = struct.Struct("<4s5H3L2H")  # 4.3.7
CENTRAL = struct.Struct("<4s6H3L5H2L")  # 4.3.12
VERSION = 20  # the one that knows folders and Deflate (4.4.3.2)
UTF8 = 0x800  # of the flags (4.4.4)
LOCKED = 0x1
NEW_YEAR_1980 = 0x21  # the first day that a ZIP can tell


class Archive:
    """A ZIP within bounds; `names` in its order. Raises Refused if it isn't."""

    def __init__(self, file: BytesIO):
        self.data = file.getbuffer()
        self._measure_directory()
        try:
            with zipfile.ZipFile(file) as opened:
                self.parts = {info.orig_filename: info for info in opened.infolist()}
                count = len(opened.infolist())
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise Refused("broken") from error
        self.names = list(self.parts)
        self._check_names(count)
        self._check_sizes()
        self.places = self._places()

    def _measure_directory(self) -> None:
        """Refuse too many parts before any is read, and whatever follows the ZIP."""
        end = self.data[-END.size :]
        if end[:4] != b"PK\x05\x06":
            raise Refused("truncated")
        _, _, _, _, count, length, start, comment = END.unpack(end)
        if count > MAX_PARTS or length > MAX_DIRECTORY:
            raise Refused("zip_parts", count=MAX_PARTS)
        # The end may stand in the comment of another end, which other programs read.
        if comment or start + length != len(self.data) - END.size:
            raise Refused("broken")
        self.directory = start

    def _check_names(self, count: int) -> None:
        if count > MAX_PARTS:  # the end of the directory may lie about them
            raise Refused("zip_parts", count=MAX_PARTS)
        # Names in a DOCX differ in more than case (ISO 29500-2, 6.2.2.3).
        if len({name.casefold() for name in self.names}) < count:
            raise Refused("broken")
        for name, info in self.parts.items():
            if _is_forbidden(name) or stat.S_ISLNK(info.external_attr >> 16):
                raise Refused("zip_name", name=shown(name))

    def _check_sizes(self) -> None:
        infos = self.parts.values()
        if any(info.flag_bits & LOCKED for info in infos):
            raise Refused("zip_locked")
        if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in infos):
            raise Refused("broken")
        declared = sum(info.file_size for info in infos)
        bound = min(MAX_UNPACKED, max(SMALL, MAX_RATIO * len(self.data)))
        if declared > bound:
            raise Refused("zip_bomb", size=bound // 2**20)

    def _places(self) -> dict[str, slice]:
        """Where each part's packed bytes are. No two may overlap: many parts that
        share the same bytes are the better ZIP bomb (Fifield, WOOT 2019)."""
        places, end = {}, 0
        for info in sorted(self.parts.values(), key=lambda info: info.header_offset):
            offset = info.header_offset
            if offset < end or (not end and offset):
                raise Refused("broken")
            local = LOCAL.unpack(self.data[offset : offset + LOCAL.size])
            start = offset + LOCAL.size + local[-2] + local[-1]
            end = start + info.compress_size
            if local[0] != b"PK\x03\x04" or end > self.directory:
                raise Refused("broken")
            places[info.orig_filename] = slice(start, end)
        return places

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a part, bit by bit. Raises Refused if it isn't what was declared."""
        info = self.parts[name]
        packed = self.data[self.places[name]]
        counted, checksum = 0, 0
        for chunk in _unpacked(packed, info):
            counted += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            if counted > info.file_size:
                raise Refused("broken")
            yield chunk
        if (counted, checksum) != (info.file_size, info.CRC):
            raise Refused("broken")

    def read(self, name: str, most: int) -> bytes:
        """Return a small part as a whole."""
        if self.parts[name].file_size > most:
            raise Refused("broken")
        return b"".join(self.chunks(name))

    def written(self, instead: dict[str, bytes]) -> bytes:
        """Return the ZIP anew with some parts replaced: no times, no comments, no
        extra fields and nothing between the parts."""
        out, directory = BytesIO(), BytesIO()
        for name, info in self.parts.items():
            if name in instead:
                packed = instead[name]
                method, size, checksum = ZIP_STORED, len(packed), zlib.crc32(packed)
            else:
                packed = self.data[self.places[name]]
                method, size, checksum = info.compress_type, info.file_size, info.CRC
            raw = name.encode()
            about = (VERSION, 0 if raw.isascii() else UTF8, method, 0, NEW_YEAR_1980)
            sizes = (checksum, len(packed), size, len(raw), 0)
            place = (0, 0, 0, 0, out.tell())
            central = CENTRAL.pack(b"PK\x01\x02", VERSION, *about, *sizes, *place)
            directory.write(central + raw)
            out.write(LOCAL.pack(b"PK\x03\x04", *about, *sizes) + raw)
            out.write(packed)
        start, length, count = out.tell(), directory.tell(), len(self.parts)
        out.write(directory.getbuffer())
        out.write(END.pack(b"PK\x05\x06", 0, 0, count, count, length, start, 0))
        return out.getvalue()


def _is_forbidden(name: str) -> bool:
    """Whether a name leads out of the archive, or is not one on every system."""
    segments = name.removesuffix("/").split("/")
    return (
        not name.isprintable()
        or any(c in name for c in "\\:")
        or any(segment in ("", ".", "..") for segment in segments)
    )


def _unpacked(packed: memoryview, info: ZipInfo) -> Iterator[bytes]:
    if info.compress_type == ZIP_STORED:
        for start in range(0, len(packed), CHUNK):
            yield bytes(packed[start : start + CHUNK])
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    with suppress(zlib.error):  # what breaks off has no end
        for start in range(0, len(packed), CHUNK):
            waiting = bytes(packed[start : start + CHUNK])
            while waiting:
                yield inflater.decompress(waiting, CHUNK)
                waiting = inflater.unconsumed_tail
        yield inflater.flush()
    # Bytes behind the packed ones would go along unseen.
    if not inflater.eof or inflater.unused_data:
        raise Refused("broken")
