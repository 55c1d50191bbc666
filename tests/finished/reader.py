"""Somebody who asks the application in front of Django, without a server between."""

import gzip
from typing import NamedTuple
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from publications import renewal
from publications.finished import generation
from publications.finished.application import InFront
from publications.finished.shelf import Shelf
from publications.finished.watch import Watch


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Here(Watch):
    """Asks in the thread of the request, which sees what the test's transaction does.
    `look` is a second that passed."""

    def _see_that_somebody_asks(self):
        self.look()


class Django:
    """Django's application, with how often it was asked."""

    def __init__(self):
        self.handler, self.asked = WSGIHandler(), []

    def __call__(self, environ, start):
        self.asked.append(environ)
        # As Django's own client: the connection is the test's, with its transaction.
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        try:
            answer = self.handler(environ, start)
            answer.close()
        finally:
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)
        return list(answer)


def in_front(**given) -> InFront:
    watch = Here(generation.now, renewal.heard, away=lambda: 3600)
    shelf = given.pop("shelf", Shelf(4 * 2**20))
    return InFront(Django(), given.pop("watch", watch), shelf, **given)


def ask(application, path: str, method: str = "GET", **headers: str) -> Answer:
    """`headers` as in `Accept_Encoding="gzip"`."""
    path, _mark, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "192.0.2.1",
    }
    for name, value in headers.items():
        environ[f"HTTP_{name.upper()}"] = value
    setup_testing_defaults(environ)
    told = []
    chunks = application(
        environ, lambda status, headers: told.append((status, headers))
    )
    try:
        body = b"".join(chunks)
    finally:
        if close := getattr(chunks, "close", None):
            close()
    [(status, sent)] = told
    return Answer(int(status[:3]), dict(sent), body)
