"""What leaves the room is on the list, whatever comes in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.rendering import absolute, render
from publications.rendering.sanitise import ELEMENTS, sanitise
from tests.rendering.dom import elements, faults, words
from tests.rendering.payloads import HTML, PAYLOADS, PLACES

PAGE = "https://press.example/en/2026/visit/"


def hostile_picture(uuid, alt):
    return f'<img src="/p/{uuid}" alt="{alt}" onerror="alert(1)"><script>x</script>'


def test_there_are_at_least_two_hundred_payloads_and_no_two_alike():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 200
    assert len(set(HTML)) >= 200


@pytest.mark.parametrize("payload", PAYLOADS, ids=json.dumps)
def test_no_payload_gets_through_anywhere_in_a_text(payload):
    for place in PLACES:
        source = place.replace("PAYLOAD", payload)
        html = render(source, language="en", image=hostile_picture).html
        assert not faults(html), source
        assert not faults(absolute(html, PAGE)), source


@pytest.mark.parametrize("payload", HTML, ids=json.dumps)
def test_the_last_step_alone_stops_every_payload_of_html(payload):
    """Markdown shows raw HTML as text; this is the second wall without the first."""
    html = sanitise(payload.encode("utf-8", "replace").decode())
    assert not faults(html)
    assert sanitise(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<p style="position:fixed">over</p>',
        "<b>bold</b> & <!-- comment -->",
        "&amp;lt;",
    ],
)
def test_html_in_a_text_is_shown_as_it_was_typed(html):
    rendered = render(html, language="en")
    shown = html.replace("&amp;lt;", "&lt;")
    assert words(rendered.html).strip() == shown
    assert rendered.text == shown


@pytest.mark.parametrize("source", ["[x](image:1)", "[x](data:image/png;base64,AA)"])
def test_a_link_to_what_may_only_be_a_picture_is_its_words(source):
    html = render(source, language="en").html
    assert (words(html).strip(), elements(html, "a")) == ("x", [])


@pytest.mark.parametrize("source", ["a&#12;b", "<https://x.example/%0Cb>", "`a\x0cb`"])
def test_no_control_character_comes_in_by_another_spelling(source):
    rendered = render(source, language="en")
    assert not set(rendered.html + rendered.text) & set(map(chr, range(9)))
    assert "\x0c" not in rendered.html + rendered.text


def test_what_the_renderer_writes_passes_unchanged():
    source = (
        "# H\n\n[x](https://x.example 't') **a** *b* ~~c~~ `d`[^1]\n\n> q\n\n"
        "3. one\n\n---\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n\n[^1]: n"
    )
    html = render(source, language="en").html
    names = {element.tag for element in elements(html)}
    assert names >= {"h2", "p", "a", "strong", "em", "s", "code", "sup", "blockquote"}
    assert names >= {"ol", "li", "hr", "div", "table", "th", "td", "section"}
    assert sanitise(html) == html


def test_a_figure_of_the_media_room_keeps_what_it_needs():
    figure = (
        '<figure><picture><source srcset="/m/a.avif 800w, /m/b.avif 1600w" '
        'type="image/avif" sizes="100vw"><img src="/m/a.jpg" alt="A &quot;port&quot;" '
        'width="800" height="600" loading="lazy" decoding="async"></picture>'
        "<figcaption>At the port <small>Photo: Ada Venn</small></figcaption></figure>"
    )
    assert sanitise(figure) == figure


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('<p lang="zh-Hans">x</p>', True),
        ('<p lang="az-Latn-AZ">x</p>', True),
        ('<p lang="x y">x</p>', False),
        ('<p lang="en&quot;onclick">x</p>', False),
        ('<p dir="rtl">x</p>', True),
        ('<p dir="up">x</p>', False),
        ('<a id="fnref-1" href="#fn-1">x</a>', True),
        ('<a id="fnref-1-2" href="#fn-1">x</a>', True),
        ('<h2 id="h-приветствие">x</h2>', True),
        ('<div class="table" role="region" tabindex="0">x</div>', True),
        ('<div class="table" role="region" tabindex="1">x</div>', False),
    ],
)
def test_an_attribute_stays_only_with_a_value_of_the_right_shape(typed, kept):
    assert (sanitise(typed) == typed) is kept


def test_the_list_holds_no_element_that_runs_frames_or_asks():
    forbidden = {"script", "style", "iframe", "object", "embed", "form", "input"}
    forbidden |= {"button", "select", "textarea", "link", "meta", "base", "svg", "math"}
    forbidden |= {"template", "noscript", "video", "audio", "canvas", "dialog"}
    assert not ELEMENTS.keys() & forbidden


PIECES = """
< > " ' / = & ; # * _ ` [ ] ( ) ! | { } : p a h2 img svg math style script href src id
class onload javascript: lang=ar &lt; <!-- --> ]]> table <td> <p> </p> <svg> </svg>
<math> <mtext> <style> </style> x
"""
markup = st.lists(st.sampled_from([*PIECES.split(), " ", "\n", "\t"]), max_size=40).map(
    "".join
)


@given(markup)
def test_sanitising_again_changes_nothing(html):
    once = sanitise(html)
    assert sanitise(once) == once
    assert not faults(once)
