"""The whole of a feed: what the current document leaves out is in its archives."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from publications import clock, lists
from publications.feeds import archive, pages
from publications.models import Withdrawal
from tests import factories
from tests.test_withdrawn import reinstate, take_down

from .many import many
from .readers import FORMS, fetched, walked

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
IN_MAY = MAY.replace(day=20)
IN_JUNE = MAY.replace(month=6)
in_each_form = pytest.mark.parametrize("form", FORMS)


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "moment", lambda: moment)


@pytest.fixture
def small_parts(monkeypatch):
    """Parts of three texts, as those of a hundred are."""
    monkeypatch.setattr(archive, "PART", 3)
    monkeypatch.setattr(pages, "PART", 3)
    monkeypatch.setattr(pages, "ITEMS", 1)


def texts(*moments):
    return [factories.recorded(m, title=f"Text {n}") for n, m in enumerate(moments, 1)]


def in_may(number):
    return texts(*(MAY.replace(minute=n) for n in range(number)))


@in_each_form
def test_five_hundred_texts_of_one_moment_are_all_found(client, form):
    many(500, MAY)
    documents = walked(client, f"/en/feed.{form}")
    assert [len(document.items) for document in documents] == [30, *5 * [100]]
    archived = [item.id for document in documents[1:] for item in document.items]
    assert len(set(archived)) == len(archived) == 500
    assert {item.id for item in documents[0].items} <= set(archived)


class TestWays:
    @pytest.fixture(autouse=True)
    def _texts(self, at):
        texts(MAY.replace(month=1), MAY.replace(month=4), MAY.replace(month=4, day=7))
        at(IN_JUNE)

    @pytest.mark.parametrize("form", ["rss", "atom"])
    def test_each_document_says_what_is_beside_it(self, client, form):
        path = f"/en/feed.{form}"
        now, april, january = walked(client, path)
        assert now.ways["self"] == path
        assert "current" not in now.ways
        assert april.ways["self"] == f"{path}?archive=2026-04"
        assert april.ways["current"] == january.ways["current"] == path
        assert april.ways["prev-archive"] == january.ways["self"]
        assert january.ways["next-archive"] == april.ways["self"]
        assert "next-archive" not in april.ways
        assert "prev-archive" not in january.ways
        assert april.titles == ["Text 3", "Text 2"]
        for asked, is_archive in ((path, False), (april.ways["self"], True)):
            assert (b"<fh:archive" in client.get(asked).content) == is_archive

    def test_json_leads_back_alone(self, client):
        told = json.loads(client.get("/en/feed.json?archive=2026-04").content)
        assert told["next_url"] == "https://press.example/en/feed.json?archive=2026-01"
        assert told["feed_url"] == "https://press.example/en/feed.json"

    @pytest.mark.parametrize(
        "name",
        [
            *("2026-02", "2026-06", "2026-07", "2026-13", "2026-00", "9999-12"),
            *("2026-04-1", "2026-04-2", "2026-4", "2026-04-", "٢٠٢٦-٠٤", "0001-01"),
            *("", "x", "2026-04-99999", "2026", "%00", "2026-04%0A"),
        ],
    )
    def test_what_is_no_archive_is_not_found(self, client, name):
        assert client.get(f"/en/feed.rss?archive={name}").status_code == 404

    def test_what_else_is_asked_changes_nothing(self, client):
        plain = client.get("/en/feed.rss")
        asked = client.get("/en/feed.rss?utm_source=x&page=2")
        assert asked.content == plain.content
        assert asked.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.usefixtures("small_parts")
class TestARunningMonth:
    def test_whole_parts_are_archives_and_the_rest_is_current(self, client, at):
        in_may(8)
        at(IN_MAY)
        now, second, first = walked(client, "/en/feed.rss")
        assert now.titles == ["Text 8", "Text 7"]
        assert second.titles == ["Text 6", "Text 5", "Text 4"]
        assert first.titles == ["Text 3", "Text 2", "Text 1"]
        assert second.ways["self"] == "/en/feed.rss?archive=2026-05-2"
        assert client.get("/en/feed.rss?archive=2026-05-3").status_code == 404

    def test_with_its_end_the_rest_is_one_too(self, client, at):
        in_may(8)
        at(IN_JUNE)
        _now, third, second, _first = walked(client, "/en/feed.rss")
        assert third.titles == ["Text 8", "Text 7"]
        assert second.ways["next-archive"] == third.ways["self"]

    def test_what_has_come_since_the_last_archive_is_all_there(self, client, at):
        """Also where that is more than the latest few."""
        texts(MAY.replace(month=4))
        in_may(2)
        at(IN_MAY)
        now, april = walked(client, "/en/feed.rss")
        assert now.titles == ["Text 2", "Text 1"]
        assert april.titles == ["Text 1"]

    def test_what_is_scheduled_fills_no_part(self, client, at):
        moment = factories.soon()
        for n in range(3):
            factories.scheduled(moment, title=f"Text {n}")
        path = f"/en/feed.rss?archive={moment:%Y-%m}"
        at(moment - timedelta(microseconds=1))
        assert client.get(path).status_code == 404
        assert "prev-archive" not in fetched(client, "/en/feed.rss").ways
        at(moment)
        assert len(fetched(client, path).items) == 3
        assert fetched(client, "/en/feed.rss").ways["prev-archive"] == path


@pytest.mark.usefixtures("small_parts")
class TestWhatIsDone:
    @pytest.fixture(autouse=True)
    def _texts(self, at):
        self.texts = in_may(8)
        at(IN_JUNE)

    def bytes_of(self, client):
        names = ("2026-05", "2026-05-2", "2026-05-3")
        return [client.get(f"/en/feed.rss?archive={n}").content for n in names]

    def test_a_new_text_changes_no_archive(self, client):
        before = self.bytes_of(client)
        factories.recorded(IN_JUNE - timedelta(hours=1), title="Of June")
        assert self.bytes_of(client) == before

    def test_what_is_taken_down_moves_nothing_else(self, client, at):
        before = self.bytes_of(client)
        take_down(self.texts[1])
        at(Withdrawal.objects.get().entered_at)
        first, *others = self.bytes_of(client)
        assert b"Withdrawn: Text 2" in first
        assert others == before[1:]
        at(Withdrawal.objects.get().entered_at + timedelta(days=30))
        first, *others = self.bytes_of(client)
        assert b"Text 2" not in first and b"Text 3" in first
        assert others == before[1:]

    def test_a_correction_moves_nothing_either(self, client, at):
        before = self.bytes_of(client)
        at(reinstate(self.texts[1], slug="text-2").live_from)
        first, *others = self.bytes_of(client)
        assert first != before[0]
        assert others == before[1:]

    def test_an_archive_of_which_nothing_is_left_is_passed_over(self, client, at):
        for text in self.texts[3:6]:
            take_down(text)
        at(max(w.entered_at for w in Withdrawal.objects.all()) + timedelta(days=30))
        _now, third, first = walked(client, "/en/feed.atom")
        assert third.ways["self"].endswith("2026-05-3")
        assert first.ways["next-archive"] == third.ways["self"]
        assert client.get("/en/feed.atom?archive=2026-05-2").status_code == 404


def test_months_are_the_missions(client, at, settings):
    settings.TIME_ZONE = "Asia/Baku"  # UTC+4
    texts(datetime(2026, 4, 30, 19, tzinfo=UTC), datetime(2026, 4, 30, 21, tzinfo=UTC))
    at(IN_JUNE)
    _now, may, april = walked(client, "/en/feed.rss")
    assert may.ways["self"] == "/en/feed.rss?archive=2026-05"
    assert (may.titles, april.titles) == (["Text 2"], ["Text 1"])


def test_a_list_has_an_archive_of_its_own_texts(client, at):
    factories.recorded(MAY, kind="speech", title="A speech")
    factories.recorded(MAY.replace(month=4), title="An op-ed")
    at(IN_JUNE)
    assert fetched(client, "/en/speeches/feed.rss?archive=2026-05").items
    assert client.get("/en/op-eds/feed.rss?archive=2026-05").status_code == 404


@pytest.mark.parametrize("number", [2, 150])
@pytest.mark.parametrize("asked", ["", "?archive=2026-05"])
def test_it_is_found_with_so_many_queries(
    client, at, django_assert_max_num_queries, number, asked
):
    texts(MAY.replace(month=1), MAY.replace(month=6))
    many(number, MAY)
    at(MAY.replace(month=8))
    found = lists.home(clock.moment(), "en")
    # What is live and what is gone of the month; notices; the text before it, with
    # what is live and gone of its month. Of an archive, the same after it; of the
    # current document, its texts.
    with django_assert_max_num_queries(9 if asked else 7):
        if asked:
            pages.archived(found, archive.Archive.named("2026-05"))
        else:
            pages.current(found, pages.glance(found))
