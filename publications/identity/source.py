"""From where a request comes, as far as it can be believed."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
# Whoever has one IPv6 address has a network of them.
IPV6_BITS = 64


def source_of(request: HttpRequest) -> str:
    """The address, or an IPv6 network.

    `X-Forwarded-For` counts only as far as our own front servers wrote it: with two of
    them, the second from its end. What stands before that, anybody may have made up.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.FRONT_SERVERS:
        told = request.headers.get("X-Forwarded-For", "").split(",")
        if len(told) >= settings.FRONT_SERVERS:
            address = told[-settings.FRONT_SERVERS]
    try:
        known = ip_address(address.strip())
    except ValueError:
        return UNKNOWN
    known = getattr(known, "ipv4_mapped", None) or known
    if known.version == 4:
        return str(known)
    return str(ip_network(f"{known}/{IPV6_BITS}", strict=False))
