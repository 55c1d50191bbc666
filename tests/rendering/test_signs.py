"""Signs before words make what the original is, and no word is lost."""

import pytest

from publications.rendering.blocks import split
from publications.rendering.signs import sign_of, signed


@pytest.mark.parametrize(
    ("source", "sign"),
    [
        ("# One", "#"),
        ("### Three", "###"),
        ("One\n===", "#"),
        ("Two\n---", "##"),
        ("{lang=fr}\n## Deux", "##"),
        ("> A quotation\n> of two lines", ">"),
        ("- one\n- two", "-"),
        ("* one\n* two", "*"),
        ("3. three\n4. four", "3."),
        ("[^sea]: A note.", "[^sea]:"),
        ("A paragraph.", ""),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ""),
    ],
)
def test_the_sign_is_that_of_the_original(source, sign):
    assert sign_of(split(source)[0]) == sign


@pytest.mark.parametrize(
    "source",
    ["## Two", "> Said.", "- one\n- two", "3. three\n4. four", "[^1]: A note."],
)
@pytest.mark.parametrize("words", ["Один", "Одно\nдва", "سطر\n\nسطر آخر\n"])
def test_words_become_what_the_original_is_and_none_is_lost(source, words):
    original = split(source)[0]
    made = split(signed(original, words))
    assert made[0].kind == original.kind
    said = " ".join(block.source for block in made)
    assert all(word in said for word in words.split())
    if original.kind in ("list", "quotation", "note"):
        assert len(made) == 1


def test_an_empty_field_gets_the_sign_alone():
    assert signed(split("## Two")[0], "") == "## "
    assert signed(split("7. a\n8. b")[0], "") == "7. "
