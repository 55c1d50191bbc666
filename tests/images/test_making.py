"""Renditions are made as listed, from the part that matters, in few bytes."""

import dataclasses

import pytest
from PIL import Image

from publications.images import find, make, renditions_of, take_in

from .pictures import close, decoded, grainy, halves, noise, plain, saved

FORMATS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG", "png": "PNG"}


def master(picture):
    return saved(picture, "PNG" if picture.mode == "RGBA" else "JPEG", quality=90)


@pytest.fixture(scope="module")
def night():
    """A photograph of 4,000 px under much grain."""
    return master(grainy(4_000, 2_667))


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_every_rendition_is_what_its_list_says(mode):
    picture = halves(size=(700, 400)).convert(mode)
    data = master(picture)
    for rendition in renditions_of(700, 400, "png" if mode == "RGBA" else "jpg"):
        made = decoded(make(data, rendition))
        assert made.format == FORMATS[rendition.extension]
        assert made.size == (rendition.width, rendition.height)
        at = (made.width // 8, made.height // 2)
        assert close(made.convert("RGB").getpixel(at), (255, 0, 0), by=8)


def test_a_rendition_that_the_master_has_not_is_not_made():
    data = master(plain(640, 480))
    listed = find(640, 480, "jpg", "640", "jpg")
    for change in (
        {"width": 99_999, "height": 99_999},
        {"width": 641},
        {"extension": "png"},
        {"crop": True},
    ):
        with pytest.raises(ValueError, match="No rendition"):
            make(data, dataclasses.replace(listed, **change))


@pytest.mark.parametrize(("focus", "colour"), [(10, (255, 0, 0)), (90, (0, 0, 255))])
@pytest.mark.parametrize("name", ["card.jpg", "thumb.webp"])
def test_a_crop_is_around_the_focal_point(name, focus, colour):
    data = master(halves(size=(4_000, 500)))
    rendition = find(4_000, 500, "jpg", *name.split("."))
    made = decoded(make(data, rendition, (focus, 50)))
    for at in (0, made.width - 1):
        assert close(made.getpixel((at, 9)), colour, by=8)


def test_a_card_lays_what_shows_through_on_white():
    data = master(Image.new("RGBA", (1_300, 700), (0, 0, 0, 0)))
    made = decoded(make(data, find(1_300, 700, "png", "card", "jpg")))
    assert close(made.getpixel((600, 300)), (255, 255, 255))


@pytest.mark.parametrize("extension", ["avif", "webp", "png"])
def test_on_the_page_it_still_shows_through(extension):
    data = master(Image.new("RGBA", (400, 400), (200, 30, 60, 128)))
    made = decoded(make(data, find(400, 400, "png", "320", extension)))
    assert close(made.convert("RGBA").getpixel((99, 99)), (200, 30, 60, 128), by=5)


@pytest.mark.parametrize("extension", ["avif", "webp", "jpg"])
@pytest.mark.parametrize("name", ["320", "640", "960", "1600"])
def test_a_grainy_photograph_keeps_its_budget(name, extension, night):
    rendition = find(4_000, 2_667, "jpg", name, extension)
    assert len(make(night, rendition)) <= (60_000 if int(name) <= 640 else 250_000)


@pytest.mark.parametrize("extension", ["avif", "webp", "jpg"])
def test_pixels_by_chance_keep_it_too(extension):
    data = master(noise(640, 900))
    made = make(data, find(640, 900, "jpg", "640", extension))
    assert len(made) <= 60_000
    assert decoded(made).size == (640, 900)


def test_a_plain_picture_keeps_its_quality():
    data = take_in(saved(halves(size=(1_600, 900)), "PNG")).data
    made = decoded(make(data, find(1_600, 900, "jpg", "1600", "jpg")))
    # The first step of quantisation at JPEG's quality 80.
    assert made.quantization[0][0] == 6


def test_a_png_over_the_budget_gets_a_palette_and_keeps_its_alpha():
    picture = grainy(640, 480)
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    whole = saved(picture, "PNG")
    made = make(whole, find(640, 480, "png", "640", "png"))
    result = decoded(made)
    assert result.mode == "P"
    assert len(made) < len(whole) / 4
    alpha = result.convert("RGBA").getchannel("A")
    assert alpha.getpixel((9, 20)) < 60 < 200 < alpha.getpixel((9, 460))


def test_a_plain_png_keeps_all_its_colours():
    data = master(Image.new("RGBA", (640, 480), (1, 2, 3, 128)))
    made = decoded(make(data, find(640, 480, "png", "640", "png")))
    assert made.mode == "RGBA"


def test_print_is_the_master_s_size(night):
    made = decoded(make(night, find(4_000, 2_667, "jpg", "print", "jpg")))
    assert (made.format, made.size) == ("JPEG", (4_000, 2_667))


def test_print_of_pixels_by_chance_can_be_written():
    # A progressive JPEG must fit in a buffer that Pillow sizes by its pixels.
    data = master(noise(2_000, 2_000))
    make(data, find(2_000, 2_000, "jpg", "print", "jpg"))
    take_in(data)


def test_a_thin_picture_has_renditions_too():
    data = master(plain(6_000, 1))
    for rendition in renditions_of(6_000, 1, "jpg"):
        assert decoded(make(data, rendition)).size[1] == 1
