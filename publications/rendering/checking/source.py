"""The source of a body as checks read it: what is code or an address is no prose.

By plain patterns, each bounded, so that a body of any kind is read in its length.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# No letter, no space, no mark: prose ends there.
HIDDEN = "\ufffc"
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*$", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`{1,10})(?!`)[^`\n]{1,500}\1(?!`)")
_DESTINATION = re.compile(
    r"(?<=\]\()[^()\s]{1,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?([^\s>]{1,2000})", re.MULTILINE
)
_BARE = re.compile(r"https?://[^\s<>()\[\]\"“”»]{1,2000}", re.IGNORECASE)
_TRAILING = ".,;:!?。，；：！？、"


class Link(NamedTuple):
    """An address in a body, and where it stands there."""

    address: str
    start: int
    end: int


def masked(body: str) -> str:
    """The body with code and addresses hidden, each letter where it was."""
    hidden = without_code(body)
    for pattern in (_DESTINATION, _DEFINITION, _BARE):
        hidden = pattern.sub(lambda found: HIDDEN * len(found[0]), hidden)
    return hidden


def links_in(body: str) -> Iterator[Link]:
    """Each address that the body leads to, in its order."""
    hidden, found = without_code(body), {}
    for pattern, group in ((_DESTINATION, 0), (_DEFINITION, 1), (_BARE, 0)):
        for match in pattern.finditer(hidden):
            start, end = match.span(group)
            address = body[start:end]
            if pattern is not _DESTINATION:
                end -= len(address) - len(address := address.rstrip(_TRAILING))
            if address.startswith("<") and address.endswith(">"):
                address, start, end = address[1:-1], start + 1, end - 1
            found.setdefault(start, Link(address, start, end))
    yield from (found[start] for start in sorted(found))


def without_code(body: str) -> str:
    hidden = _CODE.sub(lambda found: HIDDEN * len(found[0]), body)
    parts, done, opened = [], 0, ""
    for fence in _FENCE.finditer(body):
        if not opened:
            parts.append(hidden[done : fence.start()])
            done, opened = fence.start(), fence[1]
        elif fence[1].startswith(opened):
            parts.append(_blank(body[done : fence.end()]))
            done, opened = fence.end(), ""
    rest = body[done:]
    parts.append(_blank(rest) if opened else hidden[done:])
    return "".join(parts)


def _blank(code: str) -> str:
    """Hidden, line by line."""
    return re.sub(r"[^\n]", HIDDEN, code)
