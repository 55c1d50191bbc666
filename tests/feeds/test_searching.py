"""The feed of a search: live texts that it finds, under the rules of every feed."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import feedparser
import pytest
from django.core.cache import cache

from publications import clock
from publications.feeds import documents
from tests import factories
from tests.test_withdrawn import take_down
from tests.workflow.test_following import translated

from .readers import FORMS, SITE, fetched

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
each_form = pytest.mark.parametrize("form", FORMS)


def address(typed, form="atom", language="en", **more):
    told = urlencode({"q": typed, **more})
    return f"/{language}/search/feed.{form}?{told}"


def titles(client, typed, form="atom", **more):
    return fetched(client, address(typed, form, **more)).titles


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "moment", lambda: moment)


@each_form
def test_it_holds_what_is_found_in_its_language_newest_first(client, form):
    factories.recorded(MAY, title="Zephyr")
    factories.recorded(MAY + timedelta(days=1), title="Winds", body="Of zephyrs.")
    factories.recorded(MAY, title="Other")
    factories.recorded(MAY, title="Zephyr en français", language="fr")
    assert titles(client, "zephyr", form) == ["Winds", "Zephyr"]
    assert titles(client, "zephyr -winds", form) == ["Zephyr"]
    assert titles(client, "zephyr", form, language="fr") == ["Zephyr en français"]
    assert titles(client, "nothing", form) == []


@each_form
def test_an_item_is_the_same_as_in_the_sites_feed(client, form):
    factories.recorded(MAY, title="Zephyr")
    [found] = fetched(client, address("zephyr", form)).items
    assert [found] == fetched(client, f"/en/feed.{form}").items


def test_it_names_itself_and_its_page_in_one_way(client):
    factories.recorded(MAY, title="Zephyr", body="The two rivers.")
    normal = "/en/search/feed.atom?q=%22two+rivers%22+zephyr"
    first = client.get(normal)
    channel = feedparser.parse(first.content).feed
    assert channel.title.startswith('Search for “"two rivers" zephyr” – ')
    assert channel.link == SITE + "/en/search/?q=%22two+rivers%22+zephyr"
    assert f'href="{SITE}{normal}" rel="self"'.replace("&", "&amp;") in (
        first.content.decode()
    )
    for other in ("“two rivers”  zephyr ", " «two rivers»\tzephyr\0"):
        assert client.get(address(other)).content == first.content
    told = json.loads(client.get(address("zephyr", "json")).content)
    assert told["feed_url"] == f"{SITE}/en/search/feed.json?q=zephyr"
    assert client.get(normal).headers["X-Robots-Tag"] == "noindex"


def test_two_searches_are_two_feeds(client):
    ids = {
        feedparser.parse(client.get(address(typed)).content).feed.id
        for typed in ("zephyr", "zephyrs", "a & b", "c")
    }
    assert len(ids) == 4


@pytest.mark.parametrize(
    "told",
    ["", "?q=", "?q=%20", "?q=-rivers", "?q=%22%22", "?q=...", "?q=OR", "?q=%00"],
)
def test_what_asks_for_nothing_has_no_feed(client, told):
    for form in FORMS:
        assert client.get(f"/en/search/feed.{form}{told}").status_code == 404


def test_it_is_bounded(client):
    assert client.get(address("a" * 200)).status_code == 200
    assert client.get(address("a" * 201)).status_code == 404
    for odd in ("<b>&'\"", "b \ud7ff\U0010ffff", "x\x0bx", "%s%(a)s", "ع ق"):
        parsed = feedparser.parse(client.get(address(odd)).content)
        assert not parsed.bozo


def test_it_holds_a_scheduled_text_from_its_second_on(client, at):
    moment = factories.soon(60)
    at(moment - timedelta(seconds=1))
    before = client.get(address("zephyr")).content
    factories.scheduled(moment, title="Zephyr")
    factories.draft(title="Zephyr to come")
    assert client.get(address("zephyr")).content == before
    at(moment + timedelta(seconds=1))
    assert titles(client, "zephyr") == ["Zephyr"]


def test_what_is_withdrawn_is_told_and_of_a_retracted_text_nothing(client):
    """Phrase after phrase, a retracted text could be read out of the notices."""
    edition = factories.released(title="Zephyr")
    take_down(edition)
    document = fetched(client, address("zephyr"))
    assert (document.items, list(document.gone)) == ([], [edition.text.feed_id])
    assert fetched(client, address("mistral")).gone == {}
    factories.retracted(title="Mistral")
    assert fetched(client, address("mistral")).gone == {}
    assert fetched(client, "/en/feed.atom").gone.keys() != {edition.text.feed_id}


def test_archives_are_led_to_and_found(client):
    for month in (4, 5):
        factories.recorded(MAY.replace(month=month), title=f"Zephyr {month}")
    factories.recorded(MAY.replace(month=3), title="Other")
    archive = fetched(client, address("zephyr")).ways["prev-archive"]
    assert archive == "/en/search/feed.atom?q=zephyr&archive=2026-05"
    document = fetched(client, archive)
    assert document.titles == ["Zephyr 5"]
    assert document.ways["prev-archive"] == archive.replace("-05", "-04")
    assert client.get(address("zephyr", archive="2026-03")).status_code == 404
    assert fetched(client, address("other", archive="2026-03")).titles == ["Other"]


@each_form
def test_who_asks_again_is_told_that_nothing_has_changed(client, form):
    edition = factories.recorded(MAY, title="Zephyr")
    path = address("zephyr", form)
    first = client.get(path)
    told = {"If-None-Match": first.headers["ETag"]}
    assert client.get(path, headers=told).status_code == 304
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == first.headers["ETag"]
    assert client.post(path).status_code == 405
    take_down(edition)
    assert client.get(path, headers=told).status_code == 200


def test_strangers_fill_few_places_and_the_same_search_is_kept(client, monkeypatch):
    cache.clear()
    factories.recorded(MAY, title="Zephyr")
    monkeypatch.setattr(documents, "SEARCHES", 3)
    places = set()
    stored = cache.set
    monkeypatch.setattr(
        cache, "set", lambda key, *told: (places.add(key), stored(key, *told))
    )
    shown = {typed: titles(client, typed) for typed in ("zephyr", *map(str, range(20)))}
    assert len([key for key in places if "search" in key]) == 3
    assert shown["zephyr"] == ["Zephyr"] == titles(client, "zephyr")
    monkeypatch.setattr(documents, "written", lambda *_: pytest.fail("written again"))
    assert titles(client, "zephyr") == ["Zephyr"]


def test_no_hub_is_named_that_would_never_hear_of_it(client, settings):
    settings.WEBSUB_HUB = "https://hub.example/"
    assert b"hub.example" in client.get("/en/feed.atom").content
    assert b"hub.example" not in client.get(address("zephyr")).content


def test_it_is_there_in_each_language_and_says_so(client):
    english = factories.released(title="Zephyr")
    translated(english, "fr")
    parsed = feedparser.parse(client.get(address("zephyr", language="fr")).content)
    assert parsed.feed.title.startswith("Recherche")
    assert parsed.entries == []


def test_the_page_leads_to_it(client):
    page = client.get(
        "/en/search/", {"q": "“a” b", "kind": "speeches"}
    ).content.decode()
    for form in FORMS:
        path = f"/en/search/feed.{form}?q=%22a%22+b"
        assert f'href="{SITE}{path}"' in page
        assert f'<a href="{path}"' in page
    assert "Subscribe to this search" not in client.get("/en/search/").content.decode()
    client.get("/en/search/", {"q": "a" * 300})
