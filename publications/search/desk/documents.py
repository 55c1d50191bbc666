"""What each index of the desk holds, which rows belong into it, and what matches."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Model, QuerySet

from publications.models import Attachment, Edition, Image, PageText, Person
from publications.rendering.searching import Query
from publications.search import indexes
from publications.search.document import MOST, Document, Words
from publications.search.engines import Index, in_any

from .names import names_of
from .pieces import Piece, Where, pieces_of, whole

_NAMES = (Where.NAME, Where.FILE)


def words_of(stored: Model) -> Document:
    """All that stands in it."""
    pieces = list(pieces_of(stored))
    title = [piece for piece in pieces if piece.where == Where.TITLE]
    names = [piece for piece in pieces if piece.where in _NAMES]
    rest = [piece for piece in pieces if piece.where not in (Where.TITLE, *_NAMES)]
    return Document(_words(title), _words(names), _words(rest))


def known_by(names: Iterable[str]) -> Document:
    return Document(Words(), Words.of(names), Words())


def names_on_record(edition: Edition) -> Document:
    return known_by(names_of([edition])[edition.pk])


def _words(pieces: Iterable[Piece]) -> Words:
    words = Words()
    for piece in pieces:
        first, *others = (Words.of([piece.text], code) for code in piece.languages)
        words.in_order += first.in_order
        words.loose = words.loose.union(*(each.loose for each in (first, *others)))
    return Words(words.in_order[:MOST], words.loose)


class Kind(NamedTuple):
    """What the desk finds: by which indexes, and what each holds of a row."""

    rows: Callable[[], QuerySet]
    documents: dict[Index, Callable[[Model], Document]]


def _editions() -> QuerySet[Edition]:
    return whole(Edition.objects.filter(revision__isnull=False))


KINDS: dict[type[Model], Kind] = {
    Edition: Kind(_editions, {indexes.TEXTS: words_of, indexes.NAMES: names_on_record}),
    Person: Kind(lambda: whole(Person.objects.all()), {indexes.PEOPLE: words_of}),
    Image: Kind(lambda: whole(Image.objects.all()), {indexes.PICTURES: words_of}),
    Attachment: Kind(
        lambda: whole(Attachment.objects.all()), {indexes.ATTACHMENTS: words_of}
    ),
    PageText: Kind(lambda: whole(PageText.objects.all()), {indexes.PAGES: words_of}),
}


def matching(seen: QuerySet, query: Query) -> QuerySet:
    """Those of `seen` that match: of a text one word may stand in it, and another be
    a name on record."""
    if not query:
        return seen.none()
    held = list(KINDS[seen.model].documents)
    if len(held) == 1:
        return seen.filter(pk__in=held[0].matching(query, seen.db))
    for group in query.all:
        seen = seen.filter(pk__in=in_any(held, Query((group,)), seen.db))
    for term in query.none:
        seen = seen.exclude(pk__in=in_any(held, Query(((term,),)), seen.db))
    return seen
