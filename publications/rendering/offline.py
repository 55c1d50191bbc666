"""A body as it stands in a folder of files: pictures from there, in one size each."""

from collections.abc import Callable

import nh3

from .links import SCHEMES
from .sanitise import ELEMENTS

# Sizes to choose from are the site's; in a folder there is the picture alone.
_LEFT_OUT = frozenset({"picture", "source", "*"})
_LEFT_OUT_OF_PICTURES = frozenset({"srcset", "sizes"})


def offline(html: str, file_of: Callable[[str], str | None]) -> str:
    """Return a rendered body whose pictures are files: `file_of` gives the path of one
    by its address on the site, or None. The HTML is parsed, not searched."""

    def settle(element: str, attribute: str, value: str) -> str | None:
        if element == "img" and attribute in _LEFT_OUT_OF_PICTURES:
            return None
        if element == "img" and attribute == "src":
            return file_of(value)
        if element == "a" and attribute == "href":  # the print-size file
            return file_of(value) or value
        return value

    return nh3.clean(
        html,
        tags=set(ELEMENTS) - _LEFT_OUT,
        attributes={element: set(allowed) for element, allowed in ELEMENTS.items()},
        attribute_filter=settle,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
