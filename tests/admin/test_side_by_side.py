"""Translating side by side: what the page shows and saves."""

from dataclasses import replace

import pytest

from publications import workflow
from publications.admin.side_by_side.rows import remembered
from tests import factories
from tests.rendering.test_alignment import CHINESE, ENGLISH
from tests.workflow.test_following import changed, translated, written

from .translating import BODY, Desk, address, begun, text_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return Desk(client, begun())


def test_each_block_of_the_original_has_a_field(desk):
    assert [row.name for row in desk.rows] == [
        *("Heading", "Paragraph", "Paragraph", "Paragraph", "Quotation"),
        *("Paragraph", "Paragraph", "Footnote"),
    ]
    assert "8 of 8 paragraphs are not translated yet." in desk.html
    assert '<textarea name="target-1" id="target-1" rows="3" lang="en" dir="ltr"' in (
        desk.html
    )
    assert "水不认得边界" in desk.html and 'lang="zh-hans" dir="ltr"' in desk.html
    assert desk.html.count("Not translated yet") == 2 + 8


def test_what_is_saved_is_the_body_and_the_rest_stays(desk):
    before = workflow.content_of(desk.stored)
    answer = desk.send({1: ENGLISH[0], 3: ENGLISH[2]}, title="One River")
    assert answer["Location"] == f"{address(desk.edition)}#content-start"
    content = workflow.content_of(desk.stored)
    assert content.body == f"{ENGLISH[0]}\n\n{ENGLISH[2]}"
    assert content.title == "One River"
    assert replace(content, title="", body="", slug="") == replace(before, slug="")
    assert desk.stored.address.slug == "one-river"


def test_a_paragraph_translated_out_of_its_turn_stays_where_it_is(desk):
    desk.send({6: ENGLISH[1]})
    rows = desk.again().rows
    assert [row.number for row in rows if row.target] == [6]
    # Somebody else's page can only go by what the blocks tell, and saves the same.
    other = Desk(desk.client, desk.edition, "rhea")
    other.send()
    assert desk.stored.body == ENGLISH[1]


def test_the_count_and_the_links_lead_through_what_is_missing(desk):
    desk.send({1: "## One river", 2: BODY.split("\n\n")[1], 4: "Nobody asked."})
    html = desk.again().html
    assert "6 of 8 paragraphs are not translated yet." in html
    assert '<a href="#row-2">Go to the first of them</a>' in html
    assert '<a href="#row-3">Next one' in html and '<a href="#row-5">Next one' in html
    desk.send({n: f"Words {n}." for n in range(1, 9)})
    html = desk.again().html
    assert "Every paragraph is translated." in html
    assert "Next one" not in html


def test_a_field_left_empty_leaves_the_paragraph_out(desk):
    desk.send({n: f"Words {n}." for n in range(1, 9)})
    desk.again().send({4: " \r\n"})
    assert "Words 4." not in desk.stored.body
    assert desk.stored.body.count("\n\n") == 6


def test_a_blank_line_in_a_field_begins_a_paragraph(desk):
    desk.send({2: "One.\r\n\r\nTwo."})
    assert desk.stored.body == "One.\n\nTwo."
    assert desk.again().rows[1].target == "One.\n\nTwo."


def test_a_paragraph_is_added_where_the_original_has_none(desk):
    answer = desk.send({1: "## One river"}, _add="1", _save=[])
    assert answer.status_code == 200 and desk.rows[1].name == "Added"
    assert "The original has nothing here." in desk.html
    assert "What you typed is not saved yet." in desk.html
    assert desk.stored.body == ""
    desk.send({2: "A word to readers abroad."})
    assert desk.stored.body == "## One river\n\nA word to readers abroad."
    assert desk.again().rows[1].target == "A word to readers abroad."
    assert "8 of" not in desk.html and "7 of 8 paragraphs" in desk.html


def test_a_block_is_taken_over_and_still_to_be_translated(desk):
    answer = desk.send({1: "## One river"}, _take="8", _save=[])
    assert answer.status_code == 200 and desk.stored.body == ""
    assert desk.rows[7].target == CHINESE[-1] and desk.rows[7].is_untranslated
    assert desk.rows[0].target == "## One river"
    # Never over what was typed.
    desk.send({8: "[^1]: Mine."}, _take="8", _save=[])
    assert desk.rows[7].target == "[^1]: Mine."


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "9" * 20])
def test_there_is_no_such_row(desk, number):
    desk.send(_take=number, _save=[])
    desk.again().send(_add=number, _save=[])
    assert desk.answer.status_code == 302


def test_pictures_are_proposed_in_the_words_of_the_library(client):
    picture = factories.described(factories.picture())
    original = factories.draft(
        language="zh-hans", body=f"一。\n\n![河](image:{picture.uuid})\n\n***\n\n二。"
    )
    desk = Desk(client, begun(original))
    assert desk.rows[1].target == f"![](image:{picture.uuid})"
    assert desk.rows[2].target == "***"
    assert "2 of 2 paragraphs" in desk.html and "<figure" in desk.html
    desk.send({1: "One.", 2: ""})
    # Left out once, it isn't proposed again.
    assert desk.again().rows[1].target == ""
    assert "Not in the translation" in desk.html


def test_rows_that_are_not_those_of_the_original_are_laid_beside_it_anew(desk):
    seven = "1 1 1 1 1 1 1"
    for heights in ("1 1", "9" * 5, "x", "1 " * 30, f"{seven} 0", f"{seven} 2"):
        answer = desk.send({1: "## One river"}, heights=heights, title="\u202e")
        assert answer.status_code == 200
        assert [len(row.sources) for row in desk.rows] == [1] * 8
        assert desk.rows[0].target == "## One river"
        desk.again()


def test_nothing_that_was_typed_becomes_markup(client):
    evil = '<script>alert("x")</script>'
    original = factories.released(title=evil, summary=evil, body=f"Before.\n\n{evil}")
    french = written(translated(original), f"{evil}</textarea><ins>")
    changed(original, body=f"<ins>{evil} and more\n\nAfter.\n\n{evil}")
    html = Desk(client, french).html
    assert '<script>alert("x")' not in html and "<ins>&lt;" not in html.replace(
        "<ins>&lt;ins&gt;", ""
    )
    assert "&lt;/textarea&gt;&lt;ins&gt;" in html


def test_a_text_of_too_many_paragraphs_is_led_to_its_page(client, monkeypatch):
    english = begun()
    monkeypatch.setattr("publications.admin.side_by_side.page.MAX_ROWS", 7)
    assert Desk(client, english).answer["Location"] == text_page(english)


def test_rows_are_remembered_only_of_the_texts_that_they_were_of():
    counts = [(1, 1), (1, 1)]
    assert len(remembered("A.\n\nB.", "One.\n\nTwo.", counts)) == 2
    # Two lists beneath each other have become one.
    assert remembered("A.\n\nB.", "- one\n\n- two", counts) is None
    assert remembered("A.", "One.\n\nTwo.", counts) is None


def test_each_block_of_the_original_is_shown_by_itself(client):
    body = "## Part\n\nSee[^1] [there].\n\n## Part\n\n[^1]: A **note**.\n\n    More."
    body += "\n\n[there]: https://a.example/"
    desk = Desk(client, begun(factories.draft(body=body), "fr"))
    html = [row.html for row in desk.rows]
    assert html[0] == html[2] == "<h2>Part</h2>\n"
    assert html[1].startswith("<p>See[^1] <a href=")
    assert html[3] == "<p>A <strong>note</strong>.</p>\n<p>More.</p>\n"
    assert html[4] == "<pre>[there]: https://a.example/</pre>"
    assert desk.rows[4].target == "[there]: https://a.example/"
