"""Colour profiles made by hand, since Pillow makes only sRGB, LAB and XYZ."""

import struct

from PIL import ImageCms

COLOUR = (200, 100, 60)
# What Display P3 calls (200, 100, 60), by the matrices of CSS Color 4.
IN_SRGB = (215, 93, 47)


def of(name):
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def display_p3():
    """Display P3: sRGB's profile with the wider primaries (adapted to D50)."""
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    profile = bytearray(of("sRGB"))
    (tags,) = struct.unpack_from(">I", profile, 128)
    for index in range(tags):
        name, offset, _ = struct.unpack_from(">4sII", profile, 132 + 12 * index)
        if name in primaries:
            numbers = [round(number * 65536) for number in primaries[name]]
            struct.pack_into(">iii", profile, offset + 8, *numbers)
    return bytes(profile)


def cmyk():
    """A press that prints red (sRGB's, in Lab) with each of its inks but the black."""
    paper, red, black = (100, 0, 0), (54, 81, 70), (0, 0, 0)

    def lab(colour):
        return bytes([round(colour[0] * 2.55), colour[1] + 128, colour[2] + 128])

    straight = bytes(range(256))
    # Two points a channel, of which the last one, black, changes fastest.
    grid = lab(paper) + lab(black) + (lab(red) + lab(black)) * 7
    table = b"mft1" + bytes(4) + bytes([4, 3, 2, 0])
    table += struct.pack(">9i", *(65536 if i % 4 == 0 else 0 for i in range(9)))
    table += straight * 4 + grid + straight * 3
    start = 128 + 4 + 12
    head = struct.pack(
        ">I4sI4s4s4s", start + len(table), b"    ", 0x2100000, b"prtr", b"CMYK", b"Lab "
    )
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp"
    head = head.ljust(68, b"\0") + struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D)
    tags = struct.pack(">I4sII", 1, b"A2B0", start, len(table))
    return head.ljust(128, b"\0") + tags + table
