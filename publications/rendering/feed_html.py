"""A body as it leaves the site: in a feed, a mail or a plain copy."""

from urllib.parse import urljoin, urlsplit

from .relocated import relocated

# On the page these let a link jump and a keyboard scroll; in a reader that shows many
# texts at once they would be ids that occur twice and stops without a purpose.
_LEFT_OUT = frozenset({"id", "tabindex"})
_LEFT_OUT_OF_BOXES = frozenset({"role", "aria-label"})


def _is_left_out(element: str, attribute: str) -> bool:
    in_boxes = element == "div" and attribute in _LEFT_OUT_OF_BOXES
    return in_boxes or attribute in _LEFT_OUT


def absolute(html: str, base_url: str) -> str:
    """Return a rendered body in which every address is whole.

    `base_url` is the text's own page: footnotes lead there, to `page#fn-1`, since
    readers drop ids. The HTML is parsed, not searched. Languages, directions, headings
    and classes stay as they are.
    """
    if urlsplit(base_url).scheme not in {"http", "https"}:
        raise ValueError(f"not an absolute address: {base_url!r}")

    return relocated(html, lambda address: urljoin(base_url, address), _is_left_out)
