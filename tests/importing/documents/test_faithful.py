"""Whatever stands in a page is read in the Markdown's own rendering, sign by sign."""

import html
import re

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.rendering import render

from .reading import from_piece

SIGNS = """
a word 1. 12) - * ** _ __ # ## ` ~~ [ ] ( ) [x](y) [^1] ! | <b> &amp; \\ > = --- + –
snake_case x*y*z Note: “quote” 中国 。 نص http://a.example/_x_ … ~ ^ é
"""
WORDS = st.sampled_from(SIGNS.split())
TEXT = st.lists(WORDS, min_size=1, max_size=4).map(lambda w: html.escape(" ".join(w)))
INLINE = st.one_of(
    TEXT,
    TEXT.map(lambda words: f" <b>{words}</b> "),
    TEXT.map(lambda words: f"<i>{words}</i>, "),
    TEXT.map(lambda words: f'<a href="https://l.example/">{words}</a>'),
    st.just("<br>"),
)
LINE = st.lists(INLINE, min_size=1, max_size=4).map("".join)
BLOCK = st.one_of(
    LINE.map(lambda line: f"<p>{line}</p>"),
    LINE.map(lambda line: f"<h2>{line}</h2>"),
    LINE.map(lambda line: f"<ul><li>{line}</li><li>{line}</li></ul>"),
    LINE.map(lambda line: f"<blockquote><p>{line}</p></blockquote>"),
    TEXT.map(lambda t: f"<table><tr><td>{t}<td>b<tr><td>c<td>{t}</table>"),
)


def letters(page):
    return re.sub(r"\s", "", BeautifulSoup(page, "html.parser").get_text())


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=3).map("".join))
def test_every_sign_stays_and_none_is_added(page):
    rendered = render(from_piece(page), language="en").html
    assert letters(rendered) == letters(page)
