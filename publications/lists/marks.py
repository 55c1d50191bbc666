"""What sets the texts of a list apart, asked in the way that costs least.

At 200,000 editions no one query serves a topic of three texts and one of half of all:
starting from the topic, the second takes as long as the first does walking the list.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from publications.models import (
    Byline,
    Edition,
    Outcome,
    Placement,
    Publication,
    Withdrawal,
)
from publications.rendering.searching import Query
from publications.search.indexes import READERS

# Up to so many it is quicker to start from them, beyond it to walk the list.
FEW = 2000


@dataclass(frozen=True)
class Mark:
    """Rows (`of`) whose column (`key`) names the `lookup` of each text marked so.

    `few`: the values of that column, where they are few; to know them costs a query,
    which may be a part of the one that asks for the texts.
    """

    of: QuerySet[Any]
    key: str
    lookup: str
    few: list[int] | QuerySet[Any] | None = None

    def on(self, editions: QuerySet[Edition], language: str) -> QuerySet[Edition]:
        """Those of the editions that bear the mark, in a language or ("") in all."""
        if self.few is not None:
            editions = editions.filter(**{f"{self.lookup}__in": self.few})
            # By the text's language: by the edition's, SQLite would walk all of a list.
            return editions.filter(text__language=language) if language else editions
        if language:
            return editions.filter(self._borne_by(self.lookup), language=language)
        marked = self.of.order_by().values(self.key)
        return editions.filter(**{f"{self.lookup}__in": marked})

    def newest(self, number: int) -> "Mark":
        """The same of the latest rows alone: few, at a cost that does not grow."""
        latest = self.of.order_by(f"-{self.key}").values(self.key)
        return replace(self, few=latest[:number])

    def on_withdrawals(self, of: QuerySet[Withdrawal]) -> QuerySet[Withdrawal]:
        return of.filter(self._borne_by(f"edition__{self.lookup}"))

    def _borne_by(self, lookup: str) -> Exists:
        return Exists(self.of.filter(**{self.key: OuterRef(lookup)}))


@dataclass(frozen=True)
class Asked:
    """What a search finds, as a mark of texts.

    Of what was retracted nothing is told: whoever asks for one phrase after another
    would read the text out of the notices.
    """

    query: Query

    def on(self, editions: QuerySet[Edition], language: str) -> QuerySet[Edition]:
        found = editions.filter(pk__in=READERS.matching(self.query, editions.db))
        return found.filter(language=language) if language else found

    def on_withdrawals(self, of: QuerySet[Withdrawal]) -> QuerySet[Withdrawal]:
        found = of.filter(edition__in=READERS.matching(self.query, of.db))
        return found.exclude(outcome=Outcome.RETRACTED)


def on_topics(topics: list[int]) -> Mark:
    through = Publication.topics.through._default_manager
    return Mark(through.filter(topic__in=topics), "publication", "text__publication")


def in_series(series: int) -> Mark:
    return Mark(Publication.objects.filter(series=series), "pk", "text__publication")


def carried_by(outlet: int) -> Mark:
    """By confirmed placements alone."""
    placements = Placement.objects.filter(outlet=outlet, confirmed=True)
    return Mark(placements, "publication", "text__publication")


def signed_by(people: list[int], **roles: Any) -> Mark:
    bylines = Byline.objects.filter(person__in=people, **roles)
    return Mark(bylines, "revision", "revision")


def weighed(mark: Mark) -> Mark:
    """The mark, with its few rows where they are few. Where there are none, a number
    that no row has is asked for: else the time of a 404 would tell of hidden texts.
    """
    found = list(mark.of.order_by().values_list(mark.key, flat=True)[: FEW + 1])
    return replace(mark, few=(found or [0]) if len(found) <= FEW else None)
