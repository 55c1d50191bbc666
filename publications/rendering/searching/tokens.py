"""A text as tokens: words, and Han and kana letter by letter, each with its place.

A token has one form that stands in the order of the text, by which phrases are found,
and loose forms beside it: its stems.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from publications.rendering.cjk import is_unspaced

from .folding import folded
from .stems import stems

# Stands between names, so that no phrase reaches from one into the next.
SEPARATOR = "0sep0"
LONGEST = 60
_MARKS = "".join(
    chr(point)
    for point in range(0x300, 0x10000)
    if unicodedata.category(chr(point)) in ("Mn", "Mc", "Me")
)
# Before it, all scripts have spaces.
_FIRST_UNSPACED = "\u1100"
_REMEMBERED = 1 << 16  # words: of a language, few are said often
# Soft hyphen, joiners, marks of direction: in a word, and no part of it.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_WORD = re.compile(
    # L'accord and China's are found as accord and China.
    "(?:(?<![^\\W_])(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu)['’](?=[^\\W_]))?"
    f"([^\\W_](?:[^\\W_]|[{re.escape(_MARKS)}{_UNSEEN}])*)"
    "(?:['’]s(?![^\\W_]))?",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """Where it stands (`start`, `end`), its form in order, and the loose ones."""

    start: int
    end: int
    form: str
    loose: frozenset[str] = frozenset()

    @property
    def forms(self) -> frozenset[str]:
        return self.loose | {self.form}


def tokens(text: str, language: str = "") -> Iterator[Token]:
    """`language` "": names, which have no stems."""
    code = language.split("-")[0].lower()
    for found in _WORD.finditer(text):
        start, end = found.span(1)
        if max(word := found[1]) < _FIRST_UNSPACED:
            if (read := _read(word, code))[0]:
                yield Token(start, end, *read)
            continue
        for begins, stops, is_single in _pieces(text, start, end):
            if is_single:
                letters = ((at, folded(text[at])) for at in range(begins, stops))
                yield from (Token(at, at + 1, form) for at, form in letters if form)
            elif (read := _read(text[begins:stops], code))[0]:
                yield Token(begins, stops, *read)


@lru_cache(_REMEMBERED)
def _read(word: str, code: str) -> tuple[str, frozenset[str]]:
    return folded(word)[:LONGEST], stems(word[:LONGEST], code)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Parts a word where scripts with spaces and without meet: 2026年."""
    begun, kind = start, None
    for at in range(start, end):
        if unicodedata.category(text[at])[0] not in "LN":
            continue
        single = _is_single(text[at])
        if kind is not None and single != kind:
            yield begun, at, kind
            begun = at
        kind = single
    yield begun, end, bool(kind)


def _is_single(letter: str) -> bool:
    # Full-width letters and digits are wide, and yet words.
    return is_unspaced(letter) and not unicodedata.normalize("NFKC", letter).isascii()
