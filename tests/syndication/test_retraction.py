"""A retraction is confirmed over HTTP: by what readers are really answered."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

import pytest
from django.db import connection
from django.test import Client

from publications import workflow
from publications.models import Attachment, Delivery, Image, Task
from publications.syndication import retraction
from publications.syndication.deliveries import deliver_due
from tests import factories
from tests.people import person
from tests.views.stored import addresses, moving_picture, words

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
        threading.Thread(
            target=self.server.serve_forever, args=(0.01,), daemon=True
        ).start()

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


class Cache(Site):
    """A shared cache before the site: it keeps what it may, as long as it may."""

    def __init__(self):
        super().__init__()
        self.later, kept, cache = 0, {}, self  # seconds that have passed

        def do_get(handler):
            fresh_until, status, data = kept.get(handler.path, (0, None, b""))
            if cache.later >= fresh_until:
                status, age, data = _from_the_site(handler.path)
                kept[handler.path] = (cache.later + age, status, data)
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)

        self.server.RequestHandlerClass.do_GET = do_get


def _from_the_site(path):
    try:
        answer = Client().get(path)
        data = answer.getvalue() if answer.streaming else answer.content
    finally:
        connection.close()
    said = answer.headers["Cache-Control"]
    age = re.search(r"s-maxage=(\d+)", said) or re.search(r"max-age=(\d+)", said)
    return answer.status_code, int(age[1]), data


@pytest.fixture
def edition():
    """A text with files that was public at two addresses, then retracted."""
    picture = factories.described(factories.picture(), printable=True)
    shown = words(picture, factories.attachment())
    first = factories.released(**shown, slug="two-rivers")
    second = factories.do("revise", first, "dara")
    moved = factories.content(**shown, slug="one-valley")
    factories.do("save", second, "dara", content=moved)
    never_public = factories.content(**shown, slug="one-plain")
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
    files = addresses(Image.objects.get(), Attachment.objects.get())
    assert sorted(site.asked) == sorted([*paths(edition), *files])


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


def test_a_file_that_is_still_there_is_named(site, edition):
    for path in addresses(Image.objects.get(), Attachment.objects.get()):
        all_gone(site, edition)
        site.says(path, 200)
        deliver_due()
        assert delivery().error == f"StillThere: {path} answers 200, not 404"
        site.says(path, 404)
        Delivery.objects.update(due_at=delivery().created_at)
    deliver_due()
    assert delivery().delivered_at is not None


def test_its_papers_are_asked_for(site, edition):
    """And not those of what never was public, of which nobody knows."""
    all_gone(site, edition)
    factories.paper(edition)
    page = paths(edition)[1]
    number = edition.number
    deliver_due()
    assert f"{page}index.pdf answers 404, not 410" in delivery().error
    site.says(f"{page}index.pdf", 410)
    site.says(f"{page}editions/{number}/index.pdf", 200)
    Delivery.objects.update(due_at=delivery().created_at)
    deliver_due()
    assert delivery().error == (
        f"StillThere: {page}editions/{number}/index.pdf answers 200, not 404"
    )


def test_an_animation_is_asked_for(site, settings):
    picture = moving_picture(settings)
    edition = factories.retracted(body=f"Words.\n\n![A valley](image:{picture.uuid})")
    site.says(f"/en/{edition.text.year}/{edition.revision.address.slug}/", 410)
    deliver_due()
    assert f"/media/{picture.uuid}/animated.webp" in site.asked
    assert delivery().delivered_at is not None


def test_what_another_text_shows_stays(site, edition):
    """But for a print-size file that this text alone offered."""
    all_gone(site, edition)
    image, recording = Image.objects.get(), Attachment.objects.get()
    image.words.update(printable=False)
    factories.released(title="Other", **words(image, recording))
    image.words.update(printable=True)
    deliver_due()
    assert delivery().delivered_at is not None
    files = set(addresses(image, recording))
    assert files & set(site.asked) == {f"/media/{image.uuid}/print.jpg"}


def test_a_portrait_of_who_signs_another_text_stays(site, edition):
    all_gone(site, edition)
    image = Image.objects.get()
    other = factories.released(title="Other")
    who = other.revision.bylines.get().person
    who.portrait = image
    who.save()
    deliver_due()
    assert image.get_absolute_url() not in site.asked


@pytest.mark.django_db(transaction=True)
def test_nothing_is_confirmed_that_a_cache_between_still_hands_out(settings):
    picture, recording = factories.picture(), factories.attachment()
    edition = factories.released(slug="two-rivers", **words(picture, recording))
    files = [picture.get_absolute_url(), recording.get_absolute_url()]
    cache = Cache()
    settings.SITE_URL = cache.url
    for path in files:
        assert urlopen(cache.url + path).status == 200
    decided = workflow.TakingDown("retracted", "rights", public_note="See us.")
    workflow.withdraw(edition, decided, by=person("petra"))
    deliver_due()
    wrong = "; ".join(f"{path} answers 200, not 404" for path in files)
    assert delivery().error == f"StillThere: {wrong}"
    cache.later = 301  # seconds
    Delivery.objects.update(due_at=delivery().created_at)
    deliver_due()
    cache.close()
    assert delivery().delivered_at is not None


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
