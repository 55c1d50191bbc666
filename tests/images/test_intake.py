"""Pictures come in by what they are."""

import hashlib
import zlib

import pytest
from PIL import Image

from publications.images import Refused, clean_name, take_in

from . import heic
from .pictures import KINDS, RED, close, halves, opened, palette, plain, png, saved


@pytest.mark.parametrize("kind", KINDS)
def test_each_format_is_taken_in_and_a_photograph_leaves_as_jpeg(kind):
    original = saved(plain(), kind)
    intake = take_in(original)
    assert (intake.extension, intake.mime) == ("jpg", "image/jpeg")
    assert (intake.width, intake.height) == (32, 24)
    picture = opened(intake)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (32, 24))
    assert close(picture.getpixel((5, 5)), RED)
    assert intake.sha256 == hashlib.sha256(intake.data).hexdigest()
    assert intake.original_sha256 == hashlib.sha256(original).hexdigest()


def test_a_phone_s_heic_is_taken_in_upright():
    intake = take_in(heic.SIDEWAYS)
    picture = opened(intake)
    assert (intake.extension, picture.size) == ("jpg", (64, 128))
    assert close(picture.getpixel((30, 5)), (255, 0, 0))
    assert close(picture.getpixel((30, 120)), (0, 0, 255))


def test_a_jpeg_with_more_pictures_behind_it_is_the_first():
    data = saved(plain(), "MPO", save_all=True, append_images=[plain(8, 8, "blue")])
    picture = opened(take_in(data))
    assert (picture.format, picture.size) == ("JPEG", (32, 24))
    assert close(picture.getpixel((5, 5)), RED)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_what_shows_through_leaves_as_png(kind):
    picture = Image.new("RGBA", (9, 9), (*RED, 128))
    intake = take_in(saved(picture, kind))
    assert (intake.extension, intake.mime) == ("png", "image/png")
    assert opened(intake).mode == "RGBA"
    assert close(opened(intake).getpixel((4, 4)), (*RED, 128))


def test_an_alpha_channel_that_lets_nothing_through_is_no_transparency():
    intake = take_in(saved(Image.new("RGBA", (9, 9), (*RED, 255)), "PNG"))
    assert intake.extension == "jpg"
    assert close(opened(intake).getpixel((4, 4)), RED)


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM", "TGA", "PDF", "EPS"])
def test_formats_outside_the_list_are_refused(kind):
    with pytest.raises(Refused) as refusal:
        take_in(saved(plain(), kind))
    assert refusal.value.reason == "not_a_picture"


def test_the_same_picture_gives_the_same_bytes():
    data = saved(plain(), "PNG")
    assert take_in(data) == take_in(data)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind):
    frames = [Image.new("RGB", (8, 8), name) for name in ("red", "lime", "blue")]
    options = {"lossless": True} if kind == "WEBP" else {}
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)
    intake = take_in(data)
    picture = opened(intake)
    assert getattr(picture, "n_frames", 1) == 1
    assert close(picture.convert("RGB").getpixel((4, 4)), (255, 0, 0))
    assert intake.animation is None


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
    line = b"\0" + b"\x80\x00" * samples
    data = png(1, 1, depth=16, colour=colour, packed=zlib.compress(line))
    pixel = opened(take_in(data)).getpixel((0, 0))
    assert close(pixel, (128,) * len(pixel), by=2)


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


def test_mirrored_pictures_are_not_upside_down():
    picture = halves().rotate(90, expand=True)  # blue above red
    for orientation, colour in {1: "blue", 2: "blue", 3: "red", 4: "red"}.items():
        exif = Image.Exif()
        exif[0x0112] = orientation
        top = opened(take_in(saved(picture, "JPEG", exif=exif))).getpixel((10, 2))
        assert top.index(max(top)) == {"red": 0, "blue": 2}[colour]


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "LA", "I;16", "1"])
def test_every_mode_is_put_upright(mode):
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = Image.new(mode, (40, 20))
    assert take_in(saved(picture, "PNG", exif=exif)).height == 40


@pytest.mark.parametrize("exif", [b"MM\0\x2a\xff\xff\xff\xff", b"not a TIFF at all"])
def test_exif_that_is_torn_costs_nobody_the_picture(exif):
    for kind in ("JPEG", "PNG", "WEBP"):
        assert take_in(saved(plain(), kind, exif=b"Exif\0\0" + exif)).width == 32


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
