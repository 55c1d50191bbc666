"""Comparing any two wordings of a text."""

import re

import pytest
from django.urls import reverse

from publications import workflow
from tests import factories
from tests.people import person
from tests.workflow.test_circle import limit

pytestmark = pytest.mark.django_db


@pytest.fixture
def revised():
    """A live text, and a draft of its next edition that was saved once."""
    live = factories.released(body="The **river** is wide.\n\nIt ends.")
    draft = workflow.revise(live, by=person("dara"), version=live.text.version)
    factories.do(
        "save",
        draft,
        "dara",
        content=factories.content(body="The river is [deep](/en/).\n\nIt ends now."),
    )
    return live, factories.again(draft)


def page(client, edition, by="rhea", **asked):
    client.force_login(person(by))
    address = reverse("admin:edition_compare", args=[edition.pk])
    answer = client.get(address, asked)
    return answer.status_code, answer.content.decode()


def shown(html):
    return "".join(re.findall(r'<div class="difference".*?</div>', html, re.S))


def test_a_draft_is_compared_with_what_is_public_as_it_is_read(client, revised):
    _live, draft = revised
    _status, html = page(client, draft)
    assert "<strong>(the public one)</strong>" in html
    told = shown(html)
    marks = '<{0}><span class="visually-hidden"> {1} </span>{2} is {3}</{0}>'
    assert marks.format("del", "Removed:", "<strong>river</strong>", "wide") in told
    leads = '<a href="/en/">deep</a> <small dir="ltr">(/en/)</small>'
    assert marks.format("ins", "Added:", "river", leads) in told
    assert "**" not in told


def test_or_as_it_is_written(client, revised):
    _live, draft = revised
    told = shown(page(client, draft, form="written")[1])
    assert "**" in told
    assert "/en/" in told


def test_any_two_are_chosen_in_the_order_that_was_asked(client, revised):
    live, draft = revised
    first = draft.revisions.get(number=0)
    now = draft.revision
    asked = {"old": now.pk, "new": "public"}
    _status, html = page(client, draft, **asked)
    assert "deep</a>" in shown(html).split("</del>")[0]
    assert '<option value="public" selected>What is public now</option>' in html
    chosen = re.findall(r'<option value="(\w+)" selected', html)
    assert chosen == [str(now.pk), "public"]
    offered = set(re.findall(r'<option value="(\d+)"', html))
    assert offered == {str(each.pk) for each in (live.revision, first, now)}
    same = page(client, draft, old=first.pk, new="public")[1]
    assert "The two wordings are the same." in same


def test_changes_lead_to_each_other(client, revised):
    _status, html = page(client, revised[1])
    places = re.findall(r'id="change-(\d)">(.*?)</span></a></span>', html)
    assert [number for number, _links in places] == ["1", "2"]
    assert 'href="#change-2" title="Next change"' in places[0][1]
    assert "Previous" not in places[0][1]
    assert 'href="#change-1" title="Previous change"' in places[1][1]
    assert "To the first of 2 changes" in html


def test_chinese_is_compared_by_its_letters(client):
    edition = factories.draft(language="zh-hans", body="河流很宽。")
    factories.do("save", edition, "dara", content=factories.content(body="河流很深。"))
    told = shown(page(client, edition)[1])
    assert "</span>宽</del>" in told
    assert "</span>深</ins>" in told


def test_others_and_what_is_not_there_are_not_compared(client, revised):
    live, draft = revised
    other = factories.draft(title="Another text")
    for asked in (other.revision_id, "nonsense", "9" * 30, "٣", "-1"):
        for name in ("old", "new", "with"):
            assert page(client, draft, **{name: asked})[0] == 404, (name, asked)
    unreleased = factories.draft()
    assert page(client, unreleased, old="public")[0] == 404
    limit(draft)
    assert page(client, draft)[0] == 404
    status, html = page(client, live, by="ruben")
    assert status == 200
    assert str(draft.revision_id) not in re.findall(r'<option value="(\d+)"', html)
    for name in ("old", "new"):
        assert page(client, live, by="ruben", **{name: draft.revision_id})[0] == 404


def test_what_differs_in_no_readers_eyes_is_shown_as_it_is_written(client):
    edition = factories.draft(body="- One")
    factories.do("save", edition, "dara", content=factories.content(body="* One"))
    assert "</span>*</ins>" in shown(page(client, edition)[1])
