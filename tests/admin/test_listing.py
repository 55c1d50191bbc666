"""The list of texts: one row for each, as its users ask it."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import workflow
from publications.admin.listing import ListOfTexts
from tests import factories
from tests.people import person
from tests.workflow.test_circle import limit

pytestmark = pytest.mark.django_db

LIST = "/admin/publications/edition/"


def listed(client, by="petra", **asked):
    """The rows as words, and the page."""
    client.force_login(person(by))
    answer = client.get(LIST, asked)
    assert answer.status_code == 200
    html = answer.content.decode()
    found = re.findall(r'<th scope="row">(.*?)</tr>', html, re.S)
    words = [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in found]
    return words, html


def shown(client, by="petra", **asked):
    client.force_login(person(by))
    return list(client.get(LIST, asked).context["cl"].result_list)


def test_a_row_tells_what_is_written_and_what_is_public(client):
    first = factories.released(title="Two Rivers")
    draft = workflow.revise(first, by=person("dara"), version=first.text.version)
    factories.discarded(title="Thrown away")
    (row,), html = listed(client)
    assert re.search(r"Draft Live since \d+ \w{3} \d{4}", row)
    assert "Two Rivers Op-ed · English" in row
    assert "Signed by Ada Venn" in row
    assert "Who has it Dara" in row or "Who has it dara" in row
    assert f'class="state live" href="{LIST}{first.pk}/change/"' in html
    assert shown(client) == [draft]
    # Where a state is asked for, the edition that is in it.
    assert shown(client, state="live") == [first]
    assert "Live since" in (live := listed(client, state="live")[0][0])
    assert "Draft" in live
    assert len(shown(client, state="discarded")) == 1


def test_a_row_tells_who_has_it_and_what_comes_next(client):
    edition = factories.in_review()
    assert "Waits for a reviewer" in listed(client)[0][0]
    workflow.take_up(edition, by=person("rhea"))
    due = factories.soon(3 * 24 * 60).date()
    workflow.plan(edition, by=person("petra"), due_on=due)
    row = listed(client)[0][0]
    assert f"Who has it {person('rhea')} Due {due.day}" in row
    assert "In review Not public" in row
    coming = factories.scheduled(title="To come")
    row = listed(client)[0][0]
    assert re.search(r"Scheduled Not public .*Public on .*\d\d:\d\d \(\w+\)$", row)
    assert shown(client, state="scheduled") == [coming]


def test_of_a_limited_text_others_see_what_is_public_alone(client):
    edition = factories.released(title="Quiet")
    draft = workflow.revise(edition, by=person("dara"), version=edition.text.version)
    limit(draft)
    row, html = listed(client, by="ruben")
    assert len(row) == 1
    assert "Draft" not in row[0]
    assert f"{LIST}{draft.pk}/" not in html
    assert shown(client, by="ruben", q="quiet") == [edition]
    assert shown(client, by="dara") == [draft]


def test_mine_is_what_i_wrote_review_or_am_to_act_upon(client):
    written = factories.draft(title="Written")
    waiting = factories.in_review(title="Waiting")
    approved = factories.approved(title="Approved")
    factories.waiting(title="For the newspaper")
    approved_once = factories.in_review(kind="statement", title="For the head")
    factories.do("approve", approved_once, "rhea")
    mine = [each.title for each in shown(client, "dara", mine="any")]
    assert mine[-3:] == ["Approved", "Waiting", "Written"] and len(mine) == 5
    assert shown(client, "dara", mine="waits") == [written]
    assert shown(client, "rhea", mine="waits") == [waiting]
    assert shown(client, "petra", mine="waits") == [approved_once, approved, waiting]
    assert shown(client, "hugo", mine="waits") == [approved_once, waiting]
    assert shown(client, "ruben", mine="reviewing") == []
    workflow.take_up(waiting, by=person("ruben"))
    assert shown(client, "ruben", mine="reviewing") == [waiting]
    assert shown(client, "orla", mine="any") == []


def test_each_filter_narrows_and_none_lists_thousands(client):
    speech = factories.draft(kind="speech", language="fr", title="Fleuves")
    placed = factories.released(title="Placed")
    placement = factories.placed(placed)
    outlet = placement.outlet.name
    assert shown(client, kind="speech") == [speech]
    assert shown(client, language="fr") == [speech]
    assert shown(client, outlet=outlet[:5].upper()) == [placed]
    assert shown(client, signatory="venn") == [placed, speech]
    assert shown(client, signatory="nobody") == []
    assert shown(client, topic="rivers") == []
    today = f"{factories.soon(0):%Y-%m-%d}"
    assert len(shown(client, since=today, until=today)) == 2
    assert shown(client, until="2001-01-01") == []
    for odd in ("0001-01-01", "9999-12-31", "yesterday", "٣"):
        assert shown(client, since=odd, until=odd) == []
    words, html = listed(client, signatory='"><b>nobody', outlet="x")
    assert words == []
    assert "No text fits all of this." in html
    assert 'value="&quot;&gt;&lt;b&gt;nobody"' in html
    assert "<option" in html
    assert outlet not in html
    assert "Ada Venn" not in html


def test_pages_lead_on_and_back_without_counting(client, monkeypatch):
    made = [factories.draft(title=f"Text {n}") for n in range(5)][::-1]
    monkeypatch.setattr(ListOfTexts, "list_per_page", 2)
    client.force_login(person("petra"))
    address, pages = f"{LIST}?language=en", []
    for _ in range(3):
        page = client.get(address).context["cl"]
        pages.append([each.pk for each in page.result_list])
        address = LIST + (page.older or "")
    assert [pk for page in pages for pk in page] == [each.pk for each in made]
    assert page.older is None
    back = client.get(LIST + page.newer).context["cl"]
    assert [each.pk for each in back.result_list] == pages[1]
    assert "language=en" in back.newer
    first = client.get(LIST + back.newer).context["cl"]
    assert [each.pk for each in first.result_list] == pages[0]
    assert first.newer is None
    assert client.get(f"{LIST}?before=x&after=").status_code == 200
    assert "There are no more texts." in listed(client, before="1")[1]


def test_in_review_what_is_urgent_comes_first_and_pages_go_on(client, monkeypatch):
    later, urgent = factories.in_review(title="A"), factories.in_review(title="B")
    newest = factories.in_review(title="C")
    workflow.plan(urgent, by=person("petra"), due_on=None, priority=2)
    workflow.plan(later, by=person("petra"), due_on=factories.soon().date())
    monkeypatch.setattr(ListOfTexts, "list_per_page", 2)
    assert shown(client, state="in_review") == [urgent, later]
    assert shown(client, state="in_review", p="2") == [newest]


def test_many_rows_are_asked_for_as_few_are_and_nothing_is_counted(client):
    client.force_login(person("petra"))
    factories.released(title="One")
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for n in range(4):
        factories.draft(title=f"More {n}")
        factories.released(title=f"Public {n}")
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
    own = [q["sql"] for q in many if "ORDER BY" in q["sql"] and "LIMIT 51" in q["sql"]]
    assert len(own) == 1
