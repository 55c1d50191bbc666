"""Masters are of bounded size, and drawn in bands that nobody sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from publications.images import mastering, take_in

from .pictures import close, grainy, opened, saved

SIDES = st.integers(1, 100_000)


@given(SIDES, SIDES)
def test_a_master_is_bounded_and_of_the_same_shape(width, height):
    wide, high = mastering.fitted(width, height)
    assert 1 <= wide <= min(width, 6_000)
    assert 1 <= high <= min(height, 6_000)
    assert wide * high <= 24_000_000
    if min(wide, high) > 100:
        assert abs(wide / high / (width / height) - 1) < 0.02


@pytest.mark.parametrize(
    ("size", "fitted"),
    [
        ((6_000, 4_000), (6_000, 4_000)),
        ((12_000, 6_000), (6_000, 3_000)),
        ((7_744, 3_872), (6_000, 3_000)),
        ((5_000, 5_000), (4_898, 4_898)),
        ((20_000, 1), (6_000, 1)),
    ],
)
def test_the_size_of_a_master(size, fitted):
    assert mastering.fitted(*size) == fitted


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("size", [(150, 100), (97, 61), (300, 200), (1, 1)])
def test_bands_leave_no_seam(mode, size, monkeypatch):
    picture = grainy(300, 200).convert(mode)
    if mode == "RGBA":
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    whole = picture.resize(size, Image.Resampling.LANCZOS)
    monkeypatch.setattr(mastering, "BAND", 3_000)
    bands = mastering.drawn(picture, size, lambda band: band)
    worst = max(high for _, high in ImageChops.difference(whole, bands).getextrema())
    assert worst <= 1


def test_a_big_picture_is_scaled_in_its_own_colours(monkeypatch):
    monkeypatch.setattr(mastering, "MASTER_EDGE", 100)
    picture = Image.new("P", (400, 200), 0)
    picture.putpalette([200, 100, 60] + [0] * 765)
    result = opened(take_in(saved(picture, "PNG", transparency=b"\x80")))
    assert (result.size, result.mode) == ((100, 50), "RGBA")
    assert close(result.getpixel((50, 25)), (200, 100, 60, 128), by=1)
