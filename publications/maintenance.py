"""While the site is being upgraded: one answer to everything, until it is over.

`manage.py maintenance on` puts a file into DATA_DIR; each request looks whether it is
there, so it needs no database, and a web host with a DATA_DIR of its own has its own.
Tests: tests/test_maintenance.py.
"""

from datetime import UTC, datetime
from pathlib import Path

from .glance import Glance
from .unavailable import SOON, UPKEEP, unavailable

# What the page itself shows; static files are answered before. Whoever watches over the
# servers still learns how they are.
STAYS = ("/mission/", "/favicon.ico", "/apple-touch-icon.png", "/healthz/", "/metrics")

_glance = Glance("maintenance")


def _mark() -> Path:
    return Path(_glance.path)


def switch_on(until: datetime | None = None) -> None:
    """`until`: when it should be over, for readers; it ends by `switch_off` alone."""
    _mark().write_text(until.isoformat() if until else "", encoding="ascii")
    _glance.look_again()


def switch_off() -> bool:
    """Whether it had been on."""
    was_on = _mark().exists()
    _mark().unlink(missing_ok=True)
    _glance.look_again()
    return was_on


def is_on() -> bool:
    """Asked with each request, before anything else looks at it; switched by another
    process, it is seen after `glance.FOR`."""
    return _glance.date() > 0


class Maintenance:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(STAYS):
            return self.get_response(request)
        try:
            said = _mark().read_text(encoding="ascii")
        except FileNotFoundError:
            return self.get_response(request)
        until = _end(said)
        left = (until - datetime.now(UTC)).total_seconds() if until else 0
        return unavailable(
            request,
            UPKEEP,
            retry_after=max(SOON, round(left)),
            until=until if left > 0 else None,
        )


def _end(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said).astimezone(UTC)
    except ValueError:
        return None
