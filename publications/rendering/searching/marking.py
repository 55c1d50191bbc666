"""Where the words of a query stand in a text, and the passage to show of it.

Cut where a word begins and ends (a Han letter is one), so never through what people
see as one letter.
"""

from collections.abc import Iterable
from typing import NamedTuple

from .queries import Query, Term
from .tokens import Token, tokens

BEFORE = 80
# Looked through first: most passages are there, and stems take their time.
BEGINNING = 3000
_ELLIPSIS = "…"


class Part(NamedTuple):
    """A piece of text, and whether it is what was looked for."""

    text: str
    is_found: bool = False


class Places(NamedTuple):
    """How many there are, and the first of them, each with the words around it."""

    number: int
    first: list[list[Part]]


def marked(text: str, query: Query, language: str) -> list[Part]:
    """All of the text."""
    _there, found = _looked_through(text, query, language)
    return _parts(text, 0, len(text), found)


def passage(text: str, query: Query, language: str, limit: int) -> list[Part]:
    """About `limit` characters around the first place; [] where there is none."""
    there, found = _looked_through(text[:BEGINNING], query, language)
    is_enough = found and found[0][0] + limit < BEGINNING
    if len(text) > BEGINNING and not is_enough:
        there, found = _looked_through(text, query, language)
    if not found:
        return []
    first = found[0]
    start = next((t.start for t in there if t.start >= first[0] - BEFORE), first[0])
    start = 0 if first[0] <= BEFORE else min(start, first[0])
    ends = [t.end for t in there if start < t.end <= start + limit]
    end = max(ends[-1] if ends else 0, first[1])
    if there[-1].end <= end:
        end = len(text) if len(text) - end <= BEFORE else end
    return _cut(text, start, end, found)


def places(text: str, query: Query, language: str, most: int) -> Places:
    """Every place where something of the query stands; the first `most` to be shown."""
    has_stems = any(term.loose for term in query.terms)
    there, found = _looked_through(text, query, language if has_stems else "")
    return Places(len(found), [_around(text, there, place) for place in found[:most]])


def _around(text: str, there: list[Token], place: tuple[int, int]) -> list[Part]:
    begins, stops = place
    start = next((t.start for t in there if t.start >= begins - BEFORE), begins)
    start = 0 if begins <= BEFORE else min(start, begins)
    end = max((t.end for t in there if t.end <= stops + BEFORE), default=stops)
    end = len(text) if len(text) - stops <= BEFORE else max(end, stops)
    return _cut(text, start, end, [place])


def _looked_through(
    text: str, query: Query, language: str
) -> tuple[list[Token], list[tuple[int, int]]]:
    there = list(tokens(text, language))
    return there, _places(there, query.terms)


def _places(there: list[Token], terms: Iterable[Term]) -> list[tuple[int, int]]:
    """From where to where each found term stands, without overlaps."""
    forms = {form for term in terms if len(term.phrase) == 1 for form in term.forms}
    places = [(t.start, t.end) for t in there if not forms.isdisjoint(t.forms)]
    in_order = [token.form for token in there]
    for phrase in {term.phrase for term in terms if len(term.phrase) > 1}:
        size = len(phrase)
        for at, form in enumerate(in_order):
            if form == phrase[0] and tuple(in_order[at : at + size]) == phrase:
                places.append((there[at].start, there[at + size - 1].end))
    return _joined(sorted(places))


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _cut(text: str, start: int, end: int, found: list[tuple[int, int]]) -> list[Part]:
    parts = _parts(text, start, end, found)
    if start:
        parts.insert(0, Part(_ELLIPSIS))
    if end < len(text):
        parts.append(Part(_ELLIPSIS))
    return parts


def _parts(text: str, start: int, end: int, found: list[tuple[int, int]]) -> list[Part]:
    parts, at = [], start
    for begins, stops in found:
        if begins < at or stops > end:
            continue
        parts += [Part(text[at:begins]), Part(text[begins:stops], is_found=True)]
        at = stops
    parts.append(Part(text[at:end]))
    return [part for part in parts if part.text]
