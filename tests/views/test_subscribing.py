"""The page that explains feeds and names each one that there is, and none to come."""

import re
from datetime import UTC, datetime

import feedparser
import pytest
from django.conf import settings

from publications.lists import FORMS, catalogue
from publications.models import Kind
from tests import factories
from tests.test_lists import everything, text, topic
from tests.test_withdrawn import take_down

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
OF_ONE_TEXT = {
    "/en/topics/water/",
    "/en/series/bridges/",
    "/en/people/oren-halvik/",
    "/en/outlets/courier/",
}
ALWAYS = {
    "/en/",
    *(f"/{code}/" for code, _name in settings.LANGUAGES),
    *(f"/en/{kind.path}/" for kind in Kind),
    "/en/corrections/",
}


def main(client, path="/en/subscribe/"):
    return client.get(path).content.decode().partition("<main")[2]


def feeds(html):
    """Paths of the lists, each with its feed in all forms, to be read and copied."""
    found = re.findall(r'<a href="([^"]+)" type="[^"]+" dir="ltr">([^<]+)</a>', html)
    assert all(address == shown for address, shown in found)
    paths = [address.removeprefix(settings.SITE_URL) for address, _shown in found]
    lists = [path.partition("feed.")[0] for path in paths][::3]
    assert paths == [f"{path}feed.{form}" for path in lists for form in FORMS]
    return lists


def test_every_feed_is_named_once_and_is_one(client):
    everything(factories.recorded, MAY)
    named = feeds(main(client))
    assert len(named) == len(set(named))
    assert set(named) == ALWAYS | OF_ONE_TEXT
    for path in named:
        for form, version in (("rss", "rss20"), ("atom", "atom10")):
            answer = client.get(f"{path}feed.{form}")
            assert answer.status_code == 200, path
            assert feedparser.parse(answer.content).version == version
        assert "items" in client.get(f"{path}feed.json").json()


@pytest.mark.parametrize(
    "make",
    [
        lambda: everything(factories.draft),
        lambda: everything(factories.scheduled),
        lambda: take_down(everything(factories.recorded, MAY), "retracted"),
    ],
    ids=["draft", "scheduled", "retracted"],
)
def test_of_what_is_hidden_there_is_no_feed_and_no_trace(client, make):
    empty = main(client)
    make()
    assert main(client) == empty


def test_topics_are_those_of_the_language_and_people_of_all(client):
    everything(factories.recorded, MAY, language="fr")
    assert set(feeds(main(client))) - ALWAYS == {
        "/en/people/oren-halvik/",
        "/en/outlets/courier/",
    }


def test_names_are_in_the_pages_language_or_marked_and_in_its_order(client):
    for slug, names in {
        "b": {"fr": "Eau", "en": "Water"},
        "a": {"fr": "Étude"},
        "c": {"fr": "Zone", "en": "Area"},
    }.items():
        topic(slug, **names)
        text(slug, slug)
    html = main(client)
    assert html.index("Area") < html.index("Étude") < html.index("Water")
    assert '<bdi lang="fr" dir="ltr">Étude</bdi>' in html
    assert "Eau" not in html
    arabic = main(client, "/ar/subscribe/")
    assert '<bdi lang="en" dir="ltr">English</bdi>' in arabic


def test_a_page_costs_the_same_however_much_there_is(client, django_assert_num_queries):
    everything(factories.recorded, MAY)
    for number in range(3):
        text(f"More {number}", f"more-{number}")
    # Of topics, series and people: they and their names; and outlets.
    with django_assert_num_queries(7):
        client.get("/en/subscribe/")


def test_it_says_where_it_stops(client, monkeypatch):
    monkeypatch.setattr(catalogue, "MOST", 2)
    for slug in ("a", "b"):
        text(slug, slug)
    said = "There are more than are shown here."
    assert said not in main(client)
    text("c", "c")
    html = main(client)
    assert said in html
    assert len([path for path in feeds(html) if "/topics/" in path]) == 2


def test_the_foot_of_every_page_leads_there(client):
    html = client.get("/fr/no-such/").content.decode()
    foot = html.partition("<footer")[2]
    assert 'href="/fr/subscribe/"' in foot and 'href="/fr/pages/"' in foot
    assert 'type="application/rss+xml"' in html.partition("</head>")[0]


def test_a_language_that_the_site_never_had_has_no_such_page(client):
    assert client.get("/de/subscribe/").status_code == 404
