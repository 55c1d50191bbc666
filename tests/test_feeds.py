"""The feed, as feed readers see it."""

from datetime import UTC, datetime

import feedparser
import pytest

from tests import factories

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)


def feed(client):
    answer = client.get("/en/feed.rss")
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo
    return parsed


def test_an_item_holds_the_whole_text_with_author_and_date(client):
    edition = factories.recorded(MAY, body="One.\n\n[Two](/en/op-eds/) & <b>three</b>.")
    item = feed(client).entries[0]
    assert item.title == "Two Rivers, One Valley"
    assert item.author == "Ada Venn"
    assert item.link == "https://press.example" + edition.get_absolute_url()
    assert item.published == "Wed, 06 May 2026 07:30:00 +0000"
    html = item.content[0].value
    assert "<p>One.</p>" in html
    assert 'href="https://press.example/en/op-eds/"' in html
    assert "&amp; &lt;b&gt;three&lt;/b&gt;" in html


def test_a_text_that_no_person_signs_is_the_missions(client, settings):
    settings.MISSION_NAME = "Embassy of Velmora"
    factories.recorded(MAY, signatories=())
    assert feed(client).entries[0].author == "Embassy of Velmora"


def test_an_id_is_the_same_after_a_new_title_address_and_edition(client):
    first = factories.recorded(MAY)
    before = feed(client).entries[0].id
    assert before.startswith("urn:uuid:")
    second = factories.do("revise", first, "dara")
    changed = factories.content(title="New title", slug="new")
    factories.do("save", second, "dara", content=changed)
    factories.do("submit", second, "dara")
    factories.do("approve", second, "rhea")
    factories.do("release", second, "petra", change="technical")
    entries = feed(client).entries
    assert [entry.id for entry in entries] == [before]
    assert entries[0].title == "New title"
    assert entries[0].published == "Wed, 06 May 2026 07:30:00 +0000"


def test_a_correction_is_told_at_the_top_and_reaches_those_who_have_the_text(client):
    first = factories.recorded(MAY, summary="What it says.")
    before = client.get("/en/feed.rss")
    assert "Last-Modified" not in before.headers
    second = factories.do("revise", first, "dara")
    corrected = factories.content(body="Corrected.", summary="What it says.")
    factories.do("save", second, "dara", content=corrected)
    factories.do("submit", second, "dara")
    factories.do("approve", second, "rhea")
    note = {"change": "correction", "public_note": "A date was wrong."}
    factories.do("release", second, "petra", **note)
    html = feed(client).entries[0].content[0].value
    assert html.index("A date was wrong.") < html.index("What it says.")
    assert html.index("What it says.") < html.index("Corrected.")
    etag = {"If-None-Match": before.headers["ETag"]}
    assert client.get("/en/feed.rss", headers=etag).status_code == 200


def test_an_empty_feed_is_whole_and_unchanging(client):
    assert feed(client).entries == []
    etag = client.get("/en/feed.rss").headers["ETag"]
    assert client.get("/en/feed.rss").headers["ETag"] == etag


def test_addresses_are_the_sites_whatever_host_was_asked(client):
    factories.recorded(MAY)
    asked = client.get("/en/feed.rss", headers={"Host": "press.example"}).content
    assert client.get("/en/feed.rss").content == asked
