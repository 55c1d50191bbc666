"""What test_sanitise leaves open: the second pass, and texts by chance.

X03, X10, X11: some three hundred payloads, false ids and styles among them.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.rendering import absolute, render
from publications.rendering.sanitise import sanitise
from tests.rendering.dom import elements, faults
from tests.rendering.pages import ids
from tests.rendering.payloads import MARKDOWN, PAYLOADS

PAGE = "https://press.example/en/2026/visit/"
FORBIDDEN = {"script", "style", "iframe", "svg", "math", "form", "object", "base"}


def rendered(source):
    return render(source, language="en", image=lambda *_: '<img src="/x.jpg">').html


def check(html):
    assert not faults(html)
    assert not FORBIDDEN & {each.tag for each in elements(html)}
    assert len(set(ids(html))) == len(ids(html))
    assert sanitise(html) == html


def test_no_payload_changes_when_it_is_sanitised_again():
    for payload in PAYLOADS:
        html = rendered(payload)
        assert sanitise(html) == html, payload
        assert not faults(html), payload


def test_all_payloads_in_one_text_give_no_two_elements_one_id():
    check(rendered("\n\n".join(MARKDOWN)))


@pytest.mark.parametrize(
    "address",
    ["&#1;//evil.example", "&#27;//evil.example", "&#1;javascript:alert(1)", "/\\e"],
)
def test_a_control_character_hides_no_other_host(address):
    assert sanitise(f'<a href="{address}">x</a>') == "<a>x</a>"


@pytest.mark.parametrize(
    "source",
    [
        "[x](/a \"' onmouseover=alert(1) '\")",
        '[x](/a "&quot; onmouseover=alert(1)")',
        "[x](/a '\"><img src=x onerror=alert(1)>')",
        '<https://a.example/"onclick=alert(1)>',
        'https://a.example/"onclick=alert(1)',
        "[x](/a`onclick=alert(1))",
    ],
)
def test_a_quotation_mark_ends_no_attribute(source):
    html = rendered(source)
    check(html)
    for link in elements(html, "a"):
        assert set(link.attrib) <= {"href", "title"}


PIECES = st.sampled_from(
    [
        *"*_`~[]()<>!#|:-\\\"'&;{}=^/\n\n ",
        *["**", "![", "](", "[^1]", "\n\n[^1]: ", "# ", "> ", "- ", "|a|\n|-|\n"],
        *["```\n", "javascript:alert(1)", "data:text/html,x", "//evil.example", "/x"],
        *["<script>", "</script>", "<svg onload=x>", "<!--", "<![CDATA[", "{lang=ar}"],
        *[" onclick=x ", "{dir=rtl}", "{onclick=x}", "https://a.example/", "image:"],
        *["&lt;", "&#x6a;", "&colon;", "&#1;", "\t", "\0", "\u202e", "عربي", "中。"],
        *["a@b.example", "x", "![a](image:00000000-0000-4000-8000-000000000001)"],
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=120, deadline=None)
def test_no_text_by_chance_gets_through(source):
    html = rendered(source)
    check(html)
    assert not faults(absolute(html, PAGE))
