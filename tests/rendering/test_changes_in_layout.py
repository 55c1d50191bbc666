"""A difference of two bodies as they are read: their shape stays, words are marked."""

import re
import time
from html.parser import HTMLParser

import pytest

from publications.rendering import render
from publications.rendering.changes_in_layout import changes_in_layout

VOID = {"br", "hr", "img", "source"}


def compared(old, new, language="en"):
    html = changes_in_layout(
        render(old, language=language).html, render(new, language=language).html
    )
    assert_is_well_formed(html)
    return html


def shown(old, new):
    """Without the words that are only heard, and places between tags."""
    html = re.sub(r'<span class="visually-hidden">.*?</span>', "", compared(old, new))
    return re.sub(r">\n<", "><", html)


def assert_is_well_formed(html):
    class Reader(HTMLParser):
        opened = []

        def handle_starttag(self, tag, attrs):
            if tag not in VOID:
                self.opened.append(tag)

        def handle_endtag(self, tag):
            assert self.opened.pop() == tag

    reader = Reader()
    reader.opened = []
    reader.feed(html)
    assert reader.opened == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "## The *old* road",
            "## The *new* road",
            "<h3>The <del><em>old</em></del><ins><em>new</em></ins> road</h3>",
        ),
        (
            "- One goes\n- Two stays\n- Three",
            "- Two stays\n- Three\n- Four comes",
            "<ul><li><del>One goes</del></li><li>Two stays</li><li>Three</li>"
            "<li><ins>Four comes</ins></li></ul>",
        ),
        (
            "> Peace is **dear**.",
            "> Peace is **dear** and rare.",
            "<blockquote><p>Peace is <strong>dear</strong><ins> and rare</ins>.</p>"
            "</blockquote>",
        ),
        # Set otherwise: the same words leave one place and come to another.
        (
            "Our aims",
            "## Our aims",
            "<p><del>Our aims</del></p><h3><ins>Our aims</ins></h3>",
        ),
        (
            "It is *dear* to us.",
            "It is dear to us.",
            "<p>It is <del><em>dear</em></del><ins>dear</ins> "
            "<small>(the same words, set otherwise)</small> to us.</p>",
        ),
        # Where a link leads is told where that is what changed.
        (
            "See [it](/en/a?b=1&c=2).",
            "See [it](/fr/).",
            '<p>See <del><a href="/en/a?b=1&amp;c=2">it</a> '
            '<small dir="ltr">(/en/a?b=1&amp;c=2)</small></del>'
            '<ins><a href="/fr/">it</a> <small dir="ltr">(/fr/)</small></ins>.</p>',
        ),
        # How a list is typed is nobody's to see.
        ("- One\n- Two\n", "* One\n\n* Two\n", None),
        ("A line\\\nbroken", "A line broken", "<p>A line<del><br></del> broken</p>"),
    ],
)
def test_a_change_stands_where_readers_see_it(old, new, told):
    html = shown(old, new)
    if told is None:
        assert "<del>" not in html and "<ins>" not in html
    else:
        assert told in html


def test_a_row_that_went_stays_a_row():
    head = "| City | Day |\n|---|---|\n"
    html = shown(head + "| Kaldar | 3 May |\n| Orn | |", head + "| Orn | |")
    assert "<tr><td><del>Kaldar</del></td><td><del>3 May</del></td></tr>" in html
    assert "<tr><td>Orn</td><td></td></tr>" in html


def test_a_change_is_heard_and_where_it_ends():
    html = re.sub("<[^>]+>", "", compared("The red house.", "The blue house."))
    said = ["The", "Removed:", "red", "Added:", "blue", "Unchanged:", "house."]
    assert html.split() == said


def test_no_id_stands_twice_and_no_link_leads_nowhere():
    notes = "Said.[^1]\n\n[^1]: By whom, is {}."
    html = compared(notes.format("known"), notes.format("unknown"))
    assert " id=" not in html and 'href="#' not in html
    assert "↩" not in html
    assert "<del>" in html


def test_blocks_without_a_change_are_folded():
    kept = "\n\n".join(f"- Item {n}\n\nParagraph {n} stays." for n in range(6))
    html = compared(f"Old.\n\n{kept}", f"New words.\n\n{kept}")
    assert html.count("<details") == 1
    assert "11 unchanged paragraphs" in html


def test_words_of_a_text_make_no_markup():
    html = compared("`<b>` & <script>", "`<i>` & <img src=x onerror=y>")
    assert "<b>" not in html and "<i>" not in html
    assert "<img" not in html and "<script" not in html


def test_a_long_text_is_compared_in_time():
    words = [f"word{number * 7919 % 3001}" for number in range(30_000)]
    old = "\n\n".join(" ".join(words[i : i + 10]) for i in range(0, 30_000, 10))
    words[::10] = ["*other*"] * 3_000
    new = "\n\n".join(" ".join(words[i : i + 10]) for i in range(0, 30_000, 10))
    both = [render(body, language="en").html for body in (old, new)]
    began = time.perf_counter()
    changes_in_layout(*both)
    assert time.perf_counter() - began < 5
