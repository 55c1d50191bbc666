"""From where a request comes, as far as it can be believed, to count tries by."""

from ipaddress import ip_address, ip_network

from django.http import HttpRequest

from publications import traces

UNKNOWN = "unknown"
# Whoever has one IPv6 address has a network of them.
IPV6_BITS = 64


def source_of(request: HttpRequest) -> str:
    """The address, or an IPv6 network."""
    try:
        known = ip_address(traces.source_of(request))
    except ValueError:
        return UNKNOWN
    known = getattr(known, "ipv4_mapped", None) or known
    if known.version == 4:
        return str(known)
    return str(ip_network(f"{known}/{IPV6_BITS}", strict=False))
