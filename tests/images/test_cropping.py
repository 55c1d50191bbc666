"""A crop keeps what matters, whatever the shapes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.images import crop_box

SIDES = st.tuples(st.integers(1, 6_000), st.integers(1, 6_000))
SHAPES = st.tuples(st.integers(1, 1_600), st.integers(1, 1_600))
PERCENTS = st.tuples(st.integers(0, 100), st.integers(0, 100))


@given(SIDES, SHAPES, PERCENTS)
def test_the_box_is_inside(size, shape, focus):
    left, top, right, bottom = crop_box(size, shape, focus)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]


@given(SIDES, SHAPES, PERCENTS)
def test_the_box_is_of_the_shape_and_the_largest_there_is(size, shape, focus):
    left, top, right, bottom = crop_box(size, shape, focus)
    wide, high = right - left, bottom - top
    assert wide == size[0] or high == size[1]
    ideal = (high * shape[0] / shape[1], wide * shape[1] / shape[0])
    # To the pixel, but never less than one.
    assert abs(wide - max(1, ideal[0])) <= 0.5 or abs(high - max(1, ideal[1])) <= 0.5


@given(SIDES, SHAPES, PERCENTS)
def test_the_box_holds_the_focal_point(size, shape, focus):
    left, top, right, bottom = crop_box(size, shape, focus)
    assert left - 0.5 <= size[0] * focus[0] / 100 <= right + 0.5
    assert top - 0.5 <= size[1] * focus[1] / 100 <= bottom + 0.5


@pytest.mark.parametrize(
    ("focus", "box"),
    [
        ((50, 50), (100, 0, 200, 100)),
        ((0, 0), (0, 0, 100, 100)),
        ((100, 100), (200, 0, 300, 100)),
        ((20, 50), (10, 0, 110, 100)),
    ],
)
def test_a_square_of_a_wide_picture(focus, box):
    assert crop_box((300, 100), (1, 1), focus) == box


def test_a_band_of_a_tall_picture():
    assert crop_box((100, 300), (200, 100), (50, 10)) == (0, 5, 100, 55)
