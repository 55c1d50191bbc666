"""When no page can be shown, there is one that says so, in the reader's language."""

import errno
import sys

import html5lib
import pytest
from django.db import OperationalError, connections
from django.test import Client, override_settings
from django.urls import path

from embassy.urls import handler404, handler500  # noqa: F401 - of this configuration
from embassy.urls import urlpatterns as known
from publications import unavailable as module
from publications.doors import DOORS, PUBLIC, Door
from publications.middleware import CONTENT_SECURITY_POLICY


def break_down(request):
    raise RuntimeError("a fault of ours")


# With a database, or they would run after those with a browser, in its event loop.
pytestmark = pytest.mark.django_db

urlpatterns = [path("en/broken/", break_down, name="broken"), *known]


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


@pytest.fixture
def broken(monkeypatch, settings):
    monkeypatch.setitem(DOORS, "broken", Door(PUBLIC, PUBLIC))
    with override_settings(ROOT_URLCONF="tests.test_unavailable"):
        yield "/en/broken/"


@pytest.fixture
def no_database(monkeypatch):
    """As when the server is down: nobody gets a connection."""

    def refuse(*_anything):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connections["default"], "ensure_connection", refuse)


def page(answer):
    """The document, which is valid HTML, without its words in the wrong place."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(answer.content.decode().strip())


@pytest.mark.parametrize(
    ("address", "asked", "language", "direction", "word"),
    [
        ("/en/", "ar", "en", "ltr", "The site can’t be reached just now"),
        ("/ar/2026/no-matter/", "en", "ar", "rtl", "الموقع غير متاح"),
        ("/az/feed.rss", "ar", "az", "ltr", "Sayt hazırda əlçatan deyil"),
        ("/zh-hans/subscribe/", "", "zh-Hans", "ltr", "网站暂时无法访问"),
        ("/sitemap.xml", "fr-CA, ru;q=0.5", "fr", "ltr", "momentanément"),
        ("/no-such-page", "ru", "ru", "ltr", "временно недоступен"),
    ],
)
def test_without_its_database_the_site_says_that_it_will_be_back(
    reader, no_database, settings, address, asked, language, direction, word
):
    answer = reader.get(address, headers={"Accept-Language": asked})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "120"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    document = page(answer)
    assert document.attrib == {"lang": language, "dir": direction}
    html = answer.content.decode()
    assert word in html
    names = {tag: name for tag, name in settings.MISSION_NAMES.items() if name}
    assert names.get(language.lower(), settings.MISSION_NAME) in html
    assert "emblem" in html and "connection refused" not in html


def test_what_needs_no_database_is_there_without_it(reader, no_database):
    for address in ("/favicon.ico", "/mission/emblem.svg", "/robots.txt"):
        assert reader.get(address).status_code == 200


def test_a_fault_of_ours_is_a_500_and_tells_nothing_of_itself(reader, broken):
    answer = reader.get(broken)
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"
    html = answer.content.decode()
    assert "Something went wrong" in html
    assert "fault of ours" not in html.replace("The fault is ours", "")
    assert "may not have been saved" not in html
    page(answer)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_full_disk_passes_whatever_gives_up_for_it(
    reader, broken, monkeypatch, number
):
    def gives_up(_request):
        try:
            raise OSError(number, "No space left on device")
        except OSError as full:
            raise RuntimeError("it could not be stored") from full

    monkeypatch.setattr(sys.modules[__name__].urlpatterns[0], "callback", gives_up)
    answer = reader.post(broken)
    assert answer.status_code == 503
    assert "may not have been saved" in answer.content.decode()


def test_who_has_sent_something_is_told_how_not_to_lose_it(reader, broken):
    html = reader.post(broken).content.decode()
    assert "What you have just sent may not have been saved." in html
    assert "Go back in your browser" in html


def test_without_its_style_sheet_the_page_still_says_what_it_has_to(
    reader, broken, monkeypatch, caplog
):
    def missing(_path):
        raise ValueError("no manifest")

    monkeypatch.setattr(module, "static", missing)
    answer = reader.get(broken)
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()
    assert "collectstatic" in caplog.text
