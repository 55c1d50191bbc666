"""What a search finds at a moment: which texts, by what they may be narrowed, and where
the words stand.

One entry for each publication: its version in the page's language if that matches, else
the original if it does, else the first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from publications.models import Edition
from publications.rendering.searching import Part, Query, marked, passage

from .candidates import Candidate, Candidates, Facet, candidates, facts

PER_PAGE = 20
PAGES = 50
PASSAGE = 280
# Of more than are looked at, those that say by what they may be narrowed.
BEST = 200
_OF_PUBLICATIONS = (Facet.TOPIC, Facet.OUTLET)


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
    only: Mapping[Facet, Any] = field(default_factory=dict)
    by_date: bool = False

    def page(self, number: int) -> list[Found]:
        first = (number - 1) * PER_PAGE
        return self.shown(self._chosen[first : first + PER_PAGE])

    @property
    def total(self) -> int:
        """How many publications; no more than are looked at where there `are_more`."""
        return len(self._chosen)

    @property
    def are_more(self) -> bool:
        return not self._candidates.are_all

    def choices(self, facet: Facet) -> dict[Any, int | None]:
        """What results may be narrowed to, by this alone, and how many each leaves: the
        most first. None where there are more than were looked at."""
        if not self._everything.are_all:
            rows = self._everything.rows
            return dict.fromkeys(
                value for row in rows for value in self._of(row, facet)
            )
        others = [name for name in self.only if name != facet]
        pairs = {
            (row.publication, value)
            for row in self._everything.rows
            if self._is_left(row, others)
            for value in self._of(row, facet)
        }
        return dict(Counter(value for _publication, value in pairs).most_common())

    def shown(self, chosen: list[Candidate]) -> list[Found]:
        found = Edition.objects.live(self.at).to_read()
        found = found.filter(pk__in=[row.edition for row in chosen])
        known = {
            e.pk: e for e in found.defer("revision__body", "revision__rendering__html")
        }
        return [
            self._shown(known[row.edition]) for row in chosen if row.edition in known
        ]

    # --- Which, and in which order --------------------------------------------------

    @cached_property
    def _everything(self) -> Candidates:
        """Narrowed by nothing."""
        if not self.query:
            return Candidates([], are_all=True)
        return candidates(self.query, self.at, self.language, {}, self.by_date)

    @cached_property
    def _candidates(self) -> Candidates:
        found = self._everything
        if not found.are_all and self.only:
            return candidates(
                self.query, self.at, self.language, self.only, self.by_date
            )
        rows = [row for row in found.rows if self._is_left(row, self.only)]
        return Candidates(rows, found.are_all)

    @cached_property
    def _chosen(self) -> list[Candidate]:
        nearest: dict[int, Candidate] = {}
        for row in self._candidates.rows:
            other = nearest.get(row.publication)
            if other is None or self._nearness(row) < self._nearness(other):
                nearest[row.publication] = row
        chosen = {row.edition for row in nearest.values()}
        return [row for row in self._candidates.rows if row.edition in chosen]

    def _nearness(self, row: Candidate) -> tuple:
        is_elsewhere = row.told[Facet.LANGUAGE] != self.language
        return is_elsewhere, not row.is_original, row.edition

    # --- By what they are narrowed ---------------------------------------------------

    def _is_left(self, row: Candidate, facets: Iterable[Facet]) -> bool:
        return all(self.only[facet] in self._of(row, facet) for facet in facets)

    def _of(self, row: Candidate, facet: Facet) -> set:
        if facet in row.told:
            return {row.told[facet]}
        key = row.publication if facet in _OF_PUBLICATIONS else row.revision
        return self._facts[facet].get(key, set())

    @property
    def _looked_at(self) -> list[Candidate]:
        found = self._everything
        return found.rows if found.are_all else found.rows[:BEST]

    @cached_property
    def _facts(self) -> dict[Facet, dict[int, set[int]]]:
        return {
            facet: facts(facet, self._looked_at)
            for facet in (Facet.PERSON, Facet.TOPIC, Facet.OUTLET)
        }

    # --- How each is shown ------------------------------------------------------------

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
