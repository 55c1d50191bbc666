"""Words and blocks in another language or of the other direction."""

import pytest

from publications.rendering import direction_of
from tests.rendering.dom import elements, words
from tests.rendering.pages import body, one

ARABIC = "هذا بيان صحفي من السفارة"


@pytest.mark.parametrize(
    ("source", "attributes"),
    [
        (f"[{ARABIC}]{{lang=ar}}", {"lang": "ar", "dir": "rtl"}),
        ("[Bonjour]{lang=fr}", {"lang": "fr"}),
        ("[Bonjour]{lang=fr dir=ltr}", {"lang": "fr", "dir": "ltr"}),
        ('[你好]{lang="zh-Hans"}', {"lang": "zh-Hans"}),
        ("[x]{dir=rtl}", {"dir": "rtl"}),
        ("[x]{dir=auto}", {"dir": "auto"}),
    ],
)
def test_words_can_say_their_language_and_direction(source, attributes):
    assert one(body(source), "span").attrib == attributes


@pytest.mark.parametrize(
    "mark",
    [
        "{x}",
        "{.red}",
        "{#id}",
        "{onclick=alert(1)}",
        "{style=color:red}",
        "{lang=ar onclick=x}",
        '{lang="ar" style="x"}',
        "{lang=ar lang=en}",
        "{lang=not_a_language}",
        "{lang=x}",
        "{lang=en--us}",
        "{dir=up}",
        "{dir=RTL}",
        "{lang=}",
        "{lang='ar'}",
        "{ }",
    ],
)
def test_any_other_mark_stays_text_and_becomes_no_attribute(mark):
    for source in (f"[words]{mark}", f"{mark}\n\nwords", f"# words {mark}"):
        html = body(source)
        assert mark in words(html)
        assert not [each.attrib for each in elements(html) if set(each.attrib) - {"id"}]


def test_a_block_takes_its_mark_from_the_line_above():
    html = body("{lang=fr}\nBonjour.\n\n{lang=ar}\n# عنوان\n\n{dir=rtl}\n- a\n")
    assert one(html, "p").attrib == {"lang": "fr"}
    assert one(html, "h2").attrib == {"lang": "ar", "dir": "rtl", "id": "h-عنوان"}
    assert one(html, "ul").attrib == {"dir": "rtl"}


def test_a_mark_above_nothing_is_text():
    assert "{lang=fr}" in words(body("x\n\n{lang=fr}"))
    assert "{lang=fr}" in words(body("{lang=fr}\n\n---\n\nx"))


@pytest.mark.parametrize(
    ("language", "source", "direction"),
    [
        ("en", ARABIC, "rtl"),
        ("ar", "An English paragraph.", "ltr"),
        ("ar", "中国的立场", "ltr"),
        ("en", "An English paragraph.", None),
        ("ar", ARABIC, None),
        # One that opens with a name of the other direction does not turn round.
        ("ar", f"Xinhua: {ARABIC}", None),
        ("en", f"The title was “{ARABIC} {ARABIC}”", None),
        ("en", f"{ARABIC} and then mostly English words follow in it", None),
        ("ar", "2026", None),
        ("en", "", None),
    ],
)
def test_a_paragraph_of_the_other_direction_says_so(language, source, direction):
    found = elements(body(source, language), "p")
    assert [each.attrib.get("dir") for each in found] == [direction] * len(found)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (f"- {ARABIC}\n- {ARABIC}", "ul"),
        (f"1. {ARABIC}", "ol"),
        (f"> {ARABIC}", "blockquote"),
        (f"# {ARABIC}", "h2"),
        (f"|{ARABIC}|\n|-|\n|{ARABIC}|", "table"),
        (f"x[^1]\n\n[^1]: {ARABIC}", "li"),
    ],
)
def test_a_whole_block_of_the_other_direction_says_so_once(source, name):
    turned = [each.tag for each in elements(body(source)) if "dir" in each.attrib]
    assert turned == [name]


def test_inside_a_turned_block_the_first_direction_turns_back():
    html = body(f"> {ARABIC} {ARABIC}\n>\n> English.\n")
    directions = [each.attrib.get("dir") for each in elements(html)]
    assert directions == ["rtl", None, "ltr"]


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("fa", "rtl"),
        ("ar-EG", "rtl"),
        ("uz-Arab", "rtl"),
        ("az_Arab", "rtl"),
        ("ur-Latn", "ltr"),
        ("en", "ltr"),
        ("zh-hans", "ltr"),
        ("az", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_language_tells_its_direction(language, direction):
    assert direction_of(language) == direction
