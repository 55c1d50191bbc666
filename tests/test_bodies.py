"""Slow bodies hold a few threads, never all of them."""

import io
import threading

import pytest
from django.test import RequestFactory

from publications import bodies
from publications.bodies import AT_ONCE, WholeBodies
from publications.management.commands.run_site import THREADS

pytestmark = pytest.mark.django_db  # or it would run after those with a browser


class Slow(io.BytesIO):
    """A body of which nothing more comes until it is told to."""

    def __init__(self):
        self.asked, self.comes = threading.Event(), threading.Event()

    def read(self, _size=-1):
        self.asked.set()
        assert self.comes.wait(10)
        return b""


def application(environ, start):
    start("200 OK", [])
    return [environ["wsgi.input"].read()]


def ask(site, method="GET", sent=b"", length=None, **more):
    environ = RequestFactory().generic(method, "/fr/", sent, **more).environ
    if length is not None:
        environ["CONTENT_LENGTH"] = str(length)
    told = []
    answer = site(environ, lambda status, _headers: told.append(status))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return told[0], body


def test_who_sends_nothing_is_answered_while_all_places_are_taken():
    site, slow = WholeBodies(application), [Slow() for _n in range(AT_ONCE)]
    threads = []
    for body in slow:
        more = {"wsgi.input": body}
        thread = threading.Thread(
            target=ask, args=(site, "POST"), kwargs={"length": 5, **more}
        )
        thread.start()
        threads.append(thread)
        assert body.asked.wait(10)
    assert ask(site) == ("200 OK", b"")
    status, page = ask(site, "POST", b"words")
    assert status == "503 Service Unavailable"
    assert "n’ont peut-être pas été enregistré" in page.decode() or b'lang="fr"' in page
    for body in slow:
        body.comes.set()
    for thread in threads:
        thread.join(10)
    assert ask(site, "POST", b"words") == ("200 OK", b"words")
    # A thread is left for readers.
    assert AT_ONCE < THREADS


def test_a_body_is_whole_and_too_much_is_refused_before_it_is_read(monkeypatch):
    site = WholeBodies(application)
    assert ask(site, "POST", b"words and more", length=5) == ("200 OK", b"words")
    monkeypatch.setattr(bodies, "MOST", 4)
    assert ask(site, "POST", b"words")[0] == "400 Bad Request"


def test_a_body_that_can_not_be_kept_is_refused_in_words(monkeypatch):
    def full(*_anything):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bodies, "_read", full)
    site = WholeBodies(application)
    assert ask(site, "POST", b"words")[0] == "503 Service Unavailable"
    monkeypatch.undo()
    assert ask(site, "POST", b"words")[0] == "200 OK"
