"""Whatever the text: nothing is lost, nothing is made up, and it takes no time."""

import textwrap
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.importing.recognition import recognise

from .test_recognition import BODY, CHINESE, POST, PRESENTED, RUSSIAN, TITLE

PIECES = st.sampled_from(
    [
        PRESENTED,
        TITLE,
        f"“{TITLE}”",
        f"# {TITLE}",
        "OPINION",
        "Title: Two Rivers",
        f"By Ms. Ada Lind, {POST}",
        "By Ada Lind",
        "Ada Lind",
        POST,
        "作者：林爱达",
        "— Ada Lind, Consul of Orvania",
        "The author is Consul of Orvania.",
        "Statement",
        "奥尔瓦尼亚大使 林爱达",
        "（作者系奥尔瓦尼亚大使）",
        "بقلم آدا ليند",
        "12 March 2031",
        "《时报》发表奥尔瓦尼亚大使林爱达题为《两条河》的文章。",
        *BODY,
        *CHINESE,
        *RUSSIAN,
        "- one",
        "* two",
        "    four",
        "```",
        "| a |",
        "===",
        "**bold**",
        "long-",
        "term",
        textwrap.fill(BODY[0], 72),
        textwrap.fill(BODY[1], 72),
        "",
        "",
        "\u3000",
        "&amp;",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=20), max_size=12).map("\n".join)


def visible(text):
    return Counter(c for c in text if not c.isspace() and c != "\ufeff")


@settings(max_examples=500, deadline=None, database=None)
@given(TEXTS)
def test_nothing_of_a_plain_text_is_lost_or_doubled(text):
    found = recognise(text)
    parts = (found.heading, found.byline, found.presenting_sentence, *found.paragraphs)
    assert visible("".join(parts)) == visible(text)


@settings(max_examples=500, deadline=None, database=None)
@given(TEXTS)
def test_nothing_of_a_markdown_text_is_lost_or_doubled(text):
    found = recognise(text, markdown=True)
    parts = (found.heading, found.byline, found.presenting_sentence, found.body)
    kept, given_ = visible("".join(parts)), visible(text)
    # Only the marks of what was taken out of the body are gone.
    assert not kept - given_
    assert set(given_ - kept) <= set("#*_=\\-~`|")


@settings(max_examples=300, deadline=None, database=None)
@given(TEXTS)
def test_what_is_recognised_stands_in_the_text(text):
    found = recognise(text)
    squeezed = "".join(text.split())
    for part in (found.title, found.outlet, *[p.name for p in found.signatories]):
        assert "".join(part.split()) in squeezed


SIZE = 2 * 1024 * 1024
BIG = [
    '"',
    "“",
    ",",
    "By ",
    "By\n",
    "a",
    "a\n",
    "a\n\n",
    "\n",
    "A. ",
    "«a» ",
    "大使",
    "# \n",
    "Ada Lind, Consul of Orvania\n",
    "word " * 14 + "\n",
    "- \n",
    "    a\n\n",
    "```\n",
    "X publishes an article by Ada Lind, Consul of X, ",
    "بقلم السفير ",
    " ",
    "1. a\n\n",
]


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize("piece", BIG)
def test_two_megabytes_of_anything_take_less_than_two_seconds(piece, markdown):
    text = piece * (SIZE // len(piece.encode()))
    start = time.process_time()
    recognise(text, markdown=markdown)
    assert time.process_time() - start < 2
