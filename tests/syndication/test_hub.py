"""A WebSub hub hears of every feed that changed, once it has, and of nothing else."""

import socket
import threading
from collections import Counter
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from publications import clock, workflow
from publications.models import Delivery, Series, Task
from publications.syndication import hub as syndicated
from publications.syndication.deliveries import deliver_due
from publications.workflow import Signatory
from tests import archives, factories
from tests.people import person

pytestmark = pytest.mark.django_db

SITE = "https://press.example"
FORMS = ("rss", "atom", "json")


class Hub:
    """A hub that keeps what it is told; `refuses`: the feed that it won't hear of."""

    def __init__(self):
        self.told, self.status, self.headers, self.refuses = [], 204, {}, None
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                form = parse_qs(self.rfile.read(length).decode())
                hub.told.append({"to": self.path, **form})
                refused = form["hub.topic"] == [hub.refuses]
                self.send_response(404 if refused else hub.status)
                for name, value in hub.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if hub.status >= 400:
                    self.wfile.write(b"hub.topic is unknown here")

            def do_GET(self):
                hub.told.append({"to": self.path})
                self.send_error(405)

            def log_message(self, *_anything):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hub"
        threading.Thread(
            target=self.server.serve_forever, args=(0.01,), daemon=True
        ).start()

    def feeds(self):
        """The feeds it was told of, without their form, each with how often."""
        assert all(form["hub.mode"] == ["publish"] for form in self.told)
        assert all(form["hub.url"] == form["hub.topic"] for form in self.told)
        told = Counter(form["hub.topic"][0] for form in self.told)
        found = {}
        for feed, times in told.items():
            assert feed.startswith(f"{SITE}/")
            path, _name, form = feed.removeprefix(SITE).rpartition("feed.")
            found.setdefault(path, {})[form] = times
        assert all(set(forms) == set(FORMS) for forms in found.values())
        return {path: forms["rss"] for path, forms in found.items()}

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def hub(settings):
    hub = Hub()
    settings.WEBSUB_HUB = hub.url
    settings.LANGUAGES = [("en", "English"), ("fr", "Français")]
    yield hub
    hub.close()


def pings():
    return Delivery.objects.filter(task=Task.PING_HUB)


def deliver(later=timedelta(seconds=2)):
    """What is due when so much time has passed."""
    for ping in pings().filter(delivered_at=None):
        Delivery.objects.filter(pk=ping.pk).update(due_at=ping.due_at - later)
    deliver_due()


def test_the_hub_hears_of_every_feed_that_holds_a_text(hub, client):
    edition = factories.approved(signatories=(Signatory("Lu Mei", "", "Envoy"),))
    publication = edition.text.publication
    publication.topics.create(slug="water")
    publication.series = Series.objects.create(slug="rivers")
    publication.save()
    by = person("dara")
    workflow.place(edition, "Herald", by=by, confirmed=True)
    workflow.place(edition, "Evening Post", by=by, role="reprint")
    factories.do("release", edition, "petra")
    deliver()
    assert hub.feeds() == {
        "/en/": 1,
        "/en/op-eds/": 1,
        "/en/topics/water/": 1,
        "/en/series/rivers/": 1,
        "/en/people/lu-mei/": 1,
        "/fr/people/lu-mei/": 1,
        "/en/outlets/herald/": 1,
        "/fr/outlets/herald/": 1,
    }
    for form in hub.told:
        answer = client.get(form["hub.topic"][0].removeprefix(SITE))
        assert (form["to"], answer.status_code) == ("/hub", 200)
        assert edition.title in answer.content.decode()
    assert pings().get().delivered_at


def test_a_person_who_no_longer_signs_has_a_feed_that_changed(hub):
    first = factories.released(signatories=(Signatory("Lu Mei", "", "Envoy"),))
    second = factories.do("revise", first, "dara")
    factories.do("save", second, "dara", content=factories.content())
    factories.do("submit", second, "dara")
    factories.do("approve", second, "rhea")
    pings().delete()
    factories.do("release", second, "petra", change="technical")
    deliver()
    assert {"/en/people/lu-mei/", "/en/people/ada-venn/"} <= set(hub.feeds())


class TestAScheduledText:
    def test_it_is_told_of_after_its_second_and_not_before(self, hub, monkeypatch):
        edition = factories.scheduled()
        ping = pings().get()
        assert ping.due_at > edition.live_from
        for moment, told in ((edition.live_from, 0), (ping.due_at, 1)):
            monkeypatch.setattr(clock, "database_now", lambda moment=moment: moment)
            deliver_due()
            assert bool(hub.told) is bool(told)

    def test_what_was_moved_or_taken_back_is_not_told_of(self, hub):
        edition = factories.scheduled(factories.soon(60))
        factories.do("reschedule", edition, "petra", moment=factories.soon(120))
        assert pings().get().due_at > factories.soon(119)
        factories.do("unschedule", edition, "petra")
        assert not pings().exists()

    def test_one_that_did_not_go_out_is_let_go_whatever_its_row_says(self, hub):
        factories.scheduled()
        pings().update(due_at=factories.soon(-5))
        deliver_due()
        assert not hub.told
        assert not pings().exists()


@pytest.mark.parametrize("outcome", ["withdrawn", "retracted"])
def test_the_hub_hears_that_a_text_was_taken_down(hub, outcome):
    edition = factories.released()
    deliver()
    hub.told.clear()
    down = factories.decided(outcome)
    factories.do("withdraw", edition, "petra", decided=down)
    Delivery.objects.filter(task=Task.CONFIRM_RETRACTION).delete()
    deliver()
    assert "/en/" in hub.feeds()


class TestAHubThatIsInTrouble:
    def test_away_it_is_told_later_and_once(self, hub, settings):
        edition = factories.released()
        there = settings.WEBSUB_HUB
        settings.WEBSUB_HUB = "http://127.0.0.1:9/"
        deliver()
        ping = pings().get()
        assert "the hub does not answer" in ping.error
        assert (ping.attempts, ping.delivered_at) == (1, None)
        assert ping.due_at > clock.database_now()
        settings.WEBSUB_HUB = there
        # What was done meanwhile needs no second word.
        down = factories.decided("withdrawn")
        factories.do("withdraw", edition, "petra", decided=down)
        deliver()
        assert set(hub.feeds().values()) == {1}

    def test_a_feed_it_refuses_holds_up_no_other_and_is_tried_alone(self, hub):
        hub.refuses = f"{SITE}/en/feed.atom"
        factories.released()
        deliver()
        asked = len(hub.told)
        ping = pings().get()
        assert ping.error.endswith("the hub answers 404")
        assert "1 feeds are left" in ping.error
        hub.refuses = None
        deliver(timedelta(minutes=2))
        assert [form["hub.topic"] for form in hub.told[asked:]] == [
            [f"{SITE}/en/feed.atom"]
        ]
        assert pings().get().delivered_at

    @pytest.mark.parametrize("status", [302, 307, 400, 503])
    def test_it_is_taken_at_its_word_and_followed_nowhere(self, hub, status):
        other = Hub()
        hub.status, hub.headers = status, {"Location": other.url}
        factories.released()
        deliver()
        other.close()
        assert f"the hub answers {status}" in pings().get().error
        assert not other.told

    def test_a_name_that_leads_inside_is_not_asked(self, hub, settings, monkeypatch):
        settings.WEBSUB_HUB = "https://hub.example/publish"
        found = [(0, 0, 0, "", (number,)) for number in ("93.184.215.14", "10.0.0.1")]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)
        monkeypatch.setattr(socket, "create_connection", None)
        factories.released()
        deliver()
        assert "not public" in pings().get().error

    def test_a_name_is_looked_up_once_and_that_number_asked(
        self, hub, settings, monkeypatch
    ):
        settings.WEBSUB_HUB = "http://hub.example/hub"
        found = iter([[(0, 0, 0, "", ("93.184.215.14",))]])
        to = []
        monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: next(found))

        def connected(place, **more):
            to.append(place)
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "create_connection", connected)
        factories.released()
        deliver()
        assert to == [("93.184.215.14", 80)]

    def test_one_that_hangs_is_given_up_for_now(self, hub, monkeypatch):
        monkeypatch.setattr(syndicated, "TIMEOUT", 0.2)
        wait = threading.Event()
        handler = hub.server.RequestHandlerClass
        monkeypatch.setattr(handler, "do_POST", lambda self: wait.wait(5))
        factories.released()
        deliver()
        wait.set()
        assert "TimeoutError" in pings().get().error

    def test_one_that_is_slow_is_told_the_rest_later(self, hub, monkeypatch):
        monkeypatch.setattr(syndicated, "LONGEST", -1)
        factories.released()
        deliver()
        assert "the hub is slow" in pings().get().error
        assert not hub.told

    def test_letters_go_before(self, hub):
        factories.released()
        rows = Delivery.objects.filter(delivered_at=None)
        assert rows.exclude(task=Task.PING_HUB).exists()
        rows.update(due_at=factories.soon(-5))
        pings().update(due_at=factories.soon(-10))
        order = []

        def note(delivery):
            order.append(delivery.task)

        tasks = dict.fromkeys(Task.values, note)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("publications.syndication.deliveries.TASKS", tasks)
            deliver_due()
        assert order[-1] == Task.PING_HUB


def test_without_a_hub_nothing_is_written_and_nothing_kept(hub, settings):
    factories.released()
    settings.WEBSUB_HUB = ""
    factories.released(title="Another")
    assert pings().count() == 1
    deliver()
    assert not hub.told
    assert not pings().exists()


def test_an_archive_is_news_to_no_subscriber(hub):
    archives.released()
    assert not pings().exists()
