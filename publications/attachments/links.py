"""Where a link in a document may lead."""

import re

from .findings import shown
from .refusal import Refused

SCHEMES = ("http", "https", "mailto", "tel", "ftp", "ftps")
# A share of the network, as Windows reads it.
NETWORK = ("\\\\", "//", "\\/", "/\\")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def check_link(target: str) -> None:
    """Refuse a link that runs something or tells of the writer's disk or network.

    A drive ("C:\\Users\\…") reads as a scheme of one letter, and is none of ours.
    """
    target = _without_blanks(target)
    scheme = SCHEME.match(target)
    known = scheme is None or scheme[1].lower() in SCHEMES
    if not known or target.startswith(NETWORK):
        raise Refused("bad_link", name=shown(target))


def check_inside(target: str) -> None:
    """Refuse what would be loaded from outside of the document itself.

    "../" and "/" are inside: parts of a DOCX refer to each other by them.
    """
    target = _without_blanks(target)
    if SCHEME.match(target) or target.startswith(NETWORK) or "\\" in target:
        raise Refused("external", name=shown(target))


def _without_blanks(target: str) -> str:
    # Browsers read "java\tscript:" as if nothing stood between.
    return "".join(c for c in target if c > " ")
