"""Rendering in child processes of bounded memory and time.

No text that we know of takes long, but a draft is typed or pasted by anybody, and an
expression that runs away would hold a thread of the web worker for good. A child stays
for the next text, since to start one takes 0.4 s; it asks its parent for the pictures.
Tests: tests/rendering/test_confined.py.
"""

import atexit
import logging
import os
import subprocess  # nosec B404
import sys
import threading
from contextlib import suppress
from pathlib import Path

from django.utils.translation import gettext as _

from publications.confinement import received, send

from .article import MAX_CHARACTERS, Rendered, TooLong, refuse_long
from .pictures import ImageHtml

# As address space; the longest text that is made to be heavy needs half of it.
MEMORY = 768 * 1024 * 1024
# Of the processor, for one text. The longest honest one takes three.
SECONDS = 10
# Of the clock, for a machine that is busy with other things.
PATIENCE = 30
# As many as a worker has threads.
MOST = 4

ROOT = Path(__file__).resolve().parents[2]
# All that the child gets of one: a thread's arena would reserve 64 MB of addresses.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}

logger = logging.getLogger(__name__)


class TooHeavy(TooLong):
    """The child did not end in time; the message is for the text's editor."""


class _Gone(Exception):
    """The child has ended without an answer."""


class _Child:
    def __init__(self) -> None:
        # No part of the command is a stranger's. Modules are found in `cwd`, wherever
        # the parent stands; -B: none of them is cached.
        command = [sys.executable, "-B", "-m", f"{__package__}.child"]
        self.process = subprocess.Popen(  # noqa: S603  # nosec B603
            [*command, str(MEMORY), str(SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            cwd=ROOT,
        )

    def rendered(self, asked: dict, image: ImageHtml | None) -> dict:
        """Raises _Gone. Whatever goes wrong, the child is not used again."""
        clock = threading.Timer(PATIENCE, self.process.kill)
        clock.daemon = True
        clock.start()
        try:
            return self._answer(asked, image)
        except (OSError, EOFError, ValueError) as error:
            self.end()
            raise _Gone(str(error)) from error
        except BaseException:
            self.end()
            raise
        finally:
            clock.cancel()

    def _answer(self, asked: dict, image: ImageHtml | None) -> dict:
        send(self.process.stdin, asked)
        while (told := received(self.process.stdout)) is not None:
            if "image" not in told:
                return told
            found = image(*told["image"]) if image else None
            send(self.process.stdin, {"html": found})
        raise EOFError(f"it ended with {self.process.wait()}")

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()


_idle: list[_Child] = []
_places = threading.BoundedSemaphore(MOST)


def _end_all() -> None:
    while _idle:
        _idle.pop().end()


atexit.register(_end_all)
# A process that comes of this one has children of its own.
os.register_at_fork(after_in_child=_idle.clear)


def render(source: str, *, language: str, image: ImageHtml | None = None) -> Rendered:
    """As `article.render`, in a child. Raises TooLong for a text that is, or that isn't
    done in time."""
    refuse_long(len(source), MAX_CHARACTERS)
    asked = {"source": source, "language": language, "pictures": image is not None}
    if not _places.acquire(timeout=PATIENCE):
        raise _too_heavy("all children are at work")
    try:
        told = _rendered(asked, image)
    finally:
        _places.release()
    if "too_long" in told:
        refuse_long(MAX_CHARACTERS + 1, MAX_CHARACTERS)
    if "failed" in told:
        raise RuntimeError(told["failed"])
    return Rendered(**told)


def _rendered(asked: dict, image: ImageHtml | None) -> dict:
    """By one that waits, which may have ended meanwhile; else by a new one."""
    while _idle:
        with suppress(IndexError):
            child = _idle.pop()
            if child.process.poll() is None:
                break
            child.end()
    else:
        child = _Child()
    try:
        told = child.rendered(asked, image)
    except _Gone as error:
        raise _too_heavy(str(error)) from error
    _idle.append(child)
    return told


def _too_heavy(why: str) -> TooHeavy:
    logger.warning("A text could not be rendered: %s", why)
    return TooHeavy(
        _(
            "This text can't be laid out in the time that there is for it. Please make "
            "its tables, lists and links simpler, or try again later."
        )
    )
