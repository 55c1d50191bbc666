"""Words in a picture: fonts that have all letters, and lines that fit."""

import subprocess

import pytest

from publications.images import lettering
from publications.images.lettering import faces, font_for, lines_of

needs_fonts = pytest.mark.skipif(not faces("en"), reason="no fonts on this machine")


@pytest.fixture
def font():
    return font_for("An English title, 20 words", "en", 40)


@needs_fonts
@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("One River, Two Shores", "en"),
        ("Bir çay, iki sahil: ə ı İ ğ ş", "az"),
        ("Одна река, два берега", "ru"),
        ("一条河，两岸人家", "zh-hans"),
        ("نهر واحد وضفتان", "ar"),
    ],
)
def test_a_font_has_every_letter_of_the_words(words, language):
    found = font_for(words, language, 40)
    if found is None and not faces(language):
        pytest.skip(f"no font for {language} on this machine")
    missing = bytes(found.getmask(lettering._NOWHERE))
    assert all(bytes(found.getmask(c)) != missing for c in words if c != " ")


@needs_fonts
def test_no_font_is_better_than_one_that_lacks_a_letter():
    assert font_for("A title with \U0010fffc", "en", 40) is None


def test_a_machine_without_fontconfig_has_no_fonts(monkeypatch):
    def gone(*_args, **_kwargs):
        raise FileNotFoundError

    faces.cache_clear()
    monkeypatch.setattr(subprocess, "run", gone)
    assert font_for("A title", "en", 40) is None
    faces.cache_clear()


@needs_fonts
def test_lines_break_between_words_and_lose_nothing(font):
    words = "The Table Is Long Enough for Both of Our Two Countries, She Said"
    lines = lines_of(words, font, 420)
    assert len(lines) > 2 and " ".join(lines) == words
    assert all(font.getlength(line) <= 420 for line in lines)


@needs_fonts
def test_a_word_that_is_longer_than_a_line_is_parted(font):
    lines = lines_of("Short " + "x" * 90, font, 300)
    assert lines[0] == "Short" and "".join(lines[1:]) == "x" * 90
    assert all(font.getlength(line) <= 300 for line in lines)


def test_chinese_breaks_between_letters_and_no_line_begins_with_a_comma():
    words = "一条河，两岸人家：在大学毕业典礼上的演讲。"
    chinese = font_for(words, "zh-hans", 40)
    if chinese is None:
        pytest.skip("no Chinese font on this machine")
    for width in range(120, 400, 20):
        lines = lines_of(words, chinese, width)
        assert "".join(lines) == words
        assert not any(line[0] in "，：。" for line in lines)
