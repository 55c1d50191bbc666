"""Which days the calendar shows: a month's whole weeks, or one week, from Monday.

Days are the mission's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publications import zones
from publications.admin.moments import FIRST_YEAR, LAST_YEAR

WEEK = timedelta(days=7)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


@dataclass(frozen=True)
class Span:
    """A month (`first` is its first day) or a week (`first` is its Monday)."""

    unit: str
    first: date

    @property
    def begins(self) -> date:
        """The first day shown: a Monday."""
        return self.first - timedelta(days=self.first.weekday())

    @property
    def ends(self) -> date:
        """The day after the last one shown: a Monday."""
        last = self.following().first - timedelta(days=1)
        return last - timedelta(days=last.weekday()) + WEEK

    @property
    def weeks(self) -> list[list[date]]:
        days = (self.ends - self.begins).days
        shown = [self.begins + timedelta(days=n) for n in range(days)]
        return [shown[n : n + 7] for n in range(0, days, 7)]

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When its days begin, and when they are over, by the mission's clocks."""
        return zones.beginning_of(self.begins), zones.beginning_of(self.ends)

    @property
    def query(self) -> dict[str, str]:
        if self.unit == "month":
            return {"month": f"{self.first:%Y-%m}"}
        year, week, _day = self.first.isocalendar()
        return {"week": f"{year}-W{week:02}"}

    @property
    def title(self) -> str:
        if self.unit == "month":
            return date_format(self.first, "YEAR_MONTH_FORMAT")
        first = date_format(self.first, "j M")
        last = date_format(self.first + timedelta(days=6), "j M Y")
        week = self.first.isocalendar().week
        told = {"week": week, "first": first, "last": last}
        return _("Week %(week)s, %(first)s – %(last)s") % told

    def holds(self, day: date) -> bool:
        """Whether a day that is shown belongs to it, not to the month beside."""
        return self.first <= day < self.following().first

    def following(self) -> "Span":
        if self.unit == "week":
            return Span("week", self.first + WEEK)
        return month_of(self.first.replace(day=28) + timedelta(days=4))

    def preceding(self) -> "Span":
        if self.unit == "week":
            return Span("week", self.first - WEEK)
        return month_of(self.first - timedelta(days=1))


def month_of(day: date) -> Span:
    return Span("month", day.replace(day=1))


def week_of(day: date) -> Span:
    return Span("week", day - timedelta(days=day.weekday()))


def asked(query: Mapping[str, str], today: date) -> Span:
    """What the address asks for; this month where it asks for nothing there is."""
    try:
        if found := _WEEK.fullmatch(query.get("week", "")):
            year, week = map(int, found.groups())
            return _within(week_of(date.fromisocalendar(year, week, 1)), today)
        if found := _MONTH.fullmatch(query.get("month", "")):
            year, month = map(int, found.groups())
            return _within(month_of(date(year, month, 1)), today)
    except ValueError:
        pass
    return month_of(today)


def _within(span: Span, today: date) -> Span:
    # The days beside it must be days, too.
    is_known = FIRST_YEAR <= span.first.year <= LAST_YEAR
    return span if is_known else month_of(today)
