"""In front of Django: a finished document is sent without any of its middleware.

What is finished is decided by the answer itself: it is public, for everybody, and says
so in the one Cache-Control of public pages. Of many who ask at once for what isn't
finished one has it made; the others wait for that.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.conf import settings

from publications import maintenance, metrics
from publications.middleware import PUBLIC_CACHE

from .addresses import Place, place_of
from .document import Document, Headers
from .shared import Shared
from .shelf import Part, Shelf
from .watch import Current, Watch

# Kept of what is found, has moved, was never here, or is gone.
KEPT = ("200 ", "301 ", "404 ", "410 ")
# Somebody else is making it; afterwards one has it made for oneself.
PATIENCE = 10.0  # seconds
TOLD_EVERY = 64  # answers

Environ = dict[str, Any]
Start = Callable[..., Any]


class Making:
    """A document that is being made, and whoever waits for it."""

    def __init__(self):
        self.ended = threading.Event()
        self.document: Document | None = None

    def wait(self) -> None:
        self.ended.wait(PATIENCE)


class InFront:
    """A WSGI application around Django's. Tests: tests/finished/test_application.py."""

    def __init__(
        self,
        application: Callable[[Environ, Start], Iterable[bytes]],
        watch: Watch,
        shelf: Shelf,
        shared: Shared | None = None,
    ):
        self.application = application
        self.watch, self.shelf, self.shared = watch, shelf, shared
        # For whoever watches over the servers: how many answers came from where.
        self.finished = self.made = self.passed = 0
        self._told = (0, 0)
        self._makings: dict[tuple[str, Place], Making] = {}
        self._turn = threading.Lock()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        place = self._place(environ)
        current = place and self.watch.current()
        if not current:
            self.passed += 1
            return self.application(environ, start)
        document = self._kept(place, current) or self._had_made(environ, place, current)
        if document is None:
            self.passed += 1
            return self.application(environ, start)
        self.finished += 1
        if self.made != self._told[1] or not self.finished % TOLD_EVERY:
            self._tell()
        return _sent(document, environ, start, current.age)

    def _tell(self) -> None:
        """All processes' numbers, for whoever watches. Now and then: it costs a good
        part of what an answer costs."""
        made, finished = self.made, self.finished
        had, had_made = self._told
        self._told = finished, made
        metrics.looked_up("documents", found=False, times=made - had_made)
        kept = max(0, finished - had - (made - had_made))
        metrics.looked_up("documents", found=True, times=kept)

    @staticmethod
    def _place(environ: Environ) -> Place | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        if "HTTP_COOKIE" in environ and _is_somebodys(environ["HTTP_COOKIE"]):
            return None
        if "HTTP_IF_MATCH" in environ or "HTTP_IF_UNMODIFIED_SINCE" in environ:
            return None
        place = place_of(environ)
        return None if place is None or maintenance.is_on() else place

    def _kept(self, place: Place, current: Current) -> Document | None:
        found = self._part_for(place).get(place, current.name)
        return found or self.shelf.asked.get(place, current.name)

    def _part_for(self, place: Place) -> Part:
        return self.shelf.read if place.is_one_of_few else self.shelf.asked

    def _had_made(
        self, environ: Environ, place: Place, current: Current
    ) -> Document | None:
        """None: Django has to answer this one by itself."""
        which = current.name, place
        with self._turn:
            making = self._makings.get(which)
            is_first = making is None
            if is_first:
                making = self._makings[which] = Making()
        if not is_first:
            making.wait()
            return making.document
        try:
            document, is_for_all = self._found_or_made(environ, place, current)
            making.document = document if is_for_all else None
        finally:
            with self._turn:
                del self._makings[which]
            making.ended.set()
        return document

    def _found_or_made(
        self, environ: Environ, place: Place, current: Current
    ) -> tuple[Document | None, bool]:
        """The document, and whether others may have it."""
        part = self._part_for(place)
        if found := self._kept(place, current):
            return found, True  # whoever made it has just ended
        is_shared = self.shared is not None and part is self.shelf.read
        if is_shared and (found := self.shared.get(place, current.name)):
            part.put(place, current.name, found)
            return found, True
        if current.age:
            return None, False  # the database is away
        answer = _answer(self.application, place.request(environ))
        is_there = answer.status.startswith("200 ")
        if not is_there and place.query != environ.get("QUERY_STRING", ""):
            # What was left aside may be part of a former site's address.
            return None, False
        if not answer.is_for_everybody():
            return Document(*answer), False
        self.made += 1
        if not is_there:
            part = self.shelf.asked
        document = part.before(place)
        if document is None or not document.is_same(*answer):
            document = Document(*answer)
        part.put(place, current.name, document)
        if is_shared and is_there:
            self.shared.put(place, current.name, document)
        return document, True


class Answer(NamedTuple):
    status: str
    headers: Headers
    body: bytes

    def is_for_everybody(self) -> bool:
        names = {name.lower(): value for name, value in self.headers}
        return (
            self.status.startswith(KEPT)
            and names.get("cache-control") == PUBLIC_CACHE
            and "set-cookie" not in names
        )


def _answer(
    application: Callable[[Environ, Start], Iterable[bytes]], environ: Environ
) -> Answer:
    told: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, exc_info: Any = None) -> None:
        told.append((status, headers))

    chunks = application(environ, start)
    try:
        body = b"".join(chunks)
    finally:
        if close := getattr(chunks, "close", None):
            close()
    status, headers = told[-1]
    return Answer(status, headers, body)


def _is_somebodys(cookie: str) -> bool:
    """Whoever may be signed in is answered by Django, and sees each act at once."""
    if settings.SESSION_COOKIE_NAME not in cookie and "messages" not in cookie:
        return False
    names = {pair.partition("=")[0].strip() for pair in cookie.split(";")}
    return not names.isdisjoint({settings.SESSION_COOKIE_NAME, "messages"})


def _sent(
    document: Document, environ: Environ, start: Start, age: int
) -> Iterable[bytes]:
    form = document.form_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if document.is_known(form, environ):
        status, headers, body = "304 Not Modified", form.unchanged, []
    else:
        status, headers, body = document.status, form.headers, form.body
        if environ["REQUEST_METHOD"] == "HEAD":
            body = []
    start(status, [*headers, ("Age", str(age))] if age else headers)
    return body
