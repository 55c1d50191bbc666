"""Days of which only the month or the year may be known.

Written as ISO 8601 with reduced precision: 2025, 2025-04, 2025-04-15. Pure.
"""

import calendar
import re
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

DAY, MONTH, YEAR = "day", "month", "year"
_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


class PartialDate(NamedTuple):
    """A day with the precision to which it is known (`day`, `month`, `year`)."""

    day: date
    precision: str = DAY

    def __str__(self) -> str:
        return self.day.isoformat()[: {DAY: 10, MONTH: 7, YEAR: 4}[self.precision]]

    @property
    def first(self) -> date:
        """The first day that it can have been."""
        if self.precision == DAY:
            return self.day
        return self.day.replace(
            month=1 if self.precision == YEAR else self.day.month, day=1
        )

    @property
    def last(self) -> date:
        """The last day that it can have been."""
        if self.precision == DAY:
            return self.day
        month = 12 if self.precision == YEAR else self.day.month
        return date(self.day.year, month, calendar.monthrange(self.day.year, month)[1])


def parse(written: str) -> PartialDate:
    """Read 2025, 2025-04 or 2025-04-15. Raises ValueError with words for people."""
    found = _WRITTEN.fullmatch(written.strip())
    if not found:
        raise ValueError(
            _("Write a day as 2025-04-15, a month as 2025-04 or a year as 2025.")
        )
    year, month, day = (int(part) if part else None for part in found.groups())
    if month is None:
        return PartialDate(_real(year, 1, 1, written), YEAR)
    if day is None:
        return PartialDate(_real(year, month, 1, written), MONTH)
    return PartialDate(_real(year, month, day, written), DAY)


def _real(year: int, month: int, day: int, written: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(
            _("There is no %(date)s in the calendar.") % {"date": written.strip()}
        ) from error
