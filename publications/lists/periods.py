"""Years and months of the archive, by first release in the mission's time zone, as
`Text.year` is. Tests: tests/views/test_archives.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet, Subquery

from publications.models import Edition

MONTHS = range(1, 13)
# As in every address; what lies beyond can't be reckoned in UTC.
YEARS = range(1000, 10_000)

Key = TypeVar("Key")


@dataclass(frozen=True)
class Period:
    """A year, or (`month`) a month of it."""

    year: int
    month: int = 0

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def args(self) -> list[str]:
        """What stands in its address: a month with two digits."""
        return [str(self.year), *([f"{self.month:02}"] if self.month else [])]

    def of(self, editions: QuerySet[Edition]) -> QuerySet[Edition]:
        """Those first released in it."""
        return editions.filter(
            first_released_at__gte=self._start(self.year, self.month or 1),
            first_released_at__lt=self._end,
        )

    def before(self, editions: QuerySet[Edition]) -> QuerySet[Edition]:
        """Those first released before its year."""
        return editions.filter(first_released_at__lt=self._start(self.year))

    def after(self, editions: QuerySet[Edition]) -> QuerySet[Edition]:
        """Those first released after its year."""
        return editions.filter(first_released_at__gte=self._start(self.year + 1))

    @property
    def _end(self) -> datetime:
        if self.month in (0, MONTHS[-1]):
            return self._start(self.year + 1)
        return self._start(self.year, self.month + 1)

    @staticmethod
    def _start(year: int, month: int = 1) -> datetime:
        return datetime(year, month, 1, tzinfo=ZoneInfo(settings.TIME_ZONE))


def that_have_some(
    questions: Mapping[Key, QuerySet[Edition]], at: datetime
) -> list[Key]:
    """Which of these would find a text: one query, which looks for the first of each
    and counts nothing.

    For the first in its order: of any, PostgreSQL expects some in the first rows of
    all, where none of a late year is.
    """
    asked = [Subquery(each.values("pk")[:1]) for each in questions.values()]
    # Beside the newest text, since a question is asked of a row.
    answers = Edition.objects.listed(at).values_list(*asked).first() or ()
    return [key for key, first in zip(questions, answers, strict=False) if first]
