"""The archive by year and month: lists of a period, and which other periods there are.

Only from what is live: a period without a text has no page, in the past as to come.
Tests: tests/views/test_archives.py.
"""

from dataclasses import replace
from datetime import datetime

from django.http import Http404

from publications import zones
from publications.rendering.casing import begun_large
from publications.rendering.days import in_words

from .listing import TextList
from .periods import MONTHS, YEARS, Period, that_have_some


def of_period(
    at: datetime, language: str, year: int, month: int | None = None
) -> TextList:
    # A year to come need not be reckoned with, nor could the last one be.
    if year not in YEARS or year > zones.day_of(at).year:
        raise Http404
    if month is not None and month not in MONTHS:
        raise Http404
    found = TextList(
        at,
        "month" if month else "year",
        _heading(year, month, language),
        language=language,
        period=Period(year, month or 0),
    )
    # In its order, as `that_have_some` asks.
    if not found.editions(mixed=True).values("pk").first():
        raise Http404
    return found


def months_of(found: TextList) -> list[TextList]:
    """The months of its year that have texts, in their order."""
    year = found.period.year
    lists = {month: _month(found, year, month) for month in MONTHS}
    asked = {month: each.editions(mixed=True) for month, each in lists.items()}
    return [lists[month] for month in that_have_some(asked, found.at)]


def years_beside(found: TextList) -> tuple[int | None, int | None]:
    """The nearest years before and after its own that have texts."""
    everything = replace(found, period=None).editions(mixed=True)
    moments = everything.values_list("first_released_at", flat=True)
    earlier = found.period.before(moments).first()
    later = found.period.after(moments).last()
    return _year_of(earlier), _year_of(later)


def _month(found: TextList, year: int, month: int) -> TextList:
    heading = in_words(Period(year, month).first_day, "F")
    return replace(
        found,
        route="month",
        heading=begun_large(heading, found.language),
        period=Period(year, month),
    )


def _heading(year: int, month: int | None, language: str) -> str:
    if month is None:
        return str(year)
    words = in_words(Period(year, month).first_day, "YEAR_MONTH_FORMAT")
    return begun_large(words, language)


def _year_of(moment: datetime | None) -> int | None:
    return moment and zones.day_of(moment).year
