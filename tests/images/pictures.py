"""Pictures as files, put together for tests."""

import io
import os
import struct
import zlib

from PIL import Image

RED = (200, 30, 60)
KINDS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")


def saved(picture, kind, **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def opened(intake):
    return decoded(intake.data)


def decoded(data):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def close(colour, other, by=4):
    return all(abs(a - b) <= by for a, b in zip(colour, other, strict=True))


def plain(width=32, height=24, colour=RED):
    return Image.new("RGB", (width, height), colour)


def halves(left="red", right="blue", size=(40, 20)):
    picture = Image.new("RGB", size, left)
    picture.paste(right, (size[0] // 2, 0, *size))
    return picture


def palette():
    picture = Image.new("P", (9, 9), 0)
    picture.putpalette([200, 30, 60, 0, 255, 0] + [0] * 762)
    return picture


def noise(width, height):
    """Return what no codec can make small: every pixel by chance."""
    return Image.frombytes("RGB", (width, height), os.urandom(3 * width * height))


def grainy(width, height):
    """Return a picture like a photograph at night: soft shapes under much grain."""
    soft = [Image.effect_noise((width // 16, height // 16), 120) for _ in range(3)]
    shapes = Image.merge("RGB", soft).resize((width, height))
    grain = Image.effect_noise((width, height), 60).convert("RGB")
    return Image.blend(shapes, grain, 0.4)


def chunk(kind, data):
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def png(width, height, *, depth=8, colour=2, packed=b"", others=b""):
    """A PNG put together by hand; `packed` is what zlib made of its lines."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + others
        + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )


def packed_zeros(millions):
    """What zlib makes of that many million zeros, which are never held at once."""
    packer = zlib.compressobj(9, wbits=-15)
    million = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = (millions * 1_000_000 % 65_521 << 16) + 1
    return b"\x78\xda" + million * millions + b"\x03\0" + struct.pack(">I", checksum)


def with_metadata(kind, picture=None):
    """Return a picture that says who took it where, in every way its format knows."""
    exif = Image.Exif()
    exif[0x010E] = "secret description"
    exif[0x010F] = "secret camera"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (40.0, 22.0, 30.0)
    options = {"exif": exif}
    if kind in {"JPEG", "GIF"}:
        options["comment"] = b"secret comment"
    if kind in {"JPEG", "WEBP", "AVIF"}:
        options["xmp"] = b"<x:xmpmeta>secret</x:xmpmeta>"
    return saved(picture or plain(40, 20), kind, **options)


def with_thumbnail():
    """Return a JPEG whose EXIF holds a smaller JPEG, as cameras do."""
    small = saved(plain(8, 8), "JPEG", comment=b"secret thumbnail")
    head = b"MM\0\x2a" + struct.pack(">I", 8) + struct.pack(">HI", 0, 14)
    second = struct.pack(">H", 3)
    second += struct.pack(">HHIHH", 0x0103, 3, 1, 6, 0)  # compressed as JPEG
    second += struct.pack(">HHII", 0x0201, 4, 1, 56)
    second += struct.pack(">HHII", 0x0202, 4, 1, len(small)) + struct.pack(">I", 0)
    return saved(plain(), "JPEG", exif=b"Exif\0\0" + head + second + small)
