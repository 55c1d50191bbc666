"""A retraction is confirmed over HTTP: by what readers are really answered."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from publications import workflow
from publications.images import renditions_of
from publications.models import Delivery, Image, Task
from publications.syndication import retraction
from publications.syndication.deliveries import deliver_due
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


class Site:
    """A public site whose answers a test sets: path to (status, headers)."""

    def __init__(self):
        self.answers, self.asked = {}, []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append(self.path)
                status, headers = site.answers.get(self.path, (404, {}))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_anything):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def says(self, path, status, **headers):
        self.answers[path] = (status, headers)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site(settings):
    site = Site()
    settings.SITE_URL = site.url
    yield site
    site.close()


@pytest.fixture
def edition():
    """A text with a picture that was public at two addresses, then retracted."""
    shown = f"![A valley](image:{factories.picture().uuid})"
    first = factories.released(body=f"Words.\n\n{shown}", slug="two-rivers")
    second = factories.do("revise", first, "dara")
    moved = factories.content(body=f"Words.\n\n{shown}", slug="one-valley")
    factories.do("save", second, "dara", content=moved)
    never_public = factories.content(body=f"Words.\n\n{shown}", slug="one-plain")
    factories.do("save", second, "dara", content=never_public)
    factories.do("save", second, "dara", content=moved)
    factories.do("submit", second, "dara")
    factories.do("approve", second, "rhea")
    second = factories.do("release", second, "petra", change="technical")
    decided = workflow.TakingDown("retracted", "rights", public_note="See us.")
    workflow.withdraw(second, decided, by=person("petra"))
    return factories.again(second)


def delivery():
    return Delivery.objects.get(task=Task.CONFIRM_RETRACTION)


def paths(edition):
    year = edition.text.year
    return f"/en/{year}/two-rivers/", f"/en/{year}/one-valley/"


def all_gone(site, edition):
    for path in paths(edition):
        site.says(path, 410)


def test_a_retraction_is_confirmed_once_everything_is_gone(site, edition):
    all_gone(site, edition)
    deliver_due()
    assert delivery().delivered_at is not None
    picture = Image.objects.get()
    sizes = renditions_of(picture.width, picture.height, picture.extension)
    assert sorted(site.asked) == sorted(
        [
            *paths(edition),
            picture.get_absolute_url(),
            *(picture.rendition_url(size.name, size.extension) for size in sizes),
        ]
    )


def test_an_address_that_only_a_draft_has_is_not_asked_for(site, edition):
    all_gone(site, edition)
    third = factories.do("revise", edition, "dara")
    other = factories.content(body="Lawful words.", slug="third-shore")
    factories.do("save", third, "dara", content=other)
    deliver_due()
    assert delivery().delivered_at is not None
    assert not any("third-shore" in path for path in site.asked)


@pytest.mark.parametrize("status", [200, 404, 500])
def test_an_address_that_answers_otherwise_is_named_and_asked_again(
    site, edition, status
):
    all_gone(site, edition)
    path = paths(edition)[0]
    site.says(path, status)
    deliver_due()
    waiting = delivery()
    assert waiting.delivered_at is None
    assert waiting.due_at > waiting.created_at
    assert f"{path} answers {status}, not 410" in waiting.error
    assert paths(edition)[1] not in waiting.error
    all_gone(site, edition)
    Delivery.objects.update(due_at=waiting.created_at)
    deliver_due()
    assert (delivery().delivered_at is not None, delivery().error) == (True, "")


def test_a_picture_that_is_still_there_is_named(site, edition):
    all_gone(site, edition)
    path = Image.objects.get().get_absolute_url()
    site.says(path, 200)
    deliver_due()
    assert delivery().error.endswith(f"{path} answers 200, not 404")


def test_a_picture_that_another_text_shows_stays(site, edition):
    all_gone(site, edition)
    image = Image.objects.get()
    path = image.get_absolute_url()
    factories.released(title="Other", body=f"Words.\n\n![A valley](image:{image.uuid})")
    site.says(path, 200)
    deliver_due()
    assert delivery().delivered_at is not None
    assert path not in site.asked


def test_no_redirect_is_followed_and_nobody_else_is_asked(site, edition):
    elsewhere = Site()
    elsewhere.says("/", 410)
    all_gone(site, edition)
    site.says(paths(edition)[0], 301, Location=f"{elsewhere.url}/")
    deliver_due()
    elsewhere.close()
    assert "answers 301, not 410" in delivery().error
    assert elsewhere.asked == []


def test_no_proxy_is_asked(site, edition, monkeypatch):
    proxy = Site()
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.delenv("no_proxy", raising=False)
    all_gone(site, edition)
    deliver_due()
    proxy.close()
    assert proxy.asked == []
    assert delivery().delivered_at is not None


def test_a_site_that_does_not_answer_confirms_nothing(site, edition, settings):
    settings.SITE_URL = "http://127.0.0.1:1"
    deliver_due()
    assert delivery().delivered_at is None
    assert f"{paths(edition)[0]} does not answer" in delivery().error


def test_a_site_that_hangs_is_left_after_ten_seconds(site, edition, monkeypatch):
    assert retraction.TIMEOUT == 10
    monkeypatch.setattr(retraction, "TIMEOUT", 0.2)
    gate = threading.Event()
    handler = site.server.RequestHandlerClass
    monkeypatch.setattr(handler, "do_GET", lambda self: gate.wait(20))
    deliver_due()
    gate.set()
    assert "does not answer: TimeoutError" in delivery().error


def test_a_text_that_was_reinstated_asks_no_more(site, edition):
    third = factories.do("revise", edition, "dara")
    again = factories.content(body="Lawful words.", slug="one-valley")
    factories.do("save", third, "dara", content=again)
    factories.do("submit", third, "dara")
    factories.do("approve", third, "rhea")
    factories.do("release", third, "petra", change="correction", public_note="Mended.")
    deliver_due()
    assert not Delivery.objects.filter(task=Task.CONFIRM_RETRACTION).exists()
    assert site.asked == []
