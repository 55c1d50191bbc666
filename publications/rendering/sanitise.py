"""The last step of every rendering: what is not on this list does not leave the room.

Markdown is parsed with raw HTML switched off, so nothing should be left to remove. This
list holds whether or not that is so. One table says which attribute an element may have
and what its value must look like; `class`, `role` and `id` take only the values that
the renderer itself writes, so no text can dress up as part of the page.
"""

import re
from re import Pattern

import nh3

from .languages import DIRECTION, LANGUAGE_TAG
from .links import ADDRESS, SCHEMES

_ANY = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f]*")
_COUNT = re.compile(r"[0-9]{1,9}")
_SOURCE = re.compile(r"https?://[^/\\\s,]+/[^\s,]*|/(?![/\\])[^\s,]*", re.IGNORECASE)
_CANDIDATE = rf"(?:{_SOURCE.pattern})(?: [0-9.]+[wx])?"
_SOURCE_SET = re.compile(f"{_CANDIDATE}(?:, {_CANDIDATE})*", re.IGNORECASE)
_HEADING = {"id": re.compile(r"h-[^\s\x00-\x2c]+")}
_ALIGNMENT = re.compile("align-(?:left|center|right)")

ELEMENTS: dict[str, dict[str, Pattern[str]]] = {
    "*": {"lang": LANGUAGE_TAG, "dir": DIRECTION},
    "p": {},
    **{f"h{level}": _HEADING for level in range(2, 7)},
    "blockquote": {},
    "ul": {},
    "ol": {"start": _COUNT},
    "li": {"id": re.compile("fn-[0-9]+")},
    "pre": {},
    "code": {},
    "hr": {},
    "br": {},
    "strong": {},
    "em": {},
    "s": {},
    "span": {},
    "sup": {},
    "small": {},
    "a": {
        "href": ADDRESS,
        "title": _ANY,
        "id": re.compile("fnref-[0-9]+(?:-[0-9]+)?"),
        "role": re.compile("doc-noteref|doc-backlink"),
        "aria-label": _ANY,
    },
    "section": {
        "class": re.compile("footnotes"),
        "role": re.compile("doc-endnotes"),
        "aria-label": _ANY,
    },
    "div": {
        "class": re.compile("table"),
        "role": re.compile("region"),
        "tabindex": re.compile("0"),
        "aria-label": _ANY,
    },
    "table": {},
    "thead": {},
    "tbody": {},
    "tr": {},
    "th": {"class": _ALIGNMENT, "scope": re.compile("col")},
    "td": {"class": _ALIGNMENT},
    "figure": {},
    "figcaption": {},
    "picture": {},
    "source": {
        "srcset": _SOURCE_SET,
        "sizes": _ANY,
        "type": re.compile("image/(?:avif|webp|jpeg|png|gif)"),
        "media": re.compile(r"\([a-z-]+: [a-z0-9-]+\)"),
        "width": _COUNT,
        "height": _COUNT,
    },
    "img": {
        "src": _SOURCE,
        "srcset": _SOURCE_SET,
        "sizes": _ANY,
        "alt": _ANY,
        "width": _COUNT,
        "height": _COUNT,
        "loading": re.compile("lazy|eager"),
        "decoding": re.compile("async|auto|sync"),
    },
}


def _checked(element: str, attribute: str, value: str) -> str | None:
    shape = ELEMENTS.get(element, {}).get(attribute) or ELEMENTS["*"].get(attribute)
    return value if shape and shape.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=set(ELEMENTS) - {"*"},
    attributes={element: set(allowed) for element, allowed in ELEMENTS.items()},
    attribute_filter=_checked,
    url_schemes=set(SCHEMES),
    # Links open where the reader is, so `noopener` guards nothing, and what a site is
    # told about where a reader comes from is the Referrer-Policy header's to say.
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Return the HTML with only what ELEMENTS allows; again, and nothing changes."""
    return _CLEANER.clean(html)
