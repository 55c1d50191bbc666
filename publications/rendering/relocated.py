"""A rendered body whose files stand at other addresses: below a preview's own."""

from collections.abc import Callable

import nh3

from .links import SCHEMES
from .sanitise import ELEMENTS


def relocated(html: str, moved: Callable[[str], str]) -> str:
    """Return a rendered body with each address as `moved` gives it back: of pictures
    in all their sizes, and of links. The HTML is parsed, not searched."""

    def settle(_element: str, attribute: str, value: str) -> str:
        if attribute in {"href", "src"}:
            return moved(value)
        if attribute == "srcset":
            return _moved_set(moved, value)
        return value

    return nh3.clean(
        html,
        tags=set(ELEMENTS) - {"*"},
        attributes={element: set(allowed) for element, allowed in ELEMENTS.items()},
        attribute_filter=settle,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _moved_set(moved: Callable[[str], str], value: str) -> str:
    candidates = [candidate.split() for candidate in value.split(", ")]
    return ", ".join(" ".join([moved(source), *size]) for source, *size in candidates)
