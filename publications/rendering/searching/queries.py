"""What somebody typed, as what is asked: words, phrases, `-word`, `OR`.

There is no wrong query: what is odd is left out. It is bounded, whatever its length.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .folding import folded
from .stems import languages_of, stems
from .tokens import LONGEST, Token, tokens

READ = 2_000  # characters
MOST = 32  # tokens that are asked
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»‹›「」『』《》〈〉＂〝〞〟", '"'))
_PART = re.compile(
    r"(?P<without>(?<!\S)[-−－](?=[^\s-]))?"
    r"(?:\"(?P<exact>[^\"]*)\"|(?<!\w)[‘'‚](?P<single>[^'‘’]{1,200})['’](?!\w)"
    r"|(?P<words>[^\s\"]+)|\")"
)
# Between two parts of one word: "China-Azerbaijan", "mission.example".
_JOINING = re.compile(r"[-‐‑'’.@/·_&+]?")


@dataclass(frozen=True)
class Term:
    """A word (`phrase` of one token) and its stems, or several tokens in a row."""

    phrase: tuple[str, ...]
    loose: frozenset[str] = frozenset()

    @property
    def forms(self) -> list[str]:
        """Of a word: any of them finds it."""
        return [self.phrase[0], *sorted(self.loose)]


@dataclass(frozen=True)
class Query:
    """Of each group of `all` one term must stand in a text, and none of `none`."""

    all: tuple[tuple[Term, ...], ...] = ()
    none: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    @property
    def terms(self) -> list[Term]:
        return [term for group in self.all for term in group]


class Word(NamedTuple):
    """Where it stands in what was typed, and what is asked for it."""

    start: int
    end: int
    term: Term


def normal(typed: str) -> str:
    """The same query for all who type it with other spaces or quotation marks."""
    told = unicodedata.normalize("NFC", typed).translate(_QUOTES)
    return " ".join("".join(map(_or_space, told)).split())


def _or_space(letter: str) -> str:
    """No controls, and no halves of a letter: no address holds them."""
    return " " if unicodedata.category(letter) in ("Cc", "Cs") else letter


def read(typed: str) -> Query:
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    left, joins = MOST, False
    for part in _PART.finditer(typed[:READ].translate(_QUOTES)):
        if part["words"] == "OR":
            joins = bool(groups)
            continue
        found = _terms(part)
        for term in found:
            left -= len(term.phrase)
            if left < 0:
                return Query(tuple(groups), tuple(without))
            if part["without"]:
                without.append(term)
            elif joins:
                groups[-1] = (*groups[-1], term)
            else:
                groups.append((term,))
            joins = False
    return Query(tuple(groups), tuple(without))


def words(typed: str) -> Iterator[Word]:
    """The single words that are to be found: none in quotation marks, none without."""
    for part in _PART.finditer(typed[:READ].translate(_QUOTES)):
        told = part["words"]
        if not told or told == "OR" or part["without"]:
            continue
        for run in _runs(told):
            if len(run) == 1:
                start, end = (
                    part.start("words") + at for at in (run[0].start, run[0].end)
                )
                yield Word(start, end, _term(told, run))


def exactly(typed: str) -> Query:
    """All that was typed in a row, each word as it stands."""
    run = list(tokens(typed[:READ]))
    return Query(((_phrase(run),),)) if run else Query()


def _terms(part: re.Match[str]) -> list[Term]:
    exact = part["exact"] or part["single"]
    if exact:
        run = list(tokens(exact))
        return [_phrase(run)] if run else []
    words = part["words"] or ""
    return [_term(words, run) for run in _runs(words)]


def _runs(words: str) -> list[list[Token]]:
    """The tokens of each word as it was typed."""
    runs: list[list[Token]] = []
    for token in tokens(words):
        if runs and _JOINING.fullmatch(words[runs[-1][-1].end : token.start]):
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _term(words: str, run: list[Token]) -> Term:
    if len(run) > 1:
        return _phrase(run)
    word = words[run[0].start : run[0].end][:LONGEST]
    known = (stems(word, code) for code in languages_of(folded(word)))
    return Term((run[0].form,), frozenset().union(*known))


def _phrase(run: list[Token]) -> Term:
    return Term(tuple(token.form for token in run[:MOST]))
