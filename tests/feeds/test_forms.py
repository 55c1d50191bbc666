"""What each form says of a text, beside its words."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
import pytest
from django.db import connection

from publications import workflow
from publications.feeds.items import Author
from publications.feeds.parts import fit
from publications.models import Rendering, Revision, guards
from publications.workflow import Signatory
from tests import factories
from tests.people import person
from tests.test_lists import classify, topic
from tests.test_withdrawn import take_down

from .readers import FORMS, SITE, fetched

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
COURIER = "https://courier.example/rivers"
ODD = "a\x0b\ufffe <b>& ]]> <!-- <![CDATA[ \x1b"
ATOM = "{http://www.w3.org/2005/Atom}"
in_each_form = pytest.mark.parametrize("form", FORMS)


@pytest.fixture
def text():
    """A text that has everything: two signatories, a picture, files, a newspaper."""
    picture = factories.described(
        factories.picture(), alt="A river & its valley", credit="L. Orr"
    )
    files = [factories.attachment(f"{n}.mp3", seconds=n) for n in (3, 4)]
    edition = factories.recorded(
        MAY,
        summary="What it says: a < b.",
        subtitle="On water",
        lead=str(picture.uuid),
        attachments=tuple(str(file.uuid) for file in files),
        signatories=(factories.VENN, Signatory("Oren Halvik", "Mr.", "")),
    )
    placed = {"url": COURIER, "confirmed": True}
    workflow.place(edition, "Kaldar Courier", by=person("dara"), **placed)
    classify(edition, "water")
    return edition


def atom(client, path="/en/feed.atom"):
    return ElementTree.fromstring(client.get(path).content)


def json_feed(client):
    return json.loads(client.get("/en/feed.json").content)


def test_atom_tells_all_of_it(client, text):
    entry = feedparser.parse(client.get("/en/feed.atom").content).entries[0]
    ada, oren = entry.authors
    assert ada.name == f"Ada Venn, {factories.VENN.post}"
    assert ada.href == f"{SITE}/en/people/ada-venn/"
    assert (oren.name, oren.href) == ("Oren Halvik", f"{SITE}/en/people/oren-halvik/")
    assert entry.summary_detail.type == "text/plain"
    assert entry.summary == "What it says: a < b."
    assert entry.content[0].type == "text/html"
    assert [tag.term for tag in entry.tags] == ["Op-ed", "Water"]
    assert entry.rights == "© 2026 Embassy of Velmora in Tarsenia"
    links = [(link.rel, link.href) for link in entry.links]
    assert ("via", COURIER) in links
    assert len([rel for rel, _href in links if rel == "enclosure"]) == 2
    assert entry.media_content[0]["url"].endswith("/card.jpg")
    feed = atom(client)
    media = "{http://search.yahoo.com/mrss/}description"
    assert feed.find(f".//{media}").text == "A river & its valley"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None


def test_rss_tells_all_of_it(client, text):
    feed = feedparser.parse(client.get("/en/feed.rss").content)
    [entry] = feed.entries
    assert [a.name for a in entry.authors] == [
        f"Ada Venn, {factories.VENN.post}",
        "Oren Halvik",
    ]
    # A description is HTML, in which the sign must be written out.
    assert entry.summary == "What it says: a &lt; b."
    assert [tag.term for tag in entry.tags] == ["Op-ed", "Water"]
    assert [link.href for link in entry.links if link.rel == "via"] == [COURIER]
    assert len(entry.enclosures) == 1
    assert entry.media_content[0]["medium"] == "image"
    assert b"A river &amp; its valley</media:description>" in (
        client.get("/en/feed.rss").content
    )
    assert feed.feed.rights == "© Embassy of Velmora in Tarsenia"
    assert entry.rights == "© 2026 Embassy of Velmora in Tarsenia"
    assert entry.updated.startswith("2026-05-06T07:30:00")


def test_json_tells_all_of_it(client, text):
    feed = json_feed(client)
    [item] = feed["items"]
    assert item["authors"] == [
        {
            "name": f"Ada Venn, {factories.VENN.post}",
            "url": f"{SITE}/en/people/ada-venn/",
        },
        {"name": "Oren Halvik", "url": f"{SITE}/en/people/oren-halvik/"},
    ]
    assert item["summary"] == "What it says: a < b."
    assert item["tags"] == ["Op-ed", "Water"]
    assert item["external_url"] == COURIER
    assert item["image"].endswith("/card.jpg")
    assert item["_image"] == {"alt": "A river & its valley"}
    assert [file["duration_in_seconds"] for file in item["attachments"]] == [3, 4]
    assert item["_rights"] == {"line": "© 2026 Embassy of Velmora in Tarsenia"}
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["home_page_url"] == f"{SITE}/en/"
    assert "hubs" not in feed and "next_url" in feed


@in_each_form
def test_the_text_has_subtitle_summary_picture_and_body_in_order(client, form, text):
    html = fetched(client, f"/en/feed.{form}").items[0].html
    parts = ["On water", "What it says", "<img", "The first paragraph"]
    assert sorted(parts, key=html.index) == parts
    assert 'alt="A river &amp; its valley"' in html


@in_each_form
def test_an_office_is_joined_as_the_language_does(client, form):
    signed = (Signatory("文恩", "女士", "大使"),)
    factories.recorded(MAY, language="zh-hans", signatories=signed)
    [item] = fetched(client, f"/zh-hans/feed.{form}").items
    assert item.authors == ["文恩，大使"]
    said = client.get(f"/zh-hans/feed.{form}").content.decode()
    assert "zh-Hans" in said


@in_each_form
def test_a_placement_that_isnt_confirmed_is_no_provenance(client, form):
    edition = factories.recorded(MAY)
    workflow.place(edition, "Kaldar Courier", by=person("dara"), url=COURIER)
    assert COURIER not in client.get(f"/en/feed.{form}").content.decode()


@in_each_form
def test_the_hub_is_told_of_in_what_changes(client, form, settings):
    factories.recorded(MAY)
    hub = "https://hub.example/"
    assert hub not in client.get(f"/en/feed.{form}").content.decode()
    factories.draft(title="Another entry on the record")
    settings.WEBSUB_HUB = hub
    assert hub in client.get(f"/en/feed.{form}").content.decode()
    archived = client.get(f"/en/feed.{form}?archive=2026-05").content.decode()
    assert hub not in archived
    if form == "json":
        assert json_feed(client)["hubs"] == [{"type": "WebSub", "url": hub}]


@in_each_form
def test_no_character_and_no_markup_breaks_a_feed(client, form):
    edition = factories.recorded(MAY, summary="S")
    with guards.lifted(connection):  # as if stored before such were refused
        Revision.objects.filter(pk=edition.revision_id).update(title=ODD, summary=ODD)
        Rendering.objects.filter(revision=edition.revision_id).update(
            html=f"<p>{ODD}", beginning=ODD
        )
    topic("water").names.update(name=ODD)
    classify(edition, "water")
    document = fetched(client, f"/en/feed.{form}")
    [item] = document.items
    assert "]]>" in item.tags[1]
    assert "\x0b" not in item.html and "\ufffe" not in item.html
    if form != "rss":  # which says of no title whether it is text
        assert item.title.strip() == "a <b>& ]]> <!-- <![CDATA["
    take_down(edition)
    fetched(client, f"/en/feed.{form}")


def test_half_a_pair_is_left_out_of_whatever_there_is():
    said = ("\ud800a", (Author("b\udfff", "c\x00"),), None, 3)
    assert fit(said) == ("a", (Author("b", "c"),), None, 3)


def test_a_feeds_own_id_is_the_same_on_another_site(client, settings):
    factories.recorded(MAY)
    before = atom(client).findtext(f"{ATOM}id")
    archived = atom(client, "/en/feed.atom?archive=2026-05").findtext(f"{ATOM}id")
    settings.SITE_URL = "https://other.example"
    assert atom(client).findtext(f"{ATOM}id") == before == archived
    assert before != atom(client, "/en/op-eds/feed.atom").findtext(f"{ATOM}id")


def test_every_page_announces_each_form_of_the_sites_feed_and_of_its_lists(client):
    edition = factories.recorded(MAY)
    for path in ("/en/", "/en/op-eds/", edition.get_absolute_url(), "/en/nothing/"):
        head = client.get(path).content.decode().partition("</head>")[0]
        for form, mime in (
            ("rss", "application/rss+xml"),
            ("atom", "application/atom+xml"),
            ("json", "application/feed+json"),
        ):
            assert f'<link rel="alternate" type="{mime}"' in head
            assert f'href="{SITE}/en/feed.{form}">' in head
            announced = f'href="{SITE}/en/op-eds/feed.{form}">' in head
            assert announced == (path == "/en/op-eds/")
