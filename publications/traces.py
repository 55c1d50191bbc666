"""Traces: who tried what, one line of JSON each, for whoever watches over the site.

A line holds no secret and nobody can forge one: of an address it has the name of the
view, never the path, in which tokens stand; of a person the number of the account; no
word that was typed at the sign-in. Everything outside printable ASCII is escaped.
The record (`models/audit.py`) is the proof of what was done; this tells of what was
tried, too, and is read by machines. Tests: tests/test_traces.py.
"""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any, ClassVar, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

DONE, ASKED, REFUSED, FAILED = "done", "asked", "refused", "failed"
LONGEST = 300  # characters of one value
NO_REQUEST = "-"
# Addresses that are keys, as they stand in words about a request.
KEY = re.compile(r"/(approve|preview|password)/[\w-]{16,}")
GIVEN = re.compile(r"[0-9a-f-]{16,64}", re.IGNORECASE)

logger = logging.getLogger("security")


class Asked(NamedTuple):
    """The request that is being answered: a number of its own, and where it is from."""

    request: str
    source: str
    method: str


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)
_by: ContextVar[int | None] = ContextVar("by", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator[str]:
    """What is told meanwhile, deep in an act too, is told of this request, whose number
    this yields."""
    asked = Asked(_number_of(request), source_of(request), request.method or "")
    before, nobody = _asked.set(asked), _by.set(None)
    # Django tells of its answer once everything here is over, and names the request.
    request.trace_number = asked.request
    try:
        yield asked.request
    finally:
        _asked.reset(before)
        _by.reset(nobody)


def asked_by(account: int) -> None:
    """What is told from now on of this request is this account's doing."""
    _by.set(account)


def note(event: str, outcome: str, *, who: int | None = None, **facts: Any) -> None:
    """Tell of one event. Facts are names and numbers of ours, never what was typed."""
    asked = _asked.get()
    told = {
        "event": event,
        "outcome": outcome,
        "who": _by.get() if who is None else who,
        **(asked._asdict() if asked else {}),
        **facts,
    }
    level = logging.INFO if outcome in (DONE, ASKED) else logging.WARNING
    logger.log(level, event, extra={"told": told})


def came_through_the_front(request: HttpRequest) -> bool:
    """Whether a server of ours before this one passed it on, and so set its headers."""
    count = settings.FRONT_SERVERS
    told = request.headers.get("X-Forwarded-For", "").split(",")
    return 0 < count <= len(told) and bool(told[-count].strip())


def _number_of(request: HttpRequest) -> str:
    """The front server's own number of the request, so that its log and ours tell of
    the same; a visitor's is never taken."""
    given = request.headers.get("X-Request-ID", "")
    if came_through_the_front(request) and GIVEN.fullmatch(given):
        return given.lower()
    return uuid4().hex


def source_of(request: HttpRequest) -> str:
    """The visitor's address. What they say of it themselves stands further left in
    X-Forwarded-For than what FRONT_SERVERS put there, and is never believed."""
    direct = request.META.get("REMOTE_ADDR", "")
    found = direct
    if came_through_the_front(request):
        told = request.headers["X-Forwarded-For"].split(",")
        found = told[-settings.FRONT_SERVERS].strip()
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


class OfRequest(logging.Filter):
    """Each line says of which request it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        asked, beside = _asked.get(), getattr(record, "request", None)
        told = getattr(beside, "trace_number", NO_REQUEST)
        record.request_id = asked.request if asked else told
        return True


class Lines(JsonFormatter):
    """What else is told, as JSON: these fields and no other. Django puts the request
    itself beside its words, with a path in which tokens stand."""

    FIELDS: ClassVar = {
        "levelname": "level",
        "name": "logger",
        "request_id": "request",
        "exc_info": "error",
    }
    KEPT = ("at", "level", "logger", "request", "message", "error", "stack_info")

    def __init__(self):
        asked = ["levelname", "name", "request_id", "message"]
        super().__init__(
            asked,
            rename_fields=self.FIELDS,
            reserved_attrs=[*RESERVED_ATTRS, "request"],
            timestamp="at",
        )

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        return {name: log_data[name] for name in self.KEPT if log_data.get(name)}

    def format(self, record: logging.LogRecord) -> str:
        return _without_keys(super().format(record)).replace("\x7f", "\\u007f")


class Words(logging.Formatter):
    """A message in one line; an error's lines are indented and escaped, so that none
    of them looks like a message of its own."""

    def format(self, record: logging.LogRecord) -> str:
        return _without_keys(super().format(record))

    def formatException(self, ei: Any) -> str:
        lines = super().formatException(ei).splitlines()
        return "\n".join(f"    {_escaped(line)}" for line in lines)


def _without_keys(words: str) -> str:
    """Who reads the log opens nothing by it."""
    return KEY.sub(r"/\1/-", words)


def _escaped(line: str) -> str:
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


def _short(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)[:LONGEST]
