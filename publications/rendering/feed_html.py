"""A body as it leaves the site: in a feed, a mail or a plain copy."""

from urllib.parse import urljoin, urlsplit

import nh3

from .links import SCHEMES
from .sanitise import ELEMENTS

# On the page these let a link jump and a keyboard scroll; in a reader that shows many
# texts at once they would be ids that occur twice and stops without a purpose.
_LEFT_OUT = frozenset({"id", "tabindex"})
_LEFT_OUT_OF_BOXES = frozenset({"role", "aria-label"})


def _absolute_set(base: str, value: str) -> str:
    candidates = [candidate.split() for candidate in value.split(", ")]
    return ", ".join(
        " ".join([urljoin(base, source), *width]) for source, *width in candidates
    )


def absolute(html: str, base_url: str) -> str:
    """Return a rendered body in which every address is whole.

    `base_url` is the text's own page: footnotes lead there, to `page#fn-1`, since
    readers drop ids. The HTML is parsed, not searched. Languages, directions, headings
    and classes stay as they are.
    """
    if urlsplit(base_url).scheme not in {"http", "https"}:
        raise ValueError(f"not an absolute address: {base_url!r}")

    def settle(element: str, attribute: str, value: str) -> str | None:
        if attribute in _LEFT_OUT:
            return None
        if element == "div" and attribute in _LEFT_OUT_OF_BOXES:
            return None
        if attribute in {"href", "src"}:
            return urljoin(base_url, value)
        if attribute == "srcset":
            return _absolute_set(base_url, value)
        return value

    return nh3.clean(
        html,
        tags=set(ELEMENTS) - {"*"},
        attributes={element: set(allowed) for element, allowed in ELEMENTS.items()},
        attribute_filter=settle,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
