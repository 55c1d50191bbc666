"""From where a request comes, as far as it can be believed, to count tries by."""

from django.http import HttpRequest

from publications import traces
from publications.workflow.openings import network_of

UNKNOWN = "unknown"
# Whoever has one IPv6 address has a network of them.
BITS = {4: 32, 6: 64}


def source_of(request: HttpRequest) -> str:
    """The address, or an IPv6 network."""
    return network_of(traces.source_of(request), BITS).removesuffix("/32") or UNKNOWN
