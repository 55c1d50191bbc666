"""The log of a preview's openings: when, with what, from which network roughly.

Beside the record. It says that the page was fetched, not that somebody read it:
scanners of mail open links, too, and some of them call themselves browsers.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.db import transaction

from publications import clock
from publications.models import PreviewLink, PreviewOpening, Program

# Somebody who reloads, or turns back, has opened it once.
OPENED_AGAIN = timedelta(minutes=10)
# Whoever holds the token can't fill the disk.
MAX_OPENINGS = 500
ROUGHLY = {4: 16, 6: 32}  # bits that are kept

# In this order: Edge says that it is Chrome, Chrome that it is Safari.
_PROGRAMS = (
    (
        r"bot|crawl|spider|scan|preview|fetch|headless|https?:|^(?!mozilla/)",
        Program.MACHINE,
    ),
    (r"edg(e|a|ios)?/", Program.EDGE),
    (r"opr/", Program.OPERA),
    (r"samsungbrowser/", Program.SAMSUNG),
    (r"firefox/|fxios/", Program.FIREFOX),
    (r"chrome/|crios/", Program.CHROME),
    (r"safari/", Program.SAFARI),
)


@transaction.atomic
def note_preview_opening(
    link: PreviewLink, *, user_agent: str, network_address: str
) -> None:
    """Log that the page was opened; again from the same place within minutes is the
    same opening."""
    at = clock.database_now()
    told = {
        "program": program_of(user_agent),
        "network": network_of(network_address),
    }
    recent = link.openings.filter(opened_at__gt=at - OPENED_AGAIN, **told)
    if not recent.exists() and link.openings.count() < MAX_OPENINGS:
        PreviewOpening.objects.create(link=link, opened_at=at, **told)


def program_of(user_agent: str) -> Program:
    """Return the family alone: versions and systems would tell people apart."""
    for pattern, program in _PROGRAMS:
        if re.search(pattern, user_agent[:400], re.IGNORECASE):
            return program
    return Program.BROWSER


def network_of(address: str, bits: Mapping[int, int] = ROUGHLY) -> str:
    """Return the network that an address belongs to; "" of no address."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network(f"{known}/{bits[known.version]}", strict=False))
