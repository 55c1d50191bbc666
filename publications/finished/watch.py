"""Which generation it is, known to each request without a question of its own.

A thread asks once a second, and a request waits for it only where what is known is
older than that, has ended, or where something was announced since. It is a thread,
since a database that is away may answer after minutes, and readers are to wait no
longer than for a page.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection

from .generation import Generation

# So old may be what a request is answered by: an act shows after a second.
FRESH = 1.0  # seconds
# A request waits so long for the database before it takes it to be away.
PATIENCE = 2.0  # seconds

logger = logging.getLogger(__name__)


class Current(NamedTuple):
    """`age`: seconds since the database has said so; 0 where it can be asked."""

    name: str
    age: int = 0


class Known(NamedTuple):
    """`asked`: when, by the monotonic clock, and what had been announced by then."""

    current: Current
    asked: float
    until: float
    word: Any


class Watch:
    """Tests: tests/finished/test_watch.py."""

    def __init__(
        self,
        ask: Callable[[], Generation],
        heard: Callable[[], Any],
        *,
        away: Callable[[], float],
    ):
        """`away`: seconds for which the last generation stands while the database
        can't be asked."""
        self._ask, self._heard, self._away = ask, heard, away
        self._known: Known | None = None
        self._changed = threading.Condition()
        self._wanted = threading.Event()
        self._begun: float | None = None  # a question that isn't answered yet
        self._failed = float("-inf")  # when the last question failed
        self._thread: threading.Thread | None = None
        self._ended = False

    def current(self) -> Current | None:
        """None: what was made before may not be shown, and nobody can say what may."""
        known, now = self._known, time.monotonic()
        if known and now < known.until and known.word == self._heard():
            return known.current
        return self._waited_for(now)

    def look(self) -> None:
        """Ask now."""
        word, begun = self._heard(), time.monotonic()
        self._begun = begun
        found: Generation | None = None
        try:
            found = self._ask()
        except Exception:
            # Whatever it is, the thread goes on: without it nothing is ever found.
            logger.warning("The generation can't be asked for.", exc_info=True)
        with self._changed:
            self._begun, self._failed = None, time.monotonic()
            if found:
                until = begun + min(found.lasts, FRESH)
                self._known = Known(Current(found.name), begun, until, word)
                self._failed = float("-inf")
            # Whoever still wants another says so again.
            self._wanted.clear()
            self._changed.notify_all()

    def end(self) -> None:
        """Nobody asks any more."""
        self._ended = True
        self._wanted.set()
        if self._thread:
            self._thread.join(PATIENCE)

    def _waited_for(self, since: float) -> Current | None:
        self._see_that_somebody_asks()
        with self._changed:
            while not self._is_true_since(since):
                now = time.monotonic()
                if self._is_away(now) or now > since + PATIENCE:
                    return self._last(now)
                self._wanted.set()
                self._changed.wait(since + PATIENCE - now + 0.01)
            return self._known.current

    def _is_true_since(self, since: float) -> bool:
        """Asked for after the request came, or still good."""
        known = self._known
        if not known or known.asked >= since:
            return bool(known)
        return time.monotonic() < known.until and known.word == self._heard()

    def _is_away(self, now: float) -> bool:
        """It has just failed, or doesn't answer: nobody waits for that once more."""
        is_silent = self._begun is not None and now > self._begun + PATIENCE
        return is_silent or now < self._failed + FRESH

    def _last(self, now: float) -> Current | None:
        """The last that was known. Not where something was done since: it may be that
        a text was retracted."""
        known = self._known
        if not known or known.word != self._heard():
            return None
        age = now - known.asked
        if age >= self._away():
            return None
        return Current(known.current.name, max(1, int(age)))

    def _see_that_somebody_asks(self) -> None:
        # Begun with the first request: the server starts its processes after loading.
        if self._thread is None or not self._thread.is_alive():
            with self._changed:
                if self._thread is None or not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._go_on, daemon=True)
                    self._thread.start()

    def _go_on(self) -> None:
        while not self._ended:
            begun = time.monotonic()
            self.look()
            # Sooner where the generation ends, or somebody wants to know.
            ends = self._known.until if self._known else begun + FRESH
            until = ends if begun < ends else begun + FRESH
            self._wanted.wait(max(0.0, until - time.monotonic()))
        connection.close()
