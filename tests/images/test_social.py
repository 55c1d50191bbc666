"""The picture beside a link to a text: its size, its words, and none without a font."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from publications.images import lettering, social
from publications.images.social import Card, draw

CARD = Card("One River", "Op-ed", "Ada Venn", "Embassy of Velmora", "en")

needs_fonts = pytest.mark.skipif(
    not lettering.faces("en"), reason="no fonts on this machine"
)


def drawn(card):
    data, lettered = draw(card)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    return image.convert("L"), lettered, data


def inked(image, box):
    """How much of a part of the picture is dark, from 0 to 1."""
    histogram = image.crop(box).histogram()
    return sum(histogram[:128]) / sum(histogram)


@needs_fonts
def test_it_holds_title_and_signatory_where_reading_begins():
    image, lettered, data = drawn(CARD)
    assert lettered and len(data) < 60_000
    assert inked(image, (80, 120, 560, 240)) > 0.03
    assert inked(image, (900, 120, 1200, 240)) == 0


@pytest.mark.skipif(not lettering.faces("ar"), reason="no Arabic font here")
def test_arabic_begins_at_the_right_and_its_letters_join():
    card = replace(CARD, title="نهر", kind="خطاب", signed="آدا", mission="سفارة")
    image, lettered, _data = drawn(replace(card, language="ar", direction="rtl"))
    assert lettered
    assert inked(image, (640, 120, 1120, 240)) > 0.02
    assert inked(image, (0, 120, 300, 240)) == 0
    font = lettering.font_for("نهر", "ar", 60)
    apart = sum(font.getlength(letter, language="ar") for letter in "نهر")
    assert font.getlength("نهر", direction="rtl", language="ar") < apart


@needs_fonts
@pytest.mark.parametrize("title", ["A", "Long words " * 27, "x" * 300])
def test_a_title_of_any_length_stays_above_who_signs_it(title):
    image, _lettered, _data = drawn(replace(CARD, title=title.strip()))
    assert inked(image, (0, 464, 1200, 486)) == 0
    assert inked(image, (1125, 120, 1200, 480)) == 0


def test_without_a_fitting_font_there_are_no_words_but_the_emblem(monkeypatch):
    monkeypatch.setattr(social, "font_for", lambda *_: None)
    image, lettered, _data = drawn(CARD)
    assert not lettered
    assert inked(image, (470, 195, 730, 435)) > 0.2
    assert inked(image, (80, 60, 400, 180)) == 0


def test_it_bears_the_missions_own_colour_and_emblem(monkeypatch):
    monkeypatch.setattr(social, "font_for", lambda *_asked: None)
    out = io.BytesIO()
    Image.new("RGB", (192, 192), "#0000ff").save(out, "PNG")
    data, _lettered = draw(replace(CARD, colour="#aa0000", emblem=out.getvalue()))
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.getpixel((600, 5)) == (0xAA, 0, 0)
    assert image.getpixel((600, 315)) == (0, 0, 0xFF)
