"""Pictures come in by what they are; nothing of the file's own goes on."""

import hashlib
import io
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image, ImageCms

from publications.images import MAX_BYTES, Refused, clean_name, take_in

RED = (200, 30, 60)
NOT_A_PICTURE = "This is not a picture in JPEG, PNG, WebP, AVIF or GIF."
TOO_MANY_PIXELS = "The picture has more than 40 million pixels."


def saved(picture, kind, **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def opened(intake):
    picture = Image.open(io.BytesIO(intake.data))
    picture.load()
    return picture


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


def display_p3():
    """Display P3: sRGB's profile with the wider primaries (adapted to D50)."""
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = bytearray(srgb)
    (tags,) = struct.unpack_from(">I", profile, 128)
    for index in range(tags):
        name, offset, _ = struct.unpack_from(">4sII", profile, 132 + 12 * index)
        if name in primaries:
            numbers = [round(number * 65536) for number in primaries[name]]
            struct.pack_into(">iii", profile, offset + 8, *numbers)
    return bytes(profile)


def close(colour, other, by=4):
    return all(abs(a - b) <= by for a, b in zip(colour, other, strict=True))


def halves(left="red", right="blue", size=(40, 20)):
    picture = Image.new("RGB", size, left)
    picture.paste(right, (size[0] // 2, 0, *size))
    return picture


# --- Formats ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_each_format_is_taken_in_and_a_photograph_leaves_as_jpeg(kind):
    original = saved(Image.new("RGB", (32, 24), RED), kind)
    intake = take_in(original)
    assert (intake.extension, intake.mime) == ("jpg", "image/jpeg")
    assert (intake.width, intake.height) == (32, 24)
    picture = opened(intake)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (32, 24))
    assert close(picture.getpixel((5, 5)), RED)
    assert intake.sha256 == hashlib.sha256(intake.data).hexdigest()
    assert intake.original_sha256 == hashlib.sha256(original).hexdigest()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_what_shows_through_leaves_as_png(kind):
    picture = Image.new("RGBA", (9, 9), (*RED, 128))
    intake = take_in(saved(picture, kind))
    assert (intake.extension, intake.mime) == ("png", "image/png")
    assert opened(intake).mode == "RGBA"
    assert close(opened(intake).getpixel((4, 4)), (*RED, 128))


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM", "TGA", "PDF", "EPS"])
def test_formats_outside_the_list_are_refused(kind):
    with pytest.raises(Refused, match=NOT_A_PICTURE):
        take_in(saved(Image.new("RGB", (32, 24), RED), kind))


def test_the_same_picture_gives_the_same_bytes():
    data = saved(Image.new("RGB", (32, 24), RED), "PNG")
    assert take_in(data) == take_in(data)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind):
    frames = [Image.new("RGB", (8, 8), name) for name in ("red", "lime", "blue")]
    options = {"lossless": True} if kind == "WEBP" else {}
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)
    picture = opened(take_in(data))
    assert getattr(picture, "n_frames", 1) == 1
    assert close(picture.convert("RGB").getpixel((4, 4)), (255, 0, 0))


# --- Modes -----------------------------------------------------------------------


def palette():
    picture = Image.new("P", (9, 9), 0)
    picture.putpalette([200, 30, 60, 0, 255, 0] + [0] * 762)
    return picture


OPAQUE = {
    "CMYK": (Image.new("CMYK", (9, 9), (0, 255, 255, 0)), "JPEG", (255, 0, 0)),
    "16 bit": (Image.new("I;16", (9, 9), 32_768), "PNG", (128, 128, 128)),
    "16 bit white": (Image.new("I;16", (9, 9), 65_535), "PNG", (255, 255, 255)),
    "1 bit": (Image.new("1", (9, 9), 1), "PNG", (255, 255, 255)),
    "grey": (Image.new("L", (9, 9), 77), "PNG", (77, 77, 77)),
    "palette": (palette(), "PNG", RED),
}


@pytest.mark.parametrize("name", OPAQUE)
def test_every_mode_becomes_rgb_in_its_own_colour(name):
    picture, kind, colour = OPAQUE[name]
    intake = take_in(saved(picture, kind))
    assert intake.extension == "jpg"
    assert opened(intake).mode == "RGB"
    assert close(opened(intake).getpixel((4, 4)), colour)


SEE_THROUGH = {
    "grey and alpha": (Image.new("LA", (9, 9), (77, 128)), {}, (77, 77, 77, 128)),
    "palette": (palette(), {"transparency": 0}, (*RED, 0)),
    "palette by entry": (palette(), {"transparency": b"\x80\xff"}, (*RED, 128)),
    "one colour": (Image.new("RGB", (9, 9), RED), {"transparency": RED}, (*RED, 0)),
    "one grey": (Image.new("L", (9, 9), 77), {"transparency": 77}, (77, 77, 77, 0)),
    "16 bit": (
        Image.new("I;16", (9, 9), 32_768),
        {"transparency": 32_768},
        (128, 128, 128, 0),
    ),
}


@pytest.mark.parametrize("name", SEE_THROUGH)
def test_transparency_of_every_kind_stays(name):
    picture, options, colour = SEE_THROUGH[name]
    intake = take_in(saved(picture, "PNG", **options))
    assert intake.extension == "png"
    assert opened(intake).getpixel((4, 4)) == colour


def test_a_gif_with_a_see_through_colour_stays_see_through():
    intake = take_in(saved(palette(), "GIF", transparency=0))
    assert opened(intake).getpixel((4, 4))[3] == 0


@pytest.mark.parametrize(("colour", "samples"), [(2, 3), (4, 2), (6, 4)])
def test_sixteen_bits_a_channel_are_scaled(colour, samples):
    data = png(
        1,
        1,
        depth=16,
        colour=colour,
        packed=zlib.compress(b"\0" + b"\x80\x00" * samples),
    )
    pixel = opened(take_in(data)).getpixel((0, 0))
    assert close(pixel, (128,) * len(pixel), by=2)


# --- Nothing of the file's own -----------------------------------------------------

SECRETS = (b"secret", b"Exif", b"GPS", b"photoshop", b"xmpmeta", b"ICC_PROFILE")


def with_metadata(kind):
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
    return saved(Image.new("RGB", (40, 20), RED), kind, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_exif_place_and_comments_are_gone(kind):
    original = with_metadata(kind)
    assert b"secret" in original
    intake = take_in(original)
    picture = opened(intake)
    assert not picture.getexif()
    assert not {"exif", "comment", "xmp", "icc_profile"} & set(picture.info)
    assert not [word for word in SECRETS if word in intake.data]


def test_text_chunks_of_a_png_are_gone():
    others = chunk(b"tEXt", b"Author\0secret") + chunk(
        b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0secret"
    )
    pixel = zlib.compress(b"\0\xc8\x1e\x3c")
    intake = take_in(png(1, 1, packed=pixel, others=others))
    assert b"secret" not in intake.data
    assert set(opened(intake).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hangs_behind_the_picture_is_gone(kind):
    data = saved(Image.new("RGB", (32, 24), RED), kind) + b"<?php secret(); ?>"
    assert b"secret" not in take_in(data).data


def test_the_colour_under_a_see_through_pixel_is_all_that_stays_of_a_png():
    data = saved(Image.new("RGBA", (9, 9), (*RED, 0)), "PNG")
    assert opened(take_in(data)).info == {}


# The corner where red stands once the picture is upright, by EXIF orientation.
ORIENTATIONS = {
    1: ((40, 20), (2, 10), (38, 10)),
    2: ((40, 20), (38, 10), (2, 10)),
    3: ((40, 20), (38, 10), (2, 10)),
    4: ((40, 20), (2, 10), (38, 10)),
    5: ((20, 40), (10, 2), (10, 38)),
    6: ((20, 40), (10, 2), (10, 38)),
    7: ((20, 40), (10, 38), (10, 2)),
    8: ((20, 40), (10, 38), (10, 2)),
}


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_picture_taken_sideways_is_put_upright(orientation):
    size, red, blue = ORIENTATIONS[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    intake = take_in(saved(halves(), "JPEG", exif=exif))
    assert (intake.width, intake.height) == size
    assert opened(intake).size == size
    assert close(opened(intake).getpixel(red), (255, 0, 0), by=12)
    assert close(opened(intake).getpixel(blue), (0, 0, 255), by=12)


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "I;16", "1"])
def test_every_mode_is_put_upright(mode):
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = Image.new(mode, (40, 20))
    assert take_in(saved(picture, "PNG", exif=exif)).height == 40


# --- Colours -----------------------------------------------------------------------

COLOUR = (200, 100, 60)
# What Display P3 calls (200, 100, 60), by the matrices of CSS Color 4.
IN_SRGB = (215, 93, 47)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_colour_profile_is_applied_and_not_kept(kind):
    picture = Image.new("RGB", (16, 16), COLOUR)
    intake = take_in(saved(picture, kind, icc_profile=display_p3()))
    assert close(opened(intake).getpixel((8, 8)), IN_SRGB, by=6)
    assert "icc_profile" not in opened(intake).info


@pytest.mark.parametrize("alpha", [0, 128, 255])
def test_a_profile_is_applied_under_transparency_too(alpha):
    picture = Image.new("RGBA", (16, 16), (*COLOUR, alpha))
    result = opened(take_in(saved(picture, "PNG", icc_profile=display_p3())))
    assert close(result.getpixel((8, 8)), (*IN_SRGB, alpha), by=3)
    assert "icc_profile" not in result.info


def test_a_profile_is_applied_to_a_palette():
    picture = Image.new("P", (16, 16), 0)
    picture.putpalette([*COLOUR] + [0] * 765)
    opaque = take_in(saved(picture, "PNG", icc_profile=display_p3()))
    assert close(opened(opaque).getpixel((8, 8)), IN_SRGB)
    data = saved(picture, "PNG", icc_profile=display_p3(), transparency=b"\x80")
    assert close(opened(take_in(data)).getpixel((8, 8)), (*IN_SRGB, 128), by=3)


def test_a_profile_does_not_cost_the_see_through_colour():
    picture = Image.new("RGB", (16, 16), COLOUR)
    data = saved(picture, "PNG", icc_profile=display_p3(), transparency=COLOUR)
    assert opened(take_in(data)).getpixel((8, 8))[3] == 0


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "I;16", "1", "CMYK"])
@pytest.mark.parametrize(
    "profile",
    [
        b"no profile at all" * 20,
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
        display_p3()[:200],
    ],
    ids=["garbage", "LAB", "torn"],
)
def test_a_profile_that_does_not_fit_says_nothing(mode, profile):
    picture = Image.new(mode, (16, 16))
    kind = "JPEG" if mode == "CMYK" else "PNG"
    plain = opened(take_in(saved(picture, kind)))
    result = opened(take_in(saved(picture, kind, icc_profile=profile)))
    assert result.getpixel((8, 8)) == plain.getpixel((8, 8))
    assert "icc_profile" not in result.info


# --- Refusals ----------------------------------------------------------------------

POLYGLOTS = {
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "SVG, prefixed": b'<svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></svg>',
    "SVG, UTF-16": '<?xml version="1.0"?><svg/>'.encode("utf-16"),
    "SVG, entity": b'<!DOCTYPE svg [<!ENTITY x "&#60;script&#62;">]><svg>&x;</svg>',
    "HTML": b"<!DOCTYPE html><script>document.title=1337</script>",
    "PHP in a GIF's name": b"GIF89a<?php system($_GET['c']); ?>",
    "PHP in a GIF's name, long": b"GIF89a<?php system($_GET['c']); ?>" * 500,
    "script in a GIF's name": b"GIF89a=1;alert(1)//",
    "PHP in a JPEG's name": b"\xff\xd8\xff\xe0<?php echo 1; ?>",
    "HTML in a PNG's name": b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
    "PDF": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF",
    "EICAR": b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS",
    "ZIP": b"PK\x03\x04" + bytes(100),
    "zeros": bytes(5_000),
    "one byte": b"\xff",
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_what_only_claims_to_be_a_picture_is_refused_with_a_sentence(name):
    with pytest.raises(Refused) as refusal:
        take_in(POLYGLOTS[name])
    assert str(refusal.value) == NOT_A_PICTURE


def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match=r"^The file is empty\.$"):
        take_in(b"")


def test_a_file_over_the_limit_is_refused_before_it_is_read():
    data = saved(Image.new("RGB", (9, 9)), "PNG")
    with pytest.raises(Refused, match=r"^The picture is larger than 20 MB\.$"):
        take_in(data.ljust(MAX_BYTES + 1, b"\0"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9])
def test_a_torn_file_is_refused_with_a_sentence(kind, share):
    data = saved(Image.effect_noise((200, 200), 50), kind)
    with pytest.raises(Refused) as refusal:
        take_in(data[: int(len(data) * share)])
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_damaged_file_is_taken_or_refused_and_nothing_else(kind):
    data = saved(Image.effect_noise((60, 60), 50), kind)
    for at in range(0, len(data), max(1, len(data) // 60)):
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        try:
            intake = take_in(bytes(damaged))
        except Refused as refusal:
            assert str(refusal).endswith(".")
        else:
            assert intake.extension in {"jpg", "png"}


# --- Floods ------------------------------------------------------------------------


TAKE_IN = """
import re, sys
from django.conf import settings
settings.configure(USE_I18N=False)
from publications.images import Refused, take_in
try:
    take_in(sys.stdin.buffer.read())
except Refused as refusal:
    print(refusal)
# Not getrusage: its maximum counts what the parent held when it forked.
status = open("/proc/self/status").read()
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) // 1024)
"""


def taken_in_elsewhere(data):
    """What a fresh process says to a file, and how many MB it came to need."""
    run = [sys.executable, "-c", TAKE_IN]
    said = subprocess.run(run, input=data, capture_output=True, check=True).stdout
    sentence, peak = said.decode().splitlines()
    return sentence, int(peak)


def refuse(data, sentence):
    with pytest.raises(Refused) as refusal:
        take_in(data)
    assert str(refusal.value) == sentence


def test_a_pixel_flood_is_refused_without_decoding():
    flood = png(13_000, 13_000, packed=packed_zeros(508))
    assert len(flood) < 1_000_000
    sentence, peak = taken_in_elsewhere(flood)
    assert sentence == TOO_MANY_PIXELS
    assert peak < 200


def test_the_flood_is_refused_by_its_head_alone():
    refuse(png(13_000, 13_000), TOO_MANY_PIXELS)


def test_as_many_pixels_as_are_allowed_are_not_refused_for_their_number():
    # Its lines are missing: that it was decoded at all is the point.
    refuse(png(40_000, 1_000), "The picture is broken and can't be read.")


@pytest.mark.parametrize(
    ("width", "height"),
    [(40_001, 1_000), (1, 40_000_001), (2**31 - 1, 2**31 - 1), (20_000, 20_000)],
)
def test_one_pixel_too_many_is_refused(width, height):
    refuse(png(width, height), TOO_MANY_PIXELS)


def test_a_picture_of_no_pixels_is_refused():
    refuse(png(0, 5), NOT_A_PICTURE)


@pytest.mark.parametrize("kind", [b"zTXt", b"iCCP"])
def test_a_bomb_in_a_side_chunk_is_refused_in_little_memory(kind):
    bomb = chunk(kind, b"a\0\0" + packed_zeros(1_000))
    data = png(1, 1, packed=zlib.compress(bytes(4)), others=bomb)
    sentence, peak = taken_in_elsewhere(data)
    assert sentence == NOT_A_PICTURE
    assert peak < 200


# --- Names -------------------------------------------------------------------------

NAMES = [
    ("visit.jpg", "visit.jpg"),
    ("照片 1.jpg", "照片 1.jpg"),
    ("../../../x.png", "x.png"),
    ("..\\..\\x.png", "x.png"),
    ("C:\\Users\\me\\x.png", "x.png"),
    ("x.html/../../y", "y"),
    ("a.%2e%2e%2fetc", "a.%2e%2e%2fetc"),
    ("a\0.html", "a.html"),
    ("a\r\nSet-Cookie: b=1.png", "aSet-Cookie: b=1.png"),
    ("photo\u202egnp.exe", "photognp.exe"),
    ("a\u200b\ufeff\u2028b\x1b[2J.png", "ab[2J.png"),
    ("a\ud800.png", "a.png"),
    ("  spaced.png  ", "spaced.png"),
    ("x" * 250 + ".png", "x" * 120),
    ("", "picture"),
    ("/", "picture"),
    ("folder/", "picture"),
    (" \t ", "picture"),
    ("\u202e\u200b", "picture"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_a_name_is_shown_without_path_or_invisible_characters(name, shown):
    assert clean_name(name) == shown


@pytest.mark.parametrize("extension", ["html", "php", "svg", "exe"])
def test_a_name_decides_nothing_about_the_format(extension):
    assert clean_name(f"evil.{extension}") == f"evil.{extension}"
    assert take_in(saved(Image.new("RGB", (9, 9)), "PNG")).extension == "jpg"
