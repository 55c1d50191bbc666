"""Whether strangers' addresses answer, asked when a person at the desk wants to know.

An address in a draft was typed or pasted by anybody, so it is asked with care: http and
https alone, their usual ports alone, and never a machine that isn't public. A name is
looked up once, and the request goes to the very number that was looked at (`pinned`);
where it is redirected, the same holds for the next one.

Tests: tests/syndication/test_links.py.
"""

import ssl
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import pinned

# So many are asked, so many at once, and each answers in so many seconds or not.
MOST = 20
AT_ONCE = 5
SECONDS = 5
REDIRECTS = 3
AGENT = "Mozilla/5.0 (compatible; embassy-desk; asks whether a link answers)"
# Of HEAD: it may only be this way of asking that isn't understood.
_ASK_ANEW = {400, 403, 404, 405, 406, 500, 501, 503}
_REDIRECTS = {301, 302, 303, 307, 308}


class NotAsked(Exception):
    """The address isn't one to be asked: why, in words."""


class Answer(NamedTuple):
    address: str
    answers: bool
    told: str | Promise
    status: int = 0
    was_asked: bool = True


def ask_all(addresses: Iterable[str]) -> list[Answer]:
    """Ask the first of the addresses that lead to other machines."""
    others = [a for a in addresses if a.lower().startswith(("http://", "https://"))]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(ask, others[:MOST]))


def ask(address: str) -> Answer:
    """Say whether an address answers, and what."""
    until = time.monotonic() + SECONDS
    try:
        status = _status(address, until)
    except NotAsked as reason:
        return Answer(address, False, str(reason), was_asked=False)
    except ssl.SSLError:
        return Answer(address, False, _("Its certificate is not valid."))
    except (OSError, HTTPException, ValueError):
        return Answer(address, False, _("It doesn't answer."))
    if status < 400:
        return Answer(address, True, _("It answers."), status)
    if status in (401, 403, 429):
        told = _("It answers, but not to a program: look at it yourself.")
        return Answer(address, True, told, status)
    if status in (404, 410):
        return Answer(address, False, _("There is no such page."), status)
    return Answer(address, False, _("It answers with an error."), status)


def _status(address: str, until: float) -> int:
    """By HEAD, which asks for no page; by GET where that isn't understood."""
    status = _follow("HEAD", address, until)
    return _follow("GET", address, until) if status in _ASK_ANEW else status


def _follow(method: str, address: str, until: float) -> int:
    for _turn in range(REDIRECTS + 1):
        status, leads_to = _ask_once(method, address, until)
        if status not in _REDIRECTS or not leads_to:
            return status
        address = urljoin(address, leads_to)
    raise NotAsked(_("It leads from one address to the next."))


def _ask_once(method: str, address: str, until: float) -> tuple[int, str]:
    parts = urlsplit(address)
    if parts.scheme not in pinned.PORTS or not parts.hostname or parts.username:
        raise NotAsked(_("It is no address of the web."))
    if (parts.port or pinned.PORTS[parts.scheme]) not in pinned.PORTS.values():
        raise NotAsked(_("It names an unusual port, which is not asked."))
    host = parts.hostname.encode("idna").decode()
    port = parts.port or pinned.PORTS[parts.scheme]
    try:
        connection = pinned.connection(parts.scheme, host, port, until)
    except pinned.NotPublic:
        raise NotAsked(_("It leads to a machine that is not public.")) from None
    try:
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
        connection.request(
            method,
            target + (f"?{query}" if query else ""),
            headers={"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5"},
        )
        answer: HTTPResponse = connection.getresponse()
        # What it says is of no interest: nothing of it is read.
        return answer.status, answer.headers.get("Location", "")
    finally:
        connection.close()
