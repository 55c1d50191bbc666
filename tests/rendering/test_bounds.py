"""No text takes long: it ends, or it is refused with a sentence."""

import time

import pytest

from publications.rendering import TooLong, render
from publications.rendering.nesting import MAX_BLOCK_LEVEL, MAX_CELLS
from tests.rendering.dom import elements, words
from tests.rendering.pages import body

SECONDS = 5

LONG = {
    "pictures never closed": "![" * 5_000,
    "pictures in pictures": "![" * 2_500 + "](x)" * 2_500,
    "quotations": ">" * 50_000,
    "quotations, spaced": "> " * 25_000,
    "asterisks": "*" * 50_000,
    "emphasis never closed": "*a " * 17_000,
    "emphasis never opened": "a** " * 12_000,
    "emphasis, both": "*a **b " * 2_000 + "c* d** " * 2_000,
    "underscores": "_a " * 6_000,
    "strokes": "~~a " * 12_000,
    "brackets": "[" * 50_000,
    "brackets, closed": "[" * 10_000 + "]" * 10_000,
    "links never closed": "[a](" * 12_000,
    "links in links": "[" * 2_500 + "](x)" * 2_500,
    "link titles": '[a](/x "' * 6_000,
    "round brackets": "[a](" + "(" * 50_000,
    "angles": "<" * 50_000,
    "tags": "<a href='" * 5_000,
    "comments": "<!--" * 10_000,
    "instructions": "<?" * 20_000,
    "CDATA": "<![CDATA[" * 5_000,
    "backticks": "`" * 50_000,
    "backtick runs of every length": " ".join("`" * each for each in range(1, 310)),
    "backtick runs of two lengths": "`a``" * 10_000,
    "fences": "```\n" * 12_000,
    "lists on one line": "- + * " * 8_000,
    "lists, ever deeper": "".join("  " * each + "- a\n" for each in range(300)),
    "numbered lists": "1. " * 17_000,
    "lists in quotations": "> - " * 12_000,
    "entities": "&#" * 25_000,
    "backslashes": "\\" * 50_000,
    "note references": "[^" * 24_000,
    "notes in notes": "[^1]: " * 1_500,
    "notes that refer on": "".join(
        f"[^{each}]: a [^{each + 1}]\n" for each in range(800)
    ),
    "marks": "{lang=ar}\n" * 1_500,
    "marks never closed": "[a]{lang=ar" * 4_000,
    "marks in marks": "[" * 3_000 + "]{lang=ar}" * 3_000,
    "table rows": "|" * 2_000 + "\n" + "|-" * 2_000 + "|\n" + "|\n" * 2_000,
    "tables": "|a|\n|-|\n\n" * 1_000,
    "tables refused": ("|a" * 101 + "\n" + "|-" * 101 + "\n") * 200,
    "link definitions": "[a]: /x\n" * 3_000,
    "underlined headings": "a\n" * 10_000 + "===",
    "headings alike": "# a\n" * 1_500,
    "addresses": "https://" * 6_000,
    "half addresses": "://" * 15_000,
    "mail addresses": "a@" * 20_000,
    "line ends": "\n" * 100_000,
    "spaces": " " * 100_000,
    "Chinese lines": "中\n" * 5_000,
    "combining marks": "e" + "\u0301" * 50_000,
}


@pytest.mark.parametrize("name", LONG)
def test_a_text_made_to_take_long_ends(name):
    start = time.perf_counter()
    try:
        render(LONG[name], language="en")
    except TooLong as refusal:
        assert str(refusal).endswith(".")
    assert time.perf_counter() - start < SECONDS


def test_ten_times_the_text_takes_no_hundred_times_the_time():
    def seconds(source):
        start = time.process_time()
        render(source, language="en")
        return time.process_time() - start

    for part in ("[a](", "![", "`a``"):
        seconds(part)
        # Ten times as long: what grows by the square would take a hundred times.
        short = min(seconds(part * 400) for _ in range(3))
        assert seconds(part * 4_000) < 40 * short + 0.5


@pytest.mark.parametrize("marker", ["> ", "- ", "1. ", "> - "])
def test_what_is_nested_too_deep_is_shown_and_not_lost(marker):
    html = body(marker * 60 + "the last words")
    assert "the last words" in words(html)
    assert marker.strip() in words(html)
    depth = [each.tag for each in elements(html)]
    assert len(depth) <= 2 * MAX_BLOCK_LEVEL + 2


def test_emphasis_too_deep_shows_its_asterisks():
    html = body("**a " * 30 + "b" + " c**" * 30)
    assert len(elements(html, "strong")) <= 8
    assert words(html).count("b") == 1
    assert "**" in words(html)


def test_the_words_of_a_table_too_large_are_shown_as_they_were_typed():
    columns = 101
    source = "\n".join(
        ["|".join(["a"] * columns), "|".join(["-"] * columns)]
        + ["last|words"] * (MAX_CELLS // columns)
    )
    html = body(source)
    assert not elements(html, "table")
    assert "last|words" in words(html)
