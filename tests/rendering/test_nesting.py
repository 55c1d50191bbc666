"""No text is deep when it leaves, and none loses its end for having been deep."""

import json
import time
import tracemalloc

import pytest

from publications.rendering import TooLong, render
from tests.rendering.dom import elements, parsed, words


def depth_of(element):
    return 1 + max((depth_of(child) for child in element), default=0)


@pytest.mark.parametrize(
    "source",
    [
        "> " * 200 + "x",
        "- " * 200 + "x",
        "*" * 400 + "x" + "*" * 400,
        "*a **b " * 100 + "c** d*" * 100,
        "[" * 100 + "x" + "]{lang=ar}" * 100,
        "x[^n]\n\n" + "[^n]: " * 100 + "y",
        "".join("  " * depth + "- x\n" for depth in range(100)),
    ],
    ids=json.dumps,
)
def test_html_is_never_deep(source):
    assert depth_of(parsed(render(source, language="en").html)) < 50


def test_no_line_is_lost_in_a_list_that_steps_in_for_ever():
    lines = "\n".join("  " * depth + f"- line{depth}" for depth in range(60))
    rendered = render(lines, language="en")
    for depth in range(60):
        assert f"line{depth}" in rendered.text
        assert f"line{depth}" in words(rendered.html)


def test_emphasis_by_turns_beyond_the_bound_loses_no_letter():
    html = render("*a **b " * 8 + "c** d*" * 8, language="en").html
    assert words(html).count("a") == words(html).count("d") == 8
    assert len(elements(html, "em")) + len(elements(html, "strong")) == 8


def test_after_a_table_too_large_a_small_one_is_a_table_again():
    table = "|a|b|\n|-|-|\n" + "|1|2|\n" * 6_000
    html = render(f"{table}\n\n|c|\n|-|\n|d|", language="en").html
    assert "|1|2|" in words(html)
    assert len(elements(html, "table")) == 1


def test_a_table_too_large_is_not_counted_again_at_each_of_its_lines():
    start = time.monotonic()
    html = render("a|b\n-|-\n" * 12_000, language="en").html
    # Two seconds; minutes if every line were asked whether a table begins there.
    assert time.monotonic() - start < 20
    assert not elements(html, "table")


def test_a_link_defined_once_cannot_blow_the_page_up():
    source = "[a]: /x '" + "title " * 10_000 + "'\n\n" + "[a] " * 3_000
    tracemalloc.start()
    try:
        with pytest.raises(TooLong):
            render(source, language="en")
        # Written out it would be 180 MB.
        assert tracemalloc.get_traced_memory()[1] < 60 * 2**20
    finally:
        tracemalloc.stop()
