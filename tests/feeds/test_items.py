"""The feed in RSS, as feed readers see it."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import feedparser
import pytest

from publications import clock
from publications.models import Withdrawal
from tests import factories
from tests.test_withdrawn import NOTE, reinstate, take_down

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
ADA = f"{factories.VENN.name}, {factories.VENN.post}"


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
    assert item.author == ADA
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
    for asked in (
        {"If-None-Match": before.headers["ETag"]},
        {"If-Modified-Since": before.headers["Last-Modified"]},
    ):
        assert client.get("/en/feed.rss", headers=asked).status_code == 200


@pytest.fixture
def any_character(monkeypatch):
    """As if a note had been stored before odd characters were refused."""
    for name in ("release", "withdrawing"):
        module = import_module(f"publications.workflow.{name}")
        monkeypatch.setattr(module, "unfit_characters", lambda note: "")


@pytest.mark.usefixtures("any_character")
def test_an_odd_character_in_what_is_told_of_a_change_leaves_the_feed_whole(client):
    first = factories.recorded(MAY)
    second = factories.do("revise", first, "dara")
    factories.do("save", second, "dara", content=factories.content(body="Corrected."))
    factories.do("submit", second, "dara")
    factories.do("approve", second, "rhea")
    note = {"change": "correction", "public_note": "A date\x0b was \ufffewrong."}
    factories.do("release", second, "petra", **note)
    assert "A date was wrong." in feed(client).entries[0].content[0].value


def test_an_empty_feed_is_whole_and_unchanging(client):
    assert feed(client).entries == []
    etag = client.get("/en/feed.rss").headers["ETag"]
    assert client.get("/en/feed.rss").headers["ETag"] == etag


def test_addresses_are_the_sites_whatever_host_was_asked(client):
    factories.recorded(MAY)
    asked = client.get("/en/feed.rss", headers={"Host": "press.example"}).content
    assert client.get("/en/feed.rss").content == asked


class TestTakenDown:
    """Three texts, of which the middle one is taken down."""

    @pytest.fixture(autouse=True)
    def texts(self):
        self.older = factories.recorded(MAY, title="Older")
        self.edition = factories.recorded(
            MAY.replace(day=7), title="Two Rivers", slug="rivers", summary="A summary."
        )
        self.newer = factories.recorded(MAY.replace(day=8), title="Newer")

    def test_a_withdrawn_text_keeps_its_item_with_the_notice_in_place(self, client):
        before = feed(client).entries[1]
        take_down(self.edition)
        entries = feed(client).entries
        item = entries[1]
        assert [entry.title for entry in entries] == [
            "Newer",
            "Withdrawn: Two Rivers",
            "Older",
        ]
        assert (item.id, item.published, item.link) == (
            before.id,
            before.published,
            before.link,
        )
        assert item.author == ADA
        for told in (item.summary, item.content[0].value):
            assert "This text was withdrawn on" in told
            assert "It was wrong in substance" in told
            assert NOTE in told
            assert "A summary." not in told
            assert "first paragraph" not in told

    def test_of_a_retracted_text_there_is_only_the_notice(self, client):
        before = feed(client).entries[1]
        take_down(self.edition, "retracted")
        item = feed(client).entries[1]
        assert (item.id, item.published) == (before.id, before.published)
        assert item.link == "https://press.example/en/2026/rivers/"
        assert item.title == "Retracted"
        assert item.author == "Embassy of Velmora in Tarsenia"
        for told in (item.summary, item.content[0].value):
            assert "This text was retracted on" in told
            assert NOTE in told
        xml = client.get("/en/feed.rss").content.decode()
        for words in ("Two Rivers", "A summary."):
            assert words not in xml
        assert xml.count("Ada Venn") == 2  # the other two texts'

    def test_a_replaced_text_leads_to_the_one_in_its_place(self, client):
        other = factories.recorded(MAY, language="fr", slug="autre", title="Un <autre>")
        take_down(self.edition, "replaced", replacement=other.text)
        item = feed(client).entries[1]
        assert item.title == "Replaced: Two Rivers"
        assert item.link == "https://press.example/en/2026/rivers/"
        assert 'href="https://press.example/fr/2026/autre/"' in item.content[0].value
        assert "Un &lt;autre&gt;" in item.content[0].value

        take_down(other)
        item = feed(client).entries[1]
        assert item.title == "Withdrawn: Two Rivers"
        assert "autre" not in item.content[0].value

    @pytest.mark.parametrize("outcome", ["withdrawn", "retracted"])
    def test_the_notice_stays_thirty_days(self, client, monkeypatch, outcome):
        take_down(self.edition, outcome)
        end = Withdrawal.objects.get().entered_at + timedelta(days=30)
        monkeypatch.setattr(clock, "moment", lambda: end - timedelta(microseconds=1))
        assert len(feed(client).entries) == 3
        monkeypatch.setattr(clock, "moment", lambda: end)
        assert [entry.title for entry in feed(client).entries] == ["Newer", "Older"]

    @pytest.mark.parametrize("outcome", ["withdrawn", "retracted"])
    def test_a_reinstated_text_is_the_ordinary_item_again(self, client, outcome):
        before = feed(client).entries[1]
        take_down(self.edition, outcome)
        reinstate(self.edition, title="Two Rivers")
        after = feed(client).entries
        assert len(after) == 3
        assert after[1].title == "Two Rivers"
        assert (after[1].id, after[1].published) == (before.id, before.published)
        assert "The first paragraph." in after[1].content[0].value
        assert NOTE not in after[1].content[0].value

    def test_a_stricter_word_is_the_one_that_stands(self, client):
        take_down(self.edition)
        take_down(self.edition, "retracted")
        titles = [entry.title for entry in feed(client).entries]
        assert titles == ["Newer", "Retracted", "Older"]

    def test_other_languages_have_no_word_of_it(self, client):
        take_down(self.edition)
        assert b"<item>" not in client.get("/fr/feed.rss").content

    def test_subscribers_who_have_the_text_are_answered_anew(self, client):
        etag = client.get("/en/feed.rss").headers["ETag"]
        take_down(self.edition)
        answer = client.get("/en/feed.rss", headers={"If-None-Match": etag})
        assert answer.status_code == 200

    @pytest.mark.usefixtures("any_character")
    def test_the_notice_is_text_and_any_character_leaves_the_feed_whole(self, client):
        take_down(self.edition, note="<b>Bold</b> \x0b\ufffe]]> & more")
        html = feed(client).entries[1].content[0].value
        assert "&lt;b&gt;Bold&lt;/b&gt; ]]&gt; &amp; more" in html

    def test_a_notice_is_said_in_the_feeds_language_direction(self, client):
        take_down(self.edition, note="ملاحظة")
        assert '<div dir="auto">' in client.get(
            "/en/feed.rss"
        ).content.decode().replace("&lt;", "<").replace("&gt;", ">")


@pytest.mark.parametrize("texts", [2, 12])
def test_a_feed_costs_the_same_however_many_texts_were_taken_down(
    client, django_assert_num_queries, texts
):
    other = factories.recorded(MAY, slug="other")
    for n in range(texts):
        edition = factories.recorded(MAY.replace(minute=n), title=f"Text {n}")
        outcome = ("withdrawn", "replaced")[n % 2]
        replacement = other.text if outcome == "replaced" else None
        take_down(edition, outcome, replacement=replacement)
    # What tells that it must be written (test_polling.py), with the texts in the place
    # of others, and which archive there is (test_archive.py): 9. Then the live texts
    # with these; their signatories; their placements; their topics; when readers were
    # told of them; the withdrawals; their signatories.
    with django_assert_num_queries(16):
        assert len(feed(client).entries) == texts + 1


def test_it_holds_the_latest_texts_and_every_notice_however_old_its_text(client):
    editions = [
        factories.recorded(MAY.replace(minute=n), title=f"Text {n}") for n in range(33)
    ]
    take_down(editions[1])
    take_down(editions[20])
    titles = [entry.title for entry in feed(client).entries]
    assert len(titles) == 30 + 2
    assert titles[-2:] == ["Text 2", "Withdrawn: Text 1"]
    assert "Withdrawn: Text 20" in titles
