"""Finding in all texts: each that holds some words, and every place where they stand.

A page of texts costs as many questions as any other. Which texts there are is told
exactly; how many places, as far as it is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from publications.models import OPEN_STAGES, Account, Edition, Text
from publications.rendering.searching import Part, Query
from publications.search.indexes import TEXTS

from .pieces import Piece, pieces_of, standing, whole

PER_PAGE = 25
SHOWN = 5  # places of an edition
EDITIONS = 6  # of a text, the latest
# Places are counted in so many editions, and in so many characters of them.
COUNTED, CHARACTERS = 500, 5_000_000


class Place(NamedTuple):
    piece: Piece
    parts: list[Part]


class Holding(NamedTuple):
    """An edition, how many places it has, and the first of them."""

    edition: Edition
    number: int
    first: list[Place]

    @property
    def more(self) -> int:
        return self.number - len(self.first)


class TextHolding(NamedTuple):
    text: Text
    editions: list[Holding]
    more: int  # earlier editions, which aren't shown


class Total(NamedTuple):
    places: int
    is_all: bool


@dataclass(frozen=True)
class Everywhere:
    """`earlier`: also what is no longer live. What was discarded is never looked at."""

    query: Query
    by: Account
    at: datetime
    earlier: bool = False

    @cached_property
    def _editions(self) -> QuerySet[Edition]:
        if not self.query:
            return Edition.objects.none()
        now = Q(stage__in=OPEN_STAGES) | Q(live_from__isnull=False)
        if not self.earlier:
            now &= Q(live_until=None) | Q(live_until__gt=self.at)
        seen = Edition.objects.visible_to(self.by, self.at).filter(now)
        return seen.filter(pk__in=TEXTS.matching(self.query, seen.db))

    @cached_property
    def paginator(self) -> Paginator:
        """Of ids of texts: those of one publication beside one another."""
        texts = Text.objects.filter(pk__in=self._editions.values("text"))
        ids = texts.order_by("-publication", "pk").values_list("pk", flat=True)
        return Paginator(ids, PER_PAGE)

    def total(self) -> Total:
        """How many places; of very many wordings, in the latest."""
        editions, number, left = self._editions.order_by("-pk"), 0, CHARACTERS
        for edition in whole(editions)[:COUNTED].iterator(chunk_size=COUNTED):
            for piece in pieces_of(edition):
                left -= len(piece.text)
                number += standing(piece, self.query, 0).number
            if left < 0:
                return Total(number, is_all=False)
        return Total(number, not editions[COUNTED : COUNTED + 1].exists())

    def shown(self, page: Page) -> list[TextHolding]:
        ids = list(page.object_list)
        latest: dict[int, list[int]] = {pk: [] for pk in ids}
        found = self._editions.filter(text__in=ids).order_by("-pk")
        for text, edition in found.values_list("text", "pk"):
            latest[text].append(edition)
        wanted = [pk for editions in latest.values() for pk in editions[:EDITIONS]]
        holding = self._holding(wanted)
        return [
            TextHolding(
                holding[editions[0]].edition.text,
                [holding[pk] for pk in editions[:EDITIONS]],
                len(editions[EDITIONS:]),
            )
            for editions in latest.values()
            if editions
        ]

    def _holding(self, wanted: Iterable[int]) -> dict[int, Holding]:
        editions = whole(Edition.objects.filter(pk__in=wanted))
        return {
            edition.pk: Holding(edition, *places_in(pieces_of(edition), self.query))
            for edition in editions.prefetch_related("withdrawals")
        }


def places_in(pieces: Iterable[Piece], query: Query) -> tuple[int, list[Place]]:
    """How many there are, and the first of them."""
    number, first = 0, []
    for piece in pieces:
        found = standing(piece, query, SHOWN - len(first))
        number += found.number
        first += [Place(piece, parts) for parts in found.first]
    return number, first
