"""The feed of each list: of the same texts as its page, under the same ids."""

from datetime import UTC, datetime

import feedparser
import pytest

from publications.models import ArchiveBatch, ArchivedText, Topic
from tests import factories
from tests.people import person
from tests.test_lists import INTERVIEWER, OTHER, TRANSLATOR, classify, everything, topic
from tests.test_lists import text as live_text
from tests.test_withdrawn import take_down

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
FEEDS = {
    "home": "/en/feed.rss",
    "kind": "/en/op-eds/feed.rss",
    "topic": "/en/topics/water/feed.rss",
    "series": "/en/series/bridges/feed.rss",
    "person": "/en/people/oren-halvik/feed.rss",
    "outlet": "/en/outlets/courier/feed.rss",
}
of_each_list = pytest.mark.parametrize("path", FEEDS.values(), ids=FEEDS)


def feed(client, path="/en/feed.rss"):
    parsed = feedparser.parse(client.get(path).content)
    assert not parsed.bozo
    return parsed


def titles(client, path="/en/feed.rss"):
    return [entry.title for entry in feed(client, path).entries]


def from_an_archive(edition):
    """Let a text have come from a former site."""
    batch, _new = ArchiveBatch.objects.get_or_create(
        name="Old", taken_in_at=MAY, taken_in_by=person("petra")
    )
    ArchivedText.objects.create(
        batch=batch, text=edition.text, public_since=MAY, file="a.html"
    )
    return edition


@of_each_list
class TestEach:
    def test_it_names_itself_and_the_page_of_its_list(self, client, path):
        everything(factories.recorded, MAY)
        channel = feed(client, path).feed
        assert channel.link == "https://press.example" + path.removesuffix("feed.rss")
        assert f'href="https://press.example{path}"' in client.get(
            path
        ).content.decode().replace("'", '"')

    def test_an_item_is_the_same_as_in_the_sites_feed(self, client, path):
        everything(factories.recorded, MAY)
        site = feed(client).entries[0]
        assert feed(client, path).entries[0] == site

    def test_a_notice_stands_in_the_feeds_of_the_texts_lists_alone(self, client, path):
        everything(factories.recorded, MAY, title="Stays")
        goes = everything(factories.recorded, MAY, title="Goes")
        other = live_text("Of another", kind="speech", signed=(factories.VENN,))
        take_down(goes)
        take_down(other)
        found = titles(client, path)
        assert "Stays" in found and "Withdrawn: Goes" in found
        assert ("Withdrawn: Of another" in found) == (path == "/en/feed.rss")

    def test_what_came_from_an_archive_is_in_lists_and_in_no_feed(self, client, path):
        old = from_an_archive(everything(factories.recorded, MAY, title="Old"))
        everything(factories.recorded, MAY, title="New")
        assert titles(client, path) == ["New"]
        page = client.get(path.removesuffix("feed.rss")).content.decode()
        assert "Old" in page
        take_down(old)
        assert titles(client, path) == ["New"]

    def test_where_all_came_from_an_archive_it_is_empty_and_whole(self, client, path):
        from_an_archive(everything(factories.recorded, MAY))
        assert titles(client, path) == []
        assert client.get(path).status_code == 200


@of_each_list
class TestEachOfManyTexts:
    @pytest.fixture(params=[2, 8], scope="class")
    @classmethod
    def number(cls, request, in_common):
        """So many texts, each of as many topics."""
        with in_common():
            for n in range(request.param):
                edition = everything(factories.recorded, MAY, title=f"Text {n}")
                also = [topic(f"topic-{n}-{m}") for m in range(request.param)]
                edition.text.publication.topics.add(*also)
            take_down(everything(factories.recorded, MAY, title="Taken down"))
            yield request.param

    def test_it_costs_the_same_however_many_texts_and_topics_there_are(
        self, client, django_assert_num_queries, path, number
    ):
        # What tells that it must be written (test_polling.py), and which archive there
        # is (test_archive.py): 8. Then the texts; their signatories; their placements;
        # their topics; the names of these; when readers were told of them; the
        # withdrawals; their signatories. Before all, whom the list is about with names,
        # what bears its mark, whether a text of that is live.
        most = {"feed.rss": 16, "op-eds": 16, "outlets": 19}.get(path.split("/")[2], 20)
        with django_assert_num_queries(most):
            assert len(feed(client, path).entries) == number + 1


def test_the_feed_of_a_list_says_in_its_title_what_it_is_of(client, settings):
    settings.MISSION_NAME = "Embassy of Velmora"
    topic("water").names.update(description="What flows.")
    live_text("Of it", "water")
    channel = feed(client, FEEDS["topic"]).feed
    assert channel.title == "Water – Embassy of Velmora"
    assert channel.subtitle == "What flows."
    assert feed(client).feed.title == "Embassy of Velmora"
    assert feed(client, FEEDS["kind"]).feed.title == "Op-eds – Embassy of Velmora"


def test_one_feed_tells_nothing_of_what_another_was_asked(client):
    live_text("Of water", "water")
    live_text("Of fire", "fire")
    before = client.get("/en/topics/fire/feed.rss").content
    client.get(FEEDS["topic"])
    assert client.get("/en/topics/fire/feed.rss").content == before


def test_whoever_interviewed_or_translated_is_no_author(client):
    signed = (factories.VENN, INTERVIEWER, OTHER, TRANSLATOR)
    factories.recorded(MAY, signatories=signed)
    xml = client.get("/en/feed.rss").content.decode()
    assert xml.count("<dc:creator>") == 2
    for signatory in (factories.VENN, OTHER):
        name = f"{signatory.name}, {signatory.post}"
        assert f"<dc:creator>{name}</dc:creator>" in xml


@pytest.mark.parametrize(
    ("said", "creator"),
    [
        ({"issuer": "Ministry of Water", "byline": "The press office"}, "Ministry"),
        ({"byline": "The press office"}, "The press office"),
        ({}, "Embassy of Velmora"),
    ],
)
def test_what_nobody_signs_is_its_issuers_or_as_printed_or_the_missions(
    client, settings, said, creator
):
    settings.MISSION_NAME = "Embassy of Velmora"
    factories.recorded(MAY, signatories=(), kind="press_release", **said)
    xml = client.get("/en/feed.rss").content.decode()
    assert xml.count("<dc:creator>") == 1
    assert f"<dc:creator>{creator}" in xml


def test_topics_are_further_categories_in_the_texts_language(client):
    topic("water", en="Water", fr="L’eau")
    topic("fire", en="Fire")
    everything(factories.recorded, MAY, language="fr", title="Texte")
    classify(live_text("Texte 2", language="fr", slug="deux"), "water", "fire")
    terms = [
        [tag.term for tag in entry.tags]
        for entry in feed(client, "/fr/feed.rss").entries
    ]
    assert terms[0][1:] == ["Fire", "L’eau"]
    [entry] = feed(client, "/en/people/oren-halvik/feed.rss").entries
    assert [tag.term for tag in entry.tags] == ["Op-ed", "L’eau"]


def test_a_notice_tells_no_topic(client):
    take_down(live_text("Gone", "water"), "retracted")
    assert "Water" not in client.get("/en/feed.rss").content.decode()


def test_an_odd_character_in_a_name_leaves_the_feeds_whole(client):
    live_text("Of it", "water")
    Topic.objects.get().names.update(name="Wa\x0bter & <more>", description="\ufffeA.")
    assert feed(client, FEEDS["topic"]).feed.title.startswith("Water & ")
    assert feed(client).entries[0].tags[1].term == "Water & <more>"
