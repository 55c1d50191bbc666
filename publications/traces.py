"""Traces: who tried what, one line of JSON each, for whoever watches over the site.

A line holds no secret and nobody can forge one: of an address it has the name of the
view, never the path, in which tokens stand; of a person the number of the account; no
word that was typed at the sign-in. Everything outside printable ASCII is escaped.
The record (`models/audit.py`) is the proof of what was done; this tells of what was
tried, too, and is read by machines. Tests: tests/test_traces.py.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest

DONE, REFUSED, FAILED = "done", "refused", "failed"
LONGEST = 300  # characters of one value

logger = logging.getLogger("security")


class Asked(NamedTuple):
    """The request that is being answered: a number of its own, and where it is from."""

    request: str
    source: str
    method: str


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """What is told meanwhile, deep in an act too, is told of this request."""
    asked = Asked(uuid4().hex, source_of(request), request.method or "")
    before = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(before)


def note(event: str, outcome: str, *, who: int | None = None, **facts: Any) -> None:
    """Tell of one event. Facts are names and numbers of ours, never what was typed."""
    asked = _asked.get()
    told = {
        "event": event,
        "outcome": outcome,
        "who": who,
        **(asked._asdict() if asked else {}),
        **facts,
    }
    level = logging.INFO if outcome == DONE else logging.WARNING
    logger.log(level, event, extra={"told": told})


def source_of(request: HttpRequest) -> str:
    """The visitor's address. What they say of it themselves stands further left in
    X-Forwarded-For than what FRONT_SERVERS put there, and is never believed."""
    direct = request.META.get("REMOTE_ADDR", "")
    count = settings.FRONT_SERVERS
    told = request.headers.get("X-Forwarded-For", "").split(",")
    found = told[-count].strip() if 0 < count <= len(told) else direct
    try:
        return str(ip_address(found))
    except ValueError:
        return direct


class Line(logging.Formatter):
    """One line of JSON in ASCII, whatever a value holds."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        told = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            **getattr(record, "told", {"event": record.getMessage()}),
        }
        short = {name: _short(value) for name, value in told.items()}
        return json.dumps(short).replace("\x7f", "\\u007f")


class Words(logging.Formatter):
    """A message in one line; an error's lines are indented and escaped, so that none
    of them looks like a message of its own."""

    def formatException(self, ei: Any) -> str:
        lines = super().formatException(ei).splitlines()
        return "\n".join(f"    {_escaped(line)}" for line in lines)


def _escaped(line: str) -> str:
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


def _short(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)[:LONGEST]
