"""Connections to other machines: to the very number that was looked at, and to none
that isn't public.

A name is looked up once. Whoever owns it could answer with another number a moment
later, so the connection goes to the one that was judged.
Tests: tests/syndication/test_links.py, test_hub.py.
"""

import socket
import ssl
import time
from http.client import HTTPConnection, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")


class NotPublic(OSError):
    """The name leads to a machine that isn't public."""


def connection(
    scheme: str, host: str, port: int, until: float, *, may_be_private: bool = False
) -> HTTPConnection:
    """Connected, under the name that was asked for. Raises NotPublic."""
    number = host if may_be_private else _public_number(host, port)
    pinned = socket.create_connection((number, port), timeout=left(until))
    try:
        if scheme == "http":
            connection = HTTPConnection(host, port, timeout=left(until))
            connection.sock = pinned
        else:
            context = ssl.create_default_context()
            connection = HTTPSConnection(
                host, port, timeout=left(until), context=context
            )
            connection.sock = context.wrap_socket(pinned, server_hostname=host)
        connection.sock.settimeout(left(until))
    except BaseException:
        pinned.close()
        raise
    return connection


def is_number(host: str) -> bool:
    """Whether this is a number already, which nobody's name server can change."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def left(until: float) -> float:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


def _public_number(host: str, port: int) -> str:
    """Raises NotPublic where any number of the name is of a machine that isn't public:
    which of them would be asked next is its owner's to say."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [str(sockaddr[0]) for *_rest, sockaddr in found]
    if not numbers or not all(map(_is_public, numbers)):
        raise NotPublic(f"{host} leads to a machine that is not public")
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
