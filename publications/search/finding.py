"""What a search finds at a moment: which texts, how many of each kind and year, and
where the words stand.

One entry for each publication: its version in the page's language if that matches, else
the original if it does, else the first. Texts of the page's language come first, then
those with all of the words in the title, then in title and names, then the recent.
Everything starts from `live`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import Case, Count, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from publications.models import Edition, Kind, Relation
from publications.rendering.searching import Part, Query, marked, passage

from .engines import HEAD, TITLE, matching

PER_PAGE = 20
PAGES = 50
PASSAGE = 280


class Found(NamedTuple):
    """An edition, its title with the words marked, and a passage that has them; the
    beginning where none has, as of somebody's text who is found by name."""

    edition: Edition
    title: list[Part]
    passage: list[Part]


@dataclass(frozen=True)
class Search:
    at: datetime
    language: str
    query: Query
    kind: Kind | None = None
    year: int | None = None
    by_date: bool = False

    def page(self, number: int) -> list[Found]:
        first = (number - 1) * PER_PAGE
        shown = self._in_order()[first : first + PER_PAGE]
        return [self._shown(edition) for edition in shown]

    @cached_property
    def kinds(self) -> dict[Kind, int]:
        """How many there are of each kind, in the chosen year."""
        found = Counter()
        for kind, year, number in self._counts:
            if self.year in (None, year):
                found[kind] += number
        return {kind: found[kind] for kind in Kind if found[kind]}

    @cached_property
    def years(self) -> dict[int, int]:
        """How many there are of each year, of the chosen kind; the latest first."""
        found = Counter()
        for kind, year, number in self._counts:
            if self.kind in (None, kind):
                found[year] += number
        return dict(sorted(found.items(), reverse=True))

    @property
    def total(self) -> int:
        if self.kind:
            return self.kinds.get(self.kind, 0)
        return sum(self.kinds.values())

    @cached_property
    def _counts(self) -> list[tuple[str, int, int]]:
        if not self.query:
            return []
        rows = self._chosen().order_by().values_list("kind", "text__year")
        return list(rows.annotate(number=Count("pk")))

    def _chosen(self) -> QuerySet[Edition]:
        """Of each publication the version to show."""
        live = Edition.objects.live(self.at)
        nearest = [
            Case(When(language=self.language, then=0), default=1),
            Case(When(text__relation=Relation.ORIGINAL, then=0), default=1),
            F("text_id"),
        ]
        place = Window(RowNumber(), partition_by="text__publication", order_by=nearest)
        versions = live.filter(pk__in=matching(self.query, live.db))
        chosen = versions.annotate(place=place).filter(place=1)
        return live.filter(pk__in=chosen.values("pk"))

    def _in_order(self) -> QuerySet[Edition]:
        if not self.query:
            return Edition.objects.none()
        found = self._chosen()
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.year:
            found = found.filter(text__year=self.year)
        recent = ["-first_released_at", "-pk"]
        if not self.by_date:
            found = found.annotate(
                elsewhere=Case(When(language=self.language, then=0), default=1),
                depth=Case(
                    When(pk__in=matching(self.query, found.db, TITLE), then=0),
                    When(pk__in=matching(self.query, found.db, HEAD), then=1),
                    default=Value(2),
                ),
            )
            recent = ["elsewhere", "depth", *recent]
        return (
            found.order_by(*recent)
            .to_read()
            .defer("revision__body", "revision__rendering__html")
        )

    def _shown(self, edition: Edition) -> Found:
        revision, language = edition.revision, edition.language
        title = marked(revision.title, self.query, language)
        passages = (
            passage(text, self.query, language, PASSAGE)
            for text in _read_by_readers(edition)
        )
        found = next(filter(None, passages), [Part(revision.lead())])
        return Found(edition, title, found)


def _read_by_readers(edition: Edition) -> Iterator[str]:
    revision = edition.revision
    yield revision.summary
    yield revision.rendering.text
    yield revision.subtitle
