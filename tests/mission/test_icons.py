"""Icons are squares in which the emblem stands whole, the same at each start."""

import io

import pytest
from PIL import Image

from publications.mission import icons
from publications.mission.colours import BAR
from publications.mission.emblem import Emblem

DRAWING = Emblem(b"<svg/>", "image/svg+xml", "svg", 1, 1)


def picture(size):
    out = io.BytesIO()
    Image.new("RGBA", size, "#aa0000").save(out, "PNG")
    return Emblem(out.getvalue(), "image/png", "png", *size)


def drawn(data):
    image = Image.open(io.BytesIO(data))
    return image.format, image.size, image.convert("RGB")


@pytest.mark.parametrize("emblem", [DRAWING, picture((300, 20)), picture((2, 900))])
@pytest.mark.parametrize("side", [32, 180, 192, 512])
def test_each_is_a_small_square(emblem, side):
    data = icons.png(side, emblem)
    assert drawn(data)[:2] == ("PNG", (side, side))
    assert len(data) < 30_000
    assert icons.png(side, emblem) == data


@pytest.mark.parametrize("size", [(300, 30), (30, 300)])
def test_a_picture_is_neither_cut_nor_bent(size):
    image = drawn(icons.png(200, picture(size)))[2]
    red = image.point(lambda value: 255 if value > 200 else 0).split()[1]
    left, top, right, bottom = red.point(lambda value: 255 - value).getbbox()
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.1)
    assert abs(left - (200 - right)) <= 1 and abs(top - (200 - bottom)) <= 1


def test_a_star_stands_for_a_drawing_on_the_missions_colour():
    for colour, ground in (("", BAR), ("#006633", "#006633")):
        image = drawn(icons.png(64, DRAWING, colour))[2]
        assert "#" + "".join(f"{part:02x}" for part in image.getpixel((1, 1))) == ground
        assert image.getpixel((32, 32)) != image.getpixel((1, 1))


def test_the_icon_for_tabs_is_an_ico():
    assert drawn(icons.ico(32, DRAWING))[:2] == ("ICO", (32, 32))
