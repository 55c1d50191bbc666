"""Headings of a body: their level on the page and their address."""

import re

import pytest

from tests.rendering.dom import elements
from tests.rendering.pages import body, ids, one


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# A", ["h2"]),
        ("## A", ["h2"]),
        ("###### A", ["h2"]),
        ("# A\n\n## B\n\n### C", ["h2", "h3", "h4"]),
        ("# A\n\n### B\n\n#### C", ["h2", "h3", "h4"]),
        ("### A\n\n# B\n\n## C", ["h2", "h2", "h3"]),
        ("## A\n\n### B\n\n## C\n\n### D", ["h2", "h3", "h2", "h3"]),
        (
            "# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F",
            ["h2", "h3", "h4", "h5", "h6", "h6"],
        ),
        ("A\n===\n\nB\n---", ["h2", "h3"]),
    ],
)
def test_headings_stand_below_the_title_and_leave_out_no_level(source, levels):
    assert [each.tag for each in elements(body(source))] == levels


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("A visit", "h-a-visit"),
        ("What is *new*, and `old`?", "h-what-is-new-and-old"),
        ("中国立场", "h-中国立场"),
        ("البيان", "h-البيان"),
        ("Çıxış və görüş", "h-çıxış-və-görüş"),
        ("2026", "h-2026"),
        ("!!!", "h-section"),
        ("x" * 200, "h-" + "x" * 80),
        ("[a link](/x)", "h-a-link"),
    ],
)
def test_a_heading_has_an_address_of_its_words(heading, anchor):
    assert ids(body(f"# {heading}")) == [anchor]


def test_no_two_headings_share_an_address():
    found = ids(body("# A\n\n# A\n\n# A 2\n\n# a\n\n# A-2\n\n# A"))
    assert len(set(found)) == len(found) == 6
    assert found[:2] == ["h-a", "h-a-2"]


def test_the_address_of_a_heading_in_two_encodings_is_one():
    composed, apart = body("# \u00e9t\u00e9"), body("# e\u0301te\u0301")
    assert ids(composed) == ids(apart)


@pytest.mark.parametrize(
    "name", ["location", "cookie", "csrfmiddlewaretoken", "forms", "__proto__", "body"]
)
def test_no_heading_can_stand_in_for_a_name_of_the_page(name):
    for source in (f"# {name}", f"x[^{name}]\n\n[^{name}]: y", f"x\n\n# x {{#{name}}}"):
        assert all(re.match(r"h-|fn-|fnref-", each) for each in ids(body(source)))


def test_a_link_to_a_heading_finds_it():
    html = body("# Background\n\n[a](#background) [b](#Background) [c](#nowhere)")
    leads = [each.attrib["href"] for each in elements(html, "a")]
    assert leads == ["#h-background", "#Background", "#nowhere"]


def test_a_link_to_a_heading_in_another_script_finds_it():
    html = body("# 背景\n\n[a](#背景)")
    assert one(html, "a").attrib["href"] == "#h-背景"


@pytest.mark.parametrize("source", ["#", "## ##", "#\n\ntext"])
def test_a_heading_without_words_is_left_out(source):
    assert not {"h2", "h3"} & {each.tag for each in elements(body(source))}
