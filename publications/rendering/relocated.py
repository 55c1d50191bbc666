"""A rendered body in which other addresses stand: whole ones, or a preview's own.

The HTML is parsed, not searched. Tests: tests/rendering/test_relocated.py,
test_feed_html.py.
"""

from collections.abc import Callable

import nh3

from .links import SCHEMES
from .sanitise import ELEMENTS

Moved = Callable[[str], str]


def relocated(
    html: str,
    moved: Moved,
    is_left_out: Callable[[str, str], bool] = lambda element, attribute: False,
) -> str:
    """Return a rendered body with each address as `moved` gives it back: of pictures
    in all their sizes, and of links. `is_left_out`: an attribute that doesn't come
    along."""

    def settle(element: str, attribute: str, value: str) -> str | None:
        if is_left_out(element, attribute):
            return None
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


def _moved_set(moved: Moved, value: str) -> str:
    candidates = [candidate.split() for candidate in value.split(", ")]
    return ", ".join(" ".join([moved(source), *size]) for source, *size in candidates)
