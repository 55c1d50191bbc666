"""Whether strangers' addresses answer, asked when a person at the desk wants to know.

An address in a draft was typed or pasted by anybody, so it is asked with care: http and
https alone, their usual ports alone, and never a machine that isn't public. A name is
looked up once, and the request goes to the very number that was looked at; where it is
redirected, the same holds for the next one. Tests: tests/syndication/test_links.py.
"""

import socket
import ssl
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# So many are asked, so many at once, and each answers in so many seconds or not.
MOST = 20
AT_ONCE = 5
SECONDS = 5
REDIRECTS = 3
AGENT = "Mozilla/5.0 (compatible; embassy-desk; asks whether a link answers)"
_NAT64 = IPv6Network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}
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
    if parts.scheme not in _PORTS or not parts.hostname or parts.username:
        raise NotAsked(_("It is no address of the web."))
    if (parts.port or _PORTS[parts.scheme]) not in _PORTS.values():
        raise NotAsked(_("It names an unusual port, which is not asked."))
    host = parts.hostname.encode("idna").decode()
    port = parts.port or _PORTS[parts.scheme]
    connection = _connection(parts.scheme, host, port, until)
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


def _connection(scheme: str, host: str, port: int, until: float) -> HTTPConnection:
    """Connected to the number that was looked at, under the name that was asked for."""
    pinned = socket.create_connection(
        (_public_number(host, port), port), timeout=_left(until)
    )
    try:
        if scheme == "http":
            connection = HTTPConnection(host, port, timeout=_left(until))
            connection.sock = pinned
        else:
            context = ssl.create_default_context()
            connection = HTTPSConnection(
                host, port, timeout=_left(until), context=context
            )
            connection.sock = context.wrap_socket(pinned, server_hostname=host)
        connection.sock.settimeout(_left(until))
    except BaseException:
        pinned.close()
        raise
    return connection


def _public_number(host: str, port: int) -> str:
    """Raises NotAsked where any number of the name is of a machine that isn't public:
    which of them would be asked next is its owner's to say."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(sockaddr[0]) for *_rest, sockaddr in found]
    if not numbers or not all(map(_is_public, numbers)):
        raise NotAsked(_("It leads to a machine that is not public."))
    return numbers[0]


def _is_public(number: str) -> bool:
    """An IPv4 number in the clothes of an IPv6 one is what it is inside."""
    address = ip_address(number.split("%")[0])
    known = [address]
    if isinstance(address, IPv6Address):
        known += filter(None, (address.ipv4_mapped, address.sixtofour))
        known += address.teredo or ()
        if address in _NAT64:
            known.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return all(each.is_global and not each.is_multicast for each in known)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
