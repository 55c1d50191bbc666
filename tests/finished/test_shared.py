"""Finished documents that processes share, in files as in Valkey."""

import pytest
from django.core.cache import caches as django_caches

from publications import caches
from publications.finished import shared
from publications.finished.shared import Shared
from tests import factories

from .reader import ask, in_front

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    found = tmp_path / "cache"
    settings.CACHES = {
        "default": {"BACKEND": "publications.caches.Files", "LOCATION": str(found)}
    }
    caches._resting.clear()
    return found


def test_what_one_process_has_made_another_sends(folder):
    address = factories.released(body="A word. " * 200).get_absolute_url()
    one, other = (in_front(shared=Shared("1")) for _process in range(2))
    for path in (address, "/en/feed.rss", "/sitemap.xml"):
        first = ask(one, path)
        assert ask(other, path) == first
        packed = ask(other, path, Accept_Encoding="gzip")
        assert packed == ask(one, path, Accept_Encoding="gzip")
    assert other.application.asked == []
    factories.released(title="Another")
    other.watch.look()
    assert "Another" in ask(other, "/en/").text


def test_another_version_of_the_product_sends_its_own(folder):
    old, new = in_front(shared=Shared("1")), in_front(shared=Shared("2"))
    ask(old, "/robots.txt")
    ask(new, "/robots.txt")
    assert len(new.application.asked) == 1


def test_what_is_garbled_or_gone_is_made_anew(folder):
    ask(in_front(shared=Shared("1")), "/robots.txt")
    whole = ask(in_front(), "/robots.txt")
    for file in folder.glob("*"):
        file.write_bytes(b"garbage")
    assert ask(in_front(shared=Shared("1")), "/robots.txt") == whole
    cache = django_caches["default"]
    for kept in (b"", b"{}", b'["200 OK", 3]\nxx', "words"):
        for name in [Shared("1")._name(*of) for of in _places()]:
            cache.set(name, kept, 60)
        assert ask(in_front(shared=Shared("1")), "/robots.txt") == whole


def _places():
    front = in_front()
    ask(front, "/robots.txt")
    return [(place, front.watch.current().name) for place in front.shelf.read._kept]


def test_searches_and_what_isnt_there_stay_with_their_process(folder):
    front = in_front(shared=Shared("1"))
    ask(front, "/en/search/?q=a")
    ask(front, "/en/2020/never/")
    assert not list(folder.glob("*.djcache"))


def test_its_version_follows_settings_and_is_the_same_in_every_process(
    settings, folder
):
    assert isinstance(shared.of_this_installation(), Shared)
    before = shared._version()
    assert before == shared._version()
    settings.MISSION_NAME = "Another Embassy"
    assert shared._version() != before
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    assert shared.of_this_installation() is None
