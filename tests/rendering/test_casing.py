"""Small letters as a language has them."""

import pytest

from publications.rendering.casing import lowered


@pytest.mark.parametrize(
    ("words", "language", "small"),
    [
        ("İYUN", "az", "iyun"),
        ("IŞIQ", "az", "ışıq"),
        ("İstanbul", "tr", "istanbul"),
        ("ILHAM", "en", "ilham"),
        ("ПОСОЛ", "ru", "посол"),
        ("中国", "zh-hans", "中国"),
    ],
)
def test_dotted_and_dotless_letters_stay_apart_where_they_are_two(
    words, language, small
):
    assert lowered(words, language) == small
