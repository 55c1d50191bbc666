"""What it costs to ask again: nothing is read or written where nothing has changed."""

import gzip
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from publications import clock
from publications.feeds import documents
from publications.middleware import PUBLIC_CACHE
from publications.models import Withdrawal
from tests import factories
from tests.test_lists import topic
from tests.test_withdrawn import take_down

from .readers import FORMS

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
PATHS = [f"/en/feed.{form}" for form in FORMS]
each = pytest.mark.parametrize("path", [*PATHS, "/en/feed.atom?archive=2026-05"])


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "moment", lambda: moment)


@pytest.fixture
def never_again(monkeypatch):
    """Call it, and nothing more may be written."""

    def refuse(*_):
        raise AssertionError("it was written again")

    return lambda: monkeypatch.setattr(documents, "written", refuse)


def asked(client, path, **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers=names)


@each
class TestAnUnchangedFeed:
    @pytest.fixture(autouse=True)
    def _text(self):
        factories.recorded(MAY)

    def test_it_is_answered_from_what_was_kept(self, client, path, never_again):
        first = client.get(path)
        never_again()
        assert client.get(path).content == first.content
        by_etag = asked(client, path, If_None_Match=first.headers["ETag"])
        by_date = asked(client, path, If_Modified_Since=first.headers["Last-Modified"])
        for answer in (by_etag, by_date):
            assert (answer.status_code, answer.content) == (304, b"")
            for name in ("ETag", "Last-Modified", "Vary", "Cache-Control"):
                assert answer.headers[name] == first.headers[name]
            assert "Content-Type" not in answer.headers
        assert first.headers["Cache-Control"] == PUBLIC_CACHE
        assert not first.headers["ETag"].startswith("W/")

    def test_the_date_is_that_of_the_latest_change(self, client, path):
        told = parsedate_to_datetime(client.get(path).headers["Last-Modified"])
        assert told == MAY

    def test_head_is_the_same_without_a_body(self, client, path):
        whole, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers == whole.headers

    def test_compressed_it_is_another_representation(self, client, path):
        plain = client.get(path)
        packed = asked(client, path, Accept_Encoding="br, gzip;q=0.8")
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert packed.headers["ETag"] != plain.headers["ETag"]
        assert packed.content[4:8] == b"\0\0\0\0"  # no time: the same bytes again
        assert "Accept-Encoding" in plain.headers["Vary"]
        again = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
        assert client.get(path, headers=again).status_code == 304
        for no in ("", "br", "gzip;q=0", "gzip; q=0.000", "x"):
            answer = asked(client, path, Accept_Encoding=no)
            assert "Content-Encoding" not in answer.headers

    @pytest.mark.parametrize(
        "headers",
        [
            {"If-None-Match": "nonsense"},
            {"If-None-Match": '"'},
            {"If-None-Match": "W/"},
            {"If-None-Match": "\x0b,,,"},
            {"If-Modified-Since": "yesterday"},
            {"If-Modified-Since": "Thu, 99 Foo 99999 99:99:99 GMT"},
            {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
            {"If-Match": "nonsense", "If-Unmodified-Since": "x" * 5000},
            {"If-None-Match": '"a"' + ', "b"' * 2000},
            {"Range": "bytes=0-3", "If-Range": "\xff"},
            {"Accept-Encoding": ";;q=,gzip;q=x;,"},
        ],
    )
    def test_nonsense_is_answered_with_the_whole(self, client, path, headers):
        assert client.get(path, headers=headers).status_code == 200

    def test_what_is_done_elsewhere_changes_no_etag(self, client, path):
        before = client.get(path)
        factories.scheduled(title="To come")
        factories.draft(title="A draft")
        after = client.get(path)
        assert (after.content, after.headers) == (before.content, before.headers)


class TestWhatChangesIt:
    @pytest.mark.parametrize("path", PATHS)
    def test_a_mended_fact_moves_the_etag_alone(self, client, path):
        edition = factories.recorded(MAY)
        edition.text.publication.topics.add(made := topic("water"))
        before = client.get(path)
        made.names.update(name="Waters")
        # As the desk does it, with an entry on the record.
        factories.draft(title="Another entry")
        after = client.get(path)
        assert after.headers["ETag"] != before.headers["ETag"]
        assert after.headers["Last-Modified"] == before.headers["Last-Modified"]

    def test_a_text_in_the_place_of_another_that_comes_by_itself(self, client, at):
        moment = factories.soon()
        other = factories.scheduled(moment, title="What is to come", slug="other")
        edition = factories.recorded(MAY, title="Old")
        down = factories.decided("replaced", replacement=other.text)
        factories.do("withdraw", edition, "petra", decided=down)
        at(moment - timedelta(microseconds=1))
        assert b"Withdrawn: Old" in client.get("/en/feed.rss").content
        at(moment)
        assert b"Replaced: Old" in client.get("/en/feed.rss").content

    def test_the_end_of_a_notice(self, client, at):
        take_down(factories.recorded(MAY))
        end = Withdrawal.objects.get().entered_at + timedelta(days=30)
        at(end - timedelta(microseconds=1))
        assert b"<item>" in client.get("/en/feed.rss").content
        at(end)
        assert b"<item>" not in client.get("/en/feed.rss").content

    def test_within_its_second_no_date_is_told(self, client, at):
        """A second text may come in the same one, which a date could not tell."""
        text = factories.recorded(MAY)
        at(text.live_from + timedelta(milliseconds=500))
        first = client.get("/en/feed.rss")
        assert "Last-Modified" not in first.headers
        at(text.live_from + timedelta(seconds=1))
        assert "Last-Modified" in client.get("/en/feed.rss").headers


def test_people_who_ask_for_other_forms_or_languages_have_their_own(client):
    factories.recorded(MAY)
    paths = [*PATHS, "/fr/feed.rss", "/en/op-eds/feed.rss"]
    answers = [client.get(path) for path in paths]
    assert len({answer.headers["ETag"] for answer in answers}) == len(paths)
    mimes = [answer.headers["Content-Type"] for answer in answers[:3]]
    assert mimes == [
        "application/rss+xml; charset=utf-8",
        "application/atom+xml; charset=utf-8",
        "application/feed+json; charset=utf-8",
    ]


@pytest.mark.parametrize(
    "path",
    [
        *("/en/feed.xml", "/en/feed.", "/en/feed.RSS", "/en/feed.rss/", "/xx/feed.rss"),
        *(f"/en/topics/nothing/feed.{form}" for form in FORMS),
        *("/en/people/nobody/feed.atom", "/en/outlets/none/feed.json"),
        *("/en/series/none/feed.json", "/en/essays/feed.rss"),
    ],
)
def test_a_list_that_isnt_there_has_no_feed(client, path):
    factories.recorded(MAY)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("texts", [2, 20])
def test_an_unchanged_feed_costs_the_same_however_many_texts(
    client, django_assert_num_queries, texts
):
    for n in range(texts):
        factories.recorded(MAY.replace(minute=n), title=f"Text {n}")
    etag = client.get("/en/feed.atom").headers["ETag"]
    # The end of the record; the latest texts; notices.
    with django_assert_num_queries(3):
        assert asked(client, "/en/feed.atom", If_None_Match=etag).status_code == 304
