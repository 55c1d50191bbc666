"""Only the listed sizes exist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.images import WIDTHS, find, renditions_of

SIDES = st.integers(1, 6_000)


def widths(width, height=1_000):
    page = [r for r in renditions_of(width, height, "jpg") if r.name.isdecimal()]
    return [r.width for r in page if r.extension == "webp"]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (6_000, list(WIDTHS)),
        (1_601, list(WIDTHS)),
        (1_600, list(WIDTHS)),
        (1_599, [320, 480, 640, 960, 1280, 1599]),
        (500, [320, 480, 500]),
        (480, [320, 480]),
        (320, [320]),
        (200, [200]),
        (1, [1]),
    ],
)
def test_the_widths_for_the_page(width, expected):
    assert widths(width) == expected


def test_each_width_is_in_three_formats_and_the_fallback_is_the_master_s():
    for master in ("jpg", "png"):
        kinds = [r.extension for r in renditions_of(400, 300, master)]
        assert kinds == ["avif", "webp", master] * 2 + ["jpg", "webp", master]


def test_the_crops_and_the_print():
    *_, card, thumb, printed = renditions_of(4_000, 3_000, "jpg")
    assert (card.name, card.width, card.height, card.crop) == ("card", 1200, 630, True)
    assert (thumb.name, thumb.width, thumb.height) == ("thumb", 320, 320)
    assert (printed.name, printed.width, printed.height) == ("print", 4_000, 3_000)
    assert not printed.crop


def test_a_master_from_before_the_bound_is_printed_within_it():
    printed = find(9_000, 3_000, "jpg", "print", "jpg")
    assert (printed.width, printed.height) == (6_000, 2_000)


@given(SIDES, SIDES)
def test_nothing_is_enlarged(width, height):
    for rendition in renditions_of(width, height, "jpg"):
        assert 1 <= rendition.width <= width
        assert 1 <= rendition.height <= height


@given(SIDES, SIDES)
def test_every_one_is_found_by_its_name_and_no_other_has_it(width, height):
    every = renditions_of(width, height, "png")
    for one in every:
        assert find(width, height, "png", one.name, one.extension) == one
    assert len({(r.name, r.extension) for r in every}) == len(every)


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("99999", "jpg"),
        ("321", "jpg"),
        ("960", "jpg"),  # wider than the master
        ("0320", "jpg"),
        ("320", "png"),  # the fallback of another kind of master
        ("320", "gif"),
        ("card", "webp"),
        ("", ""),
    ],
)
def test_no_other_is_found(name, extension):
    assert find(640, 480, "jpg", name, extension) is None


def test_each_says_its_type():
    types = {r.extension: r.mime for r in renditions_of(640, 480, "png")}
    assert types == {
        "avif": "image/avif",
        "jpg": "image/jpeg",
        "png": "image/png",
        "webp": "image/webp",
    }
