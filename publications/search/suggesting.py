"""What may have been meant, where a search finds nothing.

Only words that are live at this moment are told, each asked of the index; only a search
that finds something, and in the spelling of a text that has the word. Nothing depends
on what is still to come. Tests: tests/search/test_suggesting.py.
"""

import unicodedata
from datetime import datetime
from itertools import islice, product
from typing import NamedTuple

from django.db.models import Case, Value, When

from publications.models import Edition
from publications.rendering.searching import (
    Part,
    Query,
    Term,
    Word,
    read,
    tokens,
    words,
)

from .candidates import is_found
from .document import texts_of
from .indexes import READERS
from .spelling import nearest

# How many words are looked at, how many for each, and how many searches are tried.
WORDS, FOR_EACH, TRIED = 6, 3, 4
_CAPITALS = {"az": str.maketrans("Iİ", "ıi"), "tr": str.maketrans("Iİ", "ıi")}


class Suggestion(NamedTuple):
    """A search, and it in parts, of which those are marked that differ."""

    typed: str
    parts: list[Part]


def suggestion(typed: str, at: datetime, language: str) -> Suggestion | None:
    """For a search that finds nothing; asked in at most 30 queries."""
    asked = islice(words(typed), WORDS)
    wrong = [word for word in asked if not is_found(Query(((word.term,),)), at)]
    near = nearest((word.term.phrase[0] for word in wrong), at, language)
    offered = {
        word: found
        for word in wrong
        if (found := _found(near.get(word.term.phrase[0], []), at))
    }
    for chosen in islice(product(*offered.values()), TRIED if offered else 0):
        changed = dict(zip(offered, chosen, strict=True))
        if is_found(read(_text(_parts(typed, changed))), at):
            written = {
                word: _as_written(form, typed[word.start : word.end], at, language)
                for word, form in changed.items()
            }
            parts = _parts(typed, written)
            return Suggestion(_text(parts), parts)
    return None


def _found(forms: list[str], at: datetime) -> list[str]:
    return [form for form in forms[:FOR_EACH] if is_found(_exactly(form), at)]


def _exactly(form: str) -> Query:
    return Query(((Term((form,)),),))


def _parts(typed: str, changed: dict[Word, str]) -> list[Part]:
    parts, at = [], 0
    for word, form in changed.items():
        parts += [Part(typed[at : word.start]), Part(form, is_found=True)]
        at = word.end
    return [part for part in [*parts, Part(typed[at:])] if part.text]


def _text(parts: list[Part]) -> str:
    return "".join(part.text for part in parts)


def _as_written(form: str, typed: str, at: datetime, language: str) -> str:
    """As a live text writes it, one in the page's language first; in small letters if
    so typed."""
    live = Edition.objects.live(at)
    having = live.filter(pk__in=READERS.matching(_exactly(form), live.db))
    here = Case(When(language=language, then=0), default=Value(1))
    edition = (
        having.order_by(here, "-first_released_at", "-pk")
        .select_related("text__publication", "revision__rendering")
        .first()
    )
    if edition is None:  # taken down this very moment
        return form
    found = (
        text[token.start : token.end]
        for texts in texts_of(edition)
        for text in texts
        for token in tokens(text)
        if token.form == form
    )
    written = "".join(c for c in next(found, form) if unicodedata.category(c) != "Cf")
    if typed.islower():
        return written.translate(_CAPITALS.get(edition.language, {})).lower()
    return written
