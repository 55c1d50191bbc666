"""Headings below the page's title, each with an address of its own.

The page's `h1` is the title, so `#` becomes `h2`. Levels follow the outline instead of
the number of signs: the first heading is `h2` even if it was typed `##`, and a heading
is never more than one level below the one it belongs to (WCAG 2.2, 1.3.1; the HTML
standard's "headings and outlines"). No level goes below `h6`.
"""

import unicodedata
from urllib.parse import unquote

from markdown_it.token import Token

# With a hyphen in it no id is a global name on `window` or a field of a form, so none
# can stand in for `document.forms` or a script's variable (DOM clobbering). Templates
# keep off this prefix and `fn`.
ID_PREFIX = "h-"
LONGEST_ID = 80
TOP_LEVEL = 2
LOWEST_LEVEL = 6


def anchor(text: str) -> str:
    """Return the words as part of an id: letters of every script, marks and digits."""
    kept = [
        character if unicodedata.category(character)[0] in "LMN" else " "
        for character in unicodedata.normalize("NFC", text.lower())
    ]
    return "-".join("".join(kept).split())[:LONGEST_ID].strip("-") or "section"


def _words(inline: Token) -> str:
    return "".join(
        " " if child.type in {"softbreak", "hardbreak"} else child.content
        for child in inline.children or []
        if child.type in {"text", "code_inline", "softbreak", "hardbreak"}
    )


class _Anchors:
    """Gives out anchors, each once; remembers counts so that 10,000 alike stay fast."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def give(self, text: str) -> str:
        base = candidate = anchor(text)
        while candidate in self._taken:
            self._next[base] = self._next.get(base, 1) + 1
            candidate = f"{base}-{self._next[base]}"
        self._taken.add(candidate)
        return candidate

    def __contains__(self, candidate: str) -> bool:
        return candidate in self._taken


def _outline(tokens: list[Token]) -> _Anchors:
    anchors = _Anchors()
    above: list[int] = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        typed = int(token.tag[1])
        while above and above[-1] >= typed:
            above.pop()
        level = min(TOP_LEVEL + len(above), LOWEST_LEVEL)
        above.append(typed)
        token.tag = tokens[index + 2].tag = f"h{level}"
        token.attrs["id"] = ID_PREFIX + anchors.give(_words(tokens[index + 1]))
    return anchors


def _without_empty(tokens: list[Token]) -> list[Token]:
    """Leave out headings without a word: a screen reader would announce nothing."""
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        if tokens[index].type == "heading_open" and not tokens[index + 1].children:
            index += 3
            continue
        kept.append(tokens[index])
        index += 1
    return kept


def outline(tokens: list[Token]) -> list[Token]:
    """Set levels and ids, and lead `[…](#background)` to the heading of that name."""
    tokens = _without_empty(tokens)
    anchors = _outline(tokens)
    for token in tokens:
        for child in token.children or []:
            target = str(child.attrs.get("href", ""))
            if target.startswith("#") and (name := unquote(target[1:])) in anchors:
                child.attrs["href"] = f"#{ID_PREFIX}{name}"
    return tokens
