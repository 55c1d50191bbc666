"""A body in its blocks, and the same body again."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.rendering import render
from publications.rendering.blocks import join, split

PICTURE = "![Boats](image:11111111-1111-1111-1111-111111111111)"
WHOLE = [
    ("A line\nand another.", "paragraph"),
    ("## Heading", "heading"),
    ("Heading\n=======", "heading"),
    ("- one\n\n- two\n  - within", "list"),
    ("3. three\n4. four", "list"),
    ("> said\n>\n> again\nand lazily", "quotation"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "table"),
    ("[^1]: A note.\n\n    Its second paragraph.", "note"),
    (PICTURE, "picture"),
    (f"{PICTURE}\n{PICTURE}", "picture"),
    (f"{PICTURE} with words", "paragraph"),
    ("***", "rule"),
    ("```\ncode\n\n\nmore\n```", "code"),
    ("    set in\n\n    more", "code"),
    ("{lang=ar}\nفقرة كاملة", "paragraph"),
    ("{lang=ar}\n\n> مقتبس", "quotation"),
    ("[a]: https://a.example\n[b]: https://b.example", "definition"),
]


@pytest.mark.parametrize(("source", "kind"), WHOLE)
def test_a_block_stays_whole(source, kind):
    assert split(f"Before.\n\n{source}\n\n# After") == [
        ("Before.", "paragraph"),
        (source, kind),
        ("# After", "heading"),
    ]


def test_blocks_need_no_blank_line_between_them():
    body = "# Title\nWords.\n- item\n***\n[^1]: One.\n[^2]: Two."
    assert [block.kind for block in split(body)] == [
        *("heading", "paragraph", "list", "rule", "note", "note")
    ]


def test_a_mark_that_nothing_follows_is_a_block():
    assert split("Words.\n\n{lang=ar}")[-1] == ("{lang=ar}", "paragraph")
    assert [b.source for b in split("{lang=fr}\n{lang=ar}\nفقرة")] == [
        "{lang=fr}",
        "{lang=ar}\nفقرة",
    ]


def test_a_note_that_defines_nothing_is_no_definition():
    assert split("[a]: https://a.example\n[b] is here.")[1] == (
        "[b] is here.",
        "paragraph",
    )


def test_joining_leaves_out_what_is_empty():
    assert join(["One.\n", "", "\r\n \n", "\n\nTwo.\r\nMore."]) == "One.\n\nTwo.\nMore."
    assert split(" \n\n") == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Words.", True),
        (PICTURE, False),
        ("***", False),
        ("1,204 [^2]", False),
        ("[^note]: 12", False),
        ("<https://a.example/words>", False),
        ("[a]: https://a.example/words", False),
        ("![](image:11111111-1111-1111-1111-111111111111) see", True),
        ("[words](https://a.example)", True),
        ("一", True),
        ("{lang=ar}\n12", False),
    ],
)
def test_what_is_to_be_translated_are_words(source, words):
    assert split(source)[0].has_words is words


LINES = st.sampled_from(
    [
        *(
            "",
            "",
            "words",
            "# h",
            "- a",
            "  b",
            "    c",
            "1. x",
            "> q",
            ">",
            "---",
            "```",
        ),
        *(
            "| a | b |",
            "|---|---|",
            "[^1]: n",
            "see [^1]",
            "[r]: /u",
            "[r]",
            "{lang=ar}",
        ),
        *("***", "* a", "\tt", "中文。", PICTURE, "[^2]:", "===", "~~~", "  {lang=fr}"),
    ]
)


def shown(body):
    """As readers see it; of code, whatever blank lines end or part it."""
    html = render(body, language="en").html
    return re.sub(r"\n\n+", "\n", re.sub(r"\s+</code>", "</code>", html))


@settings(max_examples=1500, deadline=None)
@given(st.lists(LINES, max_size=14).map(lambda lines: "\n".join(lines).strip("\n")))
def test_joined_again_it_reads_the_same(body):
    blocks = split(body)
    joined = join(block.source for block in blocks)
    assert shown(joined) == shown(body)
    assert split(joined) == blocks
    assert re.sub(r"\n\s*\n", "\n", joined) == re.sub(r"\n\s*\n", "\n", body)
