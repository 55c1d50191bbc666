"""A subscriber's diary: what a reader shows as a text is released, changed and taken
down, in each form."""

from datetime import UTC, datetime, timedelta

import pytest

from publications import clock
from publications.models import Withdrawal
from tests import factories
from tests.test_withdrawn import NOTE, take_down

from .readers import FORMS, Subscriber, fetched, walked

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("form", FORMS)]

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "moment", lambda: moment)


def changed(edition, change, note="", **content):
    """A new edition of the text, released with this change."""
    new = factories.do("revise", edition, "dara")
    factories.do("save", new, "dara", content=factories.content(**content))
    factories.do("submit", new, "dara")
    factories.do("approve", new, "rhea")
    return factories.do("release", new, "petra", change=change, public_note=note)


def test_from_the_first_text_to_the_end_of_its_notice(client, at, form):
    factories.recorded(MAY.replace(month=3), title="An old text")
    me = Subscriber(client, form)
    assert me.look() == [("new", "An old text")]
    assert me.look() == []

    text = factories.recorded(MAY)
    assert me.look() == [("new", text.title)]
    first = me.shows(text.title)

    text = changed(text, "technical", body="The first paragraph, spelt right.")
    assert me.look() == []
    assert "spelt right" in me.shows(text.title).html
    assert me.shows(text.title).updated == first.updated

    text = changed(text, "correction", "A date was wrong.", body="Corrected.")
    assert me.look() == [("changed", text.title)]
    html = me.shows(text.title).html
    assert "Correction" in html
    assert html.index("A date was wrong.") < html.index("Corrected.")

    told = {"title": "Another title", "slug": "another", "body": "Corrected."}
    text = changed(text, "technical", **told)
    assert me.look() == []
    moved = me.shows("Another title")
    assert (moved.id, moved.link != first.link) == (first.id, True)

    take_down(text)
    if form == "atom":
        assert me.look() == [("gone", "Another title")]
        comment = fetched(client, me.address).gone[first.id]
        assert NOTE in comment and "was withdrawn on" in comment
    else:
        assert me.look() == [("changed", "Withdrawn: Another title")]
        notice = me.shows("Withdrawn: Another title")
        assert notice.id == first.id
        assert NOTE in notice.html and "Corrected." not in notice.html
    assert me.look() == []

    at(Withdrawal.objects.get().entered_at + timedelta(days=30))
    last = fetched(client, me.address)
    assert (last.titles, last.gone) == (["An old text"], {})


def test_a_text_that_is_brought_back_is_shown_again(client, form):
    text = factories.recorded(MAY)
    me = Subscriber(client, form)
    [(_new, title)] = me.look()
    take_down(text)
    me.look()
    changed(text, "technical", title="It is back")
    [(how, title)] = me.look()
    assert (how, title) == ("new" if form == "atom" else "changed", "It is back")


def test_a_replaced_text_leads_on_in_every_form(client, form):
    text = factories.recorded(MAY, title="The first")
    other = factories.recorded(MAY, title="The second", slug="second")
    me = Subscriber(client, form)
    me.look()
    take_down(text, "replaced", replacement=other.text)
    assert me.look() == [("changed", "Replaced: The first")]
    html = me.shows("Replaced: The first").html
    assert 'href="https://press.example/en/2026/second/"' in html


def test_a_scheduled_text_is_there_at_its_second(client, at, form):
    moment = factories.soon()
    at(moment - timedelta(seconds=1))
    me = Subscriber(client, form)
    me.look()
    before = client.get(me.address)
    text = factories.scheduled(moment)
    again = client.get(me.address)
    assert (again.content, again.headers) == (before.content, before.headers)
    at(moment - timedelta(microseconds=1))
    assert me.look() == []
    at(moment)
    assert me.look() == [("new", text.title)]


def test_whoever_subscribes_late_finds_everything_once(client, at, form):
    """Released from January to May, read in June: of each its last word."""
    texts = [
        factories.recorded(
            MAY.replace(month=month, day=day), title=f"Text {month}.{day}"
        )
        for month in (1, 2, 4, 5)
        for day in (1, 2)
    ]
    take_down(texts[3])
    gone = take_down(texts[0], "retracted")
    changed(texts[2], "correction", "It was wrong.", title="Text 2.1, corrected")
    found = {}
    for document in walked(client, f"/en/feed.{form}"):
        for item in document.items:
            assert found.setdefault(item.id, item) == item
        assert gone.text.feed_id not in found or form != "atom"
    notices = ["Withdrawn: Text 2.2", "Retracted"] if form != "atom" else []
    assert sorted(item.title for item in found.values()) == sorted(
        ["Text 1.2", "Text 2.1, corrected"]
        + [f"Text {month}.{day}" for month in (4, 5) for day in (1, 2)]
        + notices
    )
    corrected = next(i for i in found.values() if "corrected" in i.title)
    assert "It was wrong." in corrected.html
