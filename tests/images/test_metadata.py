"""Nothing of the file's own goes on, neither in a master nor in a rendition."""

import zlib

import pytest
from PIL import Image

from publications.images import make, renditions_of, take_in

from . import heic
from .pictures import (
    KINDS,
    RED,
    chunk,
    decoded,
    opened,
    plain,
    png,
    saved,
    with_metadata,
    with_thumbnail,
)
from .profiles import display_p3

SECRETS = (b"secret", b"Exif", b"GPS", b"photoshop", b"xmpmeta", b"ICC_PROFILE")
OF_THE_FORMAT = {
    "jfif",
    "jfif_version",
    "jfif_unit",
    "jfif_density",
    "progressive",
    "progression",
}


def clean(data):
    picture = decoded(data)
    assert not picture.getexif()
    assert not {"exif", "comment", "xmp", "icc_profile"} & set(picture.info)
    assert not [word for word in SECRETS if word in data]
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_exif_place_and_comments_are_gone(kind):
    original = with_metadata(kind)
    assert b"secret" in original
    assert clean(take_in(original).data)


def test_a_phone_s_camera_and_place_are_gone():
    assert b"secret" in heic.SIDEWAYS
    assert clean(take_in(heic.SIDEWAYS).data)


def test_the_small_picture_in_exif_is_gone():
    original = with_thumbnail()
    assert original.count(b"\xff\xd8\xff") == 2
    data = take_in(original).data
    assert data.count(b"\xff\xd8\xff") == 1
    assert clean(data)


def test_text_chunks_of_a_png_are_gone():
    others = chunk(b"tEXt", b"Author\0secret") + chunk(
        b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0secret"
    )
    pixel = zlib.compress(b"\0\xc8\x1e\x3c")
    intake = take_in(png(1, 1, packed=pixel, others=others))
    assert b"secret" not in intake.data
    assert set(opened(intake).info) <= OF_THE_FORMAT


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "tail", [b"<?php secret(); ?>", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR secret"]
)
def test_what_hangs_behind_the_picture_is_gone(kind, tail):
    data = saved(plain(), kind) + tail
    assert b"secret" not in take_in(data).data


def test_the_colour_under_a_see_through_pixel_is_all_that_stays_of_a_png():
    data = saved(Image.new("RGBA", (9, 9), (*RED, 0)), "PNG")
    assert opened(take_in(data)).info == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_rendition_has_none_either_whatever_its_master_has(kind):
    picture = Image.new("RGBA" if kind == "PNG" else "RGB", (64, 64), RED)
    picture.info["icc_profile"] = display_p3()
    data = with_metadata(kind, picture)
    assert b"secret" in data
    renditions = renditions_of(64, 64, "jpg" if kind == "JPEG" else "png")
    assert len(renditions) == 6
    assert all(clean(make(data, rendition)) for rendition in renditions)
