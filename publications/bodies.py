"""What somebody sends is here whole before a page is made of it.

The server hands a request on once its headers are there, and who then sends a byte a
second holds a thread. So the bodies that are being read at once are counted, apart
from all else: a thread always stays for readers, who send nothing. nginx keeps a body
until it is whole, and leaves nothing to wait for here.
Tests: tests/test_bodies.py, tests/faults/slow.py.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse

from .middleware import CONTENT_SECURITY_POLICY, PRIVATE_CACHE
from .unavailable import AWAY, TOO_MUCH, unavailable

# Of a process; run_site gives each more threads than that.
AT_ONCE = 3
# The largest attachment, and the form around it.
MOST = 210 * 1024 * 1024
IN_MEMORY, BLOCK = 1024 * 1024, 64 * 1024
# Seconds after which a program may ask again.
SOON = 5

log = logging.getLogger(__name__)
Application = Callable[[dict[str, Any], Callable], Iterable[bytes]]


class Answer:
    """What was sent goes with the answer to it."""

    def __init__(self, response: Iterable[bytes], body: IO[bytes]):
        self.response, self.body = response, body

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.response)

    def close(self) -> None:
        self.body.close()
        if hasattr(self.response, "close"):
            self.response.close()


class WholeBodies:
    """In front of Django: an application (PEP 3333) around another."""

    def __init__(self, application: Application, at_once: int = AT_ONCE):
        self.application = application
        self.places = threading.BoundedSemaphore(at_once)

    def __call__(self, environ: dict[str, Any], start: Callable) -> Iterable[bytes]:
        if not _brings_something(environ):
            return self.application(environ, start)
        if not self.places.acquire(blocking=False):
            log.warning("Too many bodies are being read: one was refused.")
            return _refused(environ, start, AWAY)
        try:
            body = _read(environ)
        except OSError as error:
            log.warning("A body could not be read: %s", error)
            return _refused(environ, start, AWAY)
        finally:
            self.places.release()
        if body is None:
            return _refused(environ, start, TOO_MUCH)
        environ["wsgi.input"] = body
        return Answer(self.application(environ, start), body)


def _brings_something(environ: dict[str, Any]) -> bool:
    length = environ.get("CONTENT_LENGTH") or "0"
    return length != "0" or "HTTP_TRANSFER_ENCODING" in environ


def _read(environ: dict[str, Any]) -> IO[bytes] | None:
    """The whole of it; None where that is more than anything may be."""
    sent, left = environ["wsgi.input"], MOST
    if (length := environ.get("CONTENT_LENGTH", "")).isdigit():
        if int(length) > MOST:
            return None
        left = int(length)
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the request's
    try:
        while left and (block := sent.read(min(BLOCK, left))):
            left -= len(block)
            body.write(block)
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


def _refused(environ: dict[str, Any], start: Callable, why: str) -> Iterable[bytes]:
    response: HttpResponse = unavailable(WSGIRequest(environ), why, retry_after=SOON)
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["Cache-Control"] = PRIVATE_CACHE
    response.headers["Content-Length"] = str(len(response.content))
    status = f"{response.status_code} {HTTPStatus(response.status_code).phrase}"
    start(status, list(response.headers.items()))
    return [response.content]
