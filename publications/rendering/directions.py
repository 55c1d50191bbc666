"""Which way a block runs when it isn't the way of the document.

A block gets `dir` when its first strong letter *and* most of its letters run against
what surrounds it. The first letter alone (`dir="auto"`, Unicode's rule P2) would turn
round an Arabic paragraph that opens with a Latin name; most letters alone would turn
round one that merely quotes at length. Lists, quotations and tables are asked whole
first, so that their markers, bars and columns stand on the right side too.
"""

import unicodedata
from dataclasses import dataclass
from itertools import accumulate

from markdown_it.token import Token

from .languages import MARKABLE, direction_of

_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_BLOCKS = MARKABLE | {"list_item_open", "th_open", "td_open", "note_open"}


@dataclass(frozen=True)
class _Letters:
    """The strong letters of one run of text."""

    first: str | None = None
    ltr: int = 0
    rtl: int = 0


def _letters(text: str) -> _Letters:
    if text.isascii():
        count = sum(map(str.isalpha, text))
        return _Letters("ltr" if count else None, count)
    strong = [
        _STRONG[kind]
        for kind in map(unicodedata.bidirectional, text)
        if kind in _STRONG
    ]
    first = strong[0] if strong else None
    return _Letters(first, strong.count("ltr"), strong.count("rtl"))


def _own_text(children: list[Token]) -> str:
    """A block's words, without marked spans and bare addresses, which say nothing."""
    words: list[str] = []
    apart = 0
    for child in children:
        if child.type in {"span_open", "link_open"} and (
            apart or child.type == "span_open" or child.info == "auto"
        ):
            apart += 1
        elif child.type in {"span_close", "link_close"} and apart:
            apart -= 1
        elif not apart and child.type == "text":
            words.append(child.content)
    return " ".join(words)


class _Measure:
    """Answers for any stretch of tokens which way its letters run."""

    def __init__(self, tokens: list[Token]) -> None:
        found = [
            _letters(_own_text(token.children or []))
            if token.type == "inline"
            else _Letters()
            for token in tokens
        ]
        self._ltr = list(accumulate((each.ltr for each in found), initial=0))
        self._rtl = list(accumulate((each.rtl for each in found), initial=0))
        self._first: list[str | None] = [None] * (len(found) + 1)
        for index in range(len(found) - 1, -1, -1):
            self._first[index] = found[index].first or self._first[index + 1]

    def direction(self, start: int, end: int) -> str | None:
        ltr = self._ltr[end] - self._ltr[start]
        rtl = self._rtl[end] - self._rtl[start]
        if ltr == rtl:
            return None
        most = "ltr" if ltr > rtl else "rtl"
        return most if self._first[start] == most else None


def _closings(tokens: list[Token]) -> dict[int, int]:
    open_at: list[int] = []
    closings: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.nesting == 1:
            open_at.append(index)
        elif token.nesting == -1:
            closings[open_at.pop()] = index
    return closings


def _complete_spans(children: list[Token], around: str) -> None:
    """Give a span that says its language the direction that follows from it."""
    for child in children:
        if child.type == "span_open" and "dir" not in child.attrs:
            own = direction_of(str(child.attrs["lang"]))
            if own != around:
                child.attrs["dir"] = own


def mark_directions(tokens: list[Token], language: str) -> None:
    """Set `dir` on blocks and spans that run against the text around them."""
    measure, closings = _Measure(tokens), _closings(tokens)
    around = [direction_of(language)]
    for index, token in enumerate(tokens):
        if token.type == "inline":
            _complete_spans(token.children or [], around[-1])
        elif token.nesting == -1:
            around.pop()
        elif token.nesting == 1:
            own = around[-1]
            if token.type in _BLOCKS and not token.hidden:
                stated = token.attrs.get("dir")
                if stated is None and "lang" in token.attrs:
                    own = direction_of(str(token.attrs["lang"]))
                elif stated in {"ltr", "rtl"}:
                    own = str(stated)
                elif stated is None:
                    own = measure.direction(index, closings[index]) or own
                if stated is None and own != around[-1]:
                    token.attrs["dir"] = own
            around.append(own)
