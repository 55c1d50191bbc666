"""The best quality that keeps the budget is taken."""

import pytest

from publications.images import encoding

from .pictures import decoded, grainy, noise

# AVIF, which is tried again at another speed, is left to test_making.
KINDS = ("jpg", "webp")


@pytest.mark.parametrize("extension", KINDS)
def test_the_highest_quality_within_the_budget_is_taken(extension):
    picture = grainy(320, 240)
    sizes = [
        len(encoding.saved(picture, extension, quality=quality))
        for quality in encoding.QUALITIES[extension]
    ]
    assert sizes == sorted(sizes, reverse=True)
    for size in sizes:
        assert len(encoding.within(picture, extension, size)) == size


@pytest.mark.parametrize("extension", KINDS)
def test_less_detail_is_kept_where_no_quality_does(extension):
    picture = noise(320, 240)
    lowest = encoding.QUALITIES[extension][-1]
    budget = len(encoding.saved(picture, extension, quality=lowest)) // 2
    made = encoding.within(picture, extension, budget)
    assert len(made) <= budget
    assert decoded(made).size == (320, 240)


def test_a_budget_that_nothing_keeps_is_not_searched_for_ever():
    assert encoding.within(noise(320, 240), "jpg", 1)


@pytest.mark.parametrize(
    ("width", "budget"), [(1, 60_000), (640, 60_000), (641, 250_000), (1_600, 250_000)]
)
def test_the_budgets(width, budget):
    assert encoding.budget_of(width) == budget
