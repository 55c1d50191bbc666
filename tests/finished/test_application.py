"""Finished documents in front of Django: what a reader gets, and what nobody does."""

import gzip
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from publications import clock, maintenance
from publications.doors import PUBLIC, SITE
from publications.finished import addresses, application
from publications.finished.addresses import READS
from publications.finished.shelf import Shelf
from publications.finished.watch import Current
from tests import factories
from tests.people import person
from tests.test_withdrawn import take_down

from .reader import Django, ask, in_front

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_settings():
    """What is known of addresses goes by the settings of a process."""
    yield
    addresses._place.cache_clear()


@pytest.fixture
def front(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return in_front()


def asked(front) -> int:
    return len(front.application.asked)


PAGES = ["/en/", "/en/feed.atom", "/sitemap.xml", "/robots.txt", "/en/subscribe/"]


def test_a_finished_document_is_djangos_own_answer(front, monkeypatch):
    """Whole, as nothing new, and for HEAD; with each header that Django would send.

    Later than the second of the release, within which a feed has no Last-Modified yet.
    """
    address = factories.released(body="A word. " * 200).get_absolute_url()
    later = clock.moment() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "moment", lambda: later)
    for path in [*PAGES, address, f"{address}index.md", "/en/2020/never/"]:
        plain = ask(Django(), path)
        for _made_then_kept in range(2):
            assert ask(front, path) == plain, path
        before = asked(front)
        assert ask(front, path, "HEAD") == plain._replace(body=b"")
        if not (etag := plain.headers.get("ETag")):
            continue
        known = ask(front, path, If_None_Match=etag)
        own = ask(Django(), path, If_None_Match=etag)
        assert (known.status, known.body) == (304, b"")
        assert known.headers.items() >= own.headers.items()
        assert "Content-Length" not in known.headers
        assert ask(front, path, If_None_Match='"another"').status == 200
        assert asked(front) == before
    assert {"Content-Security-Policy", "X-Content-Type-Options"} <= known.headers.keys()


def test_it_is_packed_once_and_each_form_has_an_etag_of_its_own(front):
    address = factories.released(body="A word. " * 200).get_absolute_url()
    plain = ask(front, address)
    packed = ask(front, address, Accept_Encoding="br, gzip;q=0.5")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.headers["Content-Length"]) == len(packed.body) < len(plain.body)
    assert "Accept-Encoding" in packed.headers["Vary"]
    one, other = plain.headers["ETag"], packed.headers["ETag"]
    assert one != other and not other.startswith("W/")
    for etag, coding, status in (
        (other, "gzip", 304),
        (f'"x", W/{other}', "gzip", 304),
        ("*", "gzip", 304),
        (one, "gzip", 200),
        (other, "identity", 200),
        (other, "gzip;q=0", 200),
    ):
        found = ask(front, address, If_None_Match=etag, Accept_Encoding=coding)
        assert found.status == status, (etag, coding)
    assert asked(front) == 1


def test_a_feed_knows_since_when_it_is_unchanged(front):
    factories.released()
    later = clock.moment() + timedelta(minutes=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "moment", lambda: later)
        feed = ask(front, "/en/feed.rss")
        since = feed.headers["Last-Modified"]
        assert ask(front, "/en/feed.rss", If_Modified_Since=since).status == 304
        earlier = "Sat, 01 Jan 2000 00:00:00 GMT"
        assert ask(front, "/en/feed.rss", If_Modified_Since=earlier).status == 200


def test_nothing_is_early_and_nothing_late(front, monkeypatch):
    """A millisecond before its moment it isn't there, and then it is, by itself."""
    moment = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=2)
    edition = factories.do("schedule", factories.approved(), "petra", moment=moment)
    address = edition.get_absolute_url()
    front.watch.look()
    assert edition.title not in ask(front, "/en/").text
    for passed, found in ((-0.001, 404), (0, 200), (60, 200)):
        at = moment + timedelta(seconds=passed)
        monkeypatch.setattr(clock, "moment", lambda at=at: at)
        front.watch.look()
        assert ask(front, address).status == found
        assert (edition.title in ask(front, "/en/feed.json").text) is (found == 200)


def test_what_is_known_ends_with_the_moment_not_with_the_second(front, monkeypatch):
    moment = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=2)
    edition = factories.do("schedule", factories.approved(), "petra", moment=moment)
    monkeypatch.setattr(clock, "moment", lambda: moment - timedelta(milliseconds=50))
    assert ask(front, edition.get_absolute_url()).status == 404
    known = front.watch._known
    assert known.until - known.asked == pytest.approx(0.05, abs=1e-6)


def test_a_retracted_text_is_gone_with_the_next_question(front):
    edition = factories.released()
    address = edition.get_absolute_url()
    assert ask(front, address).status == 200
    assert edition.title in ask(front, "/en/").text
    take_down(edition, "retracted")
    front.watch.look()
    assert ask(front, address).status == 410
    assert edition.title not in ask(front, "/en/").text
    assert ask(front, address, If_None_Match="*").status == 410


def test_whoever_may_be_signed_in_is_answered_by_django(front, settings, client):
    factories.released()
    client.force_login(person("petra"))
    name = settings.SESSION_COOKIE_NAME
    cookie = f"_ga=1; {name}={client.cookies[name].value}"
    ask(front, "/en/", Cookie=cookie)
    assert (asked(front), len(front.shelf.read)) == (1, 0)
    ask(front, "/en/", Cookie="_ga=2; language=ru", X_Forwarded_Host="evil.example")
    ask(front, "/en/", Cookie=cookie)
    assert asked(front) == 3
    # What any other cookie says never comes to the view, and keeps nobody out.
    assert ask(front, "/en/", Cookie="_ga=1; language=fr").status == 200
    assert asked(front) == 3
    let_in = front.application.asked[1].keys()
    assert not let_in & {"HTTP_COOKIE", "HTTP_X_FORWARDED_HOST"}


@pytest.mark.parametrize(
    "path", ["/", "/admin/login/", "/language/fr/", "/en/2020/x/index.pdf", "/nowhere"]
)
def test_what_isnt_for_everybody_is_asked_each_time(front, path):
    for _twice in range(2):
        ask(front, path)
    assert asked(front) == 2
    assert len(front.shelf.read) + len(front.shelf.asked) == 0


def test_other_methods_and_conditions_are_djangos(front):
    ask(front, "/en/robots.txt")
    ask(front, "/robots.txt")
    before = asked(front)
    assert ask(front, "/robots.txt", "POST").status == 405
    assert ask(front, "/robots.txt", If_Match='"x"').status == 412
    assert asked(front) == before + 2


def test_a_failing_view_is_never_kept(front, monkeypatch):
    monkeypatch.setattr("publications.lists.home", lambda *_given: 1 / 0)
    factories.released()
    for _twice in range(2):
        assert ask(front, "/en/").status == 500
    monkeypatch.undo()
    assert ask(front, "/en/").status == 200


@pytest.mark.parametrize(
    ("status", "caching"),
    [
        ("200 OK", "private, no-store"),
        ("200 OK", "public, max-age=300"),
        ("302 Found", application.PUBLIC_CACHE),
        ("503 Service Unavailable", application.PUBLIC_CACHE),
    ],
)
def test_the_answer_itself_says_that_it_is_for_everybody(front, status, caching):
    asked = []

    def says(environ, start):
        asked.append(environ)
        start(status, [("Cache-Control", caching)])
        return [b"x"]

    front.application = says
    for _twice in range(2):
        assert ask(front, "/robots.txt").body == b"x"
    assert len(asked) == 2


def test_what_a_page_doesnt_read_of_an_address_makes_no_other_page(front):
    address = factories.released().get_absolute_url()
    whole = ask(front, address)
    for number in range(20):
        found = ask(front, f"{address}?utm_source=x{number}&%66bclid={number}")
        assert found == whole
    assert asked(front) == 1
    assert "QUERY_STRING" in front.application.asked[0]
    # Where nothing is, it may be part of a former site's address.
    ask(front, "/en/2019/old/?id=3")
    assert front.application.asked[-1]["QUERY_STRING"] == "id=3"


def test_a_flood_of_addresses_takes_a_small_part_and_no_others_place(
    settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    settings.ALLOWED_HOSTS = ["testserver", "*"]
    front = in_front(shelf=Shelf(800_000))
    factories.released()
    ask(front, "/robots.txt")
    for number in range(12):
        ask(front, f"/en/search/?q=w{number}")
        ask(front, f"/en/2020/never-{number}/")
        ask(front, "/robots.txt", Host=f"h{number}.example")
    assert front.shelf.asked.size <= 200_000
    assert len(front.shelf.read) == 1
    before = asked(front)
    ask(front, "/robots.txt")
    assert asked(front) == before


def test_of_many_at_once_one_has_it_made(front, monkeypatch):
    """And whoever comes after an act waits for nothing that was begun before it."""
    front.watch.look()
    may_go_on, all_wait = threading.Event(), threading.Barrier(8)
    made = []

    class Making(application.Making):
        """Whose readers are known to wait."""

        def wait(self):
            all_wait.wait(10)
            super().wait()

    monkeypatch.setattr(application, "Making", Making)

    def slow(environ, start):
        made.append(environ["PATH_INFO"])
        assert may_go_on.wait(10)
        headers = [("Cache-Control", application.PUBLIC_CACHE), ("ETag", '"1"')]
        start("200 OK", headers)
        return [b"x"]

    front.application = slow
    front.watch._waited_for = lambda since: front.watch._known.current
    found = []
    readers = [
        threading.Thread(target=lambda: found.append(ask(front, "/en/").body))
        for _each in range(8)
    ]
    for reader in readers:
        reader.start()
    all_wait.wait(10)
    front.watch._known = front.watch._known._replace(current=Current("next"))
    another = threading.Thread(target=lambda: found.append(ask(front, "/en/").body))
    another.start()
    while len(made) < 2:
        assert another.is_alive()
    may_go_on.set()
    for reader in [*readers, another]:
        reader.join(10)
    assert found == [b"x"] * 9
    assert len(made) == 2


def test_last_copies_stand_while_the_database_is_away(front):
    address = factories.released().get_absolute_url()
    whole = ask(front, address)

    def away():
        raise OperationalError("away")

    front.watch._ask = away
    front.watch._known = front.watch._known._replace(
        asked=front.watch._known.asked - 60, until=front.watch._known.until - 60
    )
    last = ask(front, address)
    assert last.body == whole.body
    assert 59 <= int(last.headers["Age"]) <= 62
    # Never for longer than is said.
    front.watch._away = lambda: 30
    before = asked(front)
    ask(front, address)
    assert asked(front) == before + 1


def test_nothing_stands_once_something_was_done_that_nobody_can_ask_for(front):
    """It may be that a text was retracted, just before the database went away."""
    address = factories.released().get_absolute_url()
    ask(front, address)

    def away():
        raise OperationalError("away")

    front.watch._ask = away
    front.watch._heard = lambda: "more"
    before = asked(front)
    ask(front, address)
    assert asked(front) == before + 1


def test_while_the_site_is_upgraded_nothing_is_sent(front):
    ask(front, "/robots.txt")
    maintenance.switch_on()
    assert ask(front, "/robots.txt").status == 503
    maintenance.switch_off()
    assert ask(front, "/robots.txt").status == 200


def test_names_of_the_site_and_schemes_are_kept_apart(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    front = in_front()
    assert ask(front, "/robots.txt").status == 301
    assert ask(front, "/robots.txt", X_Forwarded_Proto="https").status == 200
    assert ask(front, "/robots.txt").status == 301
    assert ask(front, "/robots.txt", Host="evil.example").status == 400
    assert ask(front, "/robots.txt", Host="press.example").status == 301


def test_every_public_address_is_finished_or_has_a_reason():
    """A new one is thought of: what it reads of a query string, and for whom it is."""
    public = {name for name, door in SITE.items() if door.look == PUBLIC}
    assert public - READS.keys() == {
        # By what a reader chose, or by a token.
        *("root", "choose-language", "approve-by-link", "approve-by-link-file"),
        *("preview", "preview-file", "preview-rendition"),
        # Files, which have a Cache-Control of their own.
        *("picture", "rendition", "attachment", "paper", "edition-paper", "card"),
        *("favicon", "touch-icon", "look"),
        # For programs that watch, each time anew.
        *("live", "ready", "metrics"),
    }
    assert READS.keys() <= public
