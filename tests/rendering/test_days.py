"""Days and ordinals in words, in each language of the site."""

from datetime import date, datetime

import pytest
from django.utils.translation import override

from publications.rendering.days import in_words
from publications.rendering.ordinals import ordinal

JUNE = date(2025, 6, 4)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "4 June 2025", "June 2025"),
        ("fr", "4 juin 2025", "juin 2025"),
        ("ru", "4 июня 2025 г.", "июнь 2025 г."),
        ("az", "4 iyun 2025", "iyun 2025"),
        ("zh-hans", "2025年6月4日", "2025年6月"),
        ("ar", "4 يونيو 2025", "يونيو 2025"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(language, day, month):
    with override(language):
        assert in_words(JUNE) == day
        assert in_words(JUNE, "YEAR_MONTH_FORMAT") == month


@pytest.mark.parametrize("language", ["en", "fr", "ru", "az", "zh-hans", "ar"])
def test_a_moment_has_hours_to_24_in_common_figures(language):
    with override(language):
        words = in_words(datetime(2025, 6, 4, 15, 5), "DATETIME_FORMAT")
    assert "15:05" in words
    assert "2025" in words


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", {1: "1st", 2: "2nd", 11: "11th", 23: "23rd"}),
        ("fr", {1: "1er", 2: "2e", 21: "21e"}),
        ("ru", {1: "1-й", 11: "11-й"}),
        ("zh-hans", {11: "第11"}),
        (
            "az",
            {
                1: "1-ci",
                3: "3-cü",
                6: "6-cı",
                9: "9-cu",
                10: "10-cu",
                11: "11-ci",
                20: "20-ci",
                40: "40-cı",
                100: "100-cü",
                110: "110-cu",
                1000: "1000-ci",
                0: "0-cı",
            },
        ),
    ],
)
def test_an_ordinal_is_plain_text_with_the_right_ending(language, written):
    with override(language):
        assert {number: ordinal(number) for number in written} == written
