"""Reading time: by the pace of the language, never nothing where there are words."""

import pytest

from publications.rendering.reading_time import reading_minutes


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [
        (0, "en", 0),
        (1, "en", 1),
        (228, "en", 1),
        (2000, "en", 9),
        (2000, "ar", 14),
        (2550, "zh-hans", 10),
        (1840, "xx", 10),
    ],
)
def test_it_follows_the_language(words, language, minutes):
    assert reading_minutes(words, language) == minutes
