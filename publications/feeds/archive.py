"""The parts in which a feed is archived (RFC 5005, 4): months of first release in the
mission's zone, and of a month of many texts hundreds from its oldest."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

from publications import zones

PART = 100

# One address for each part: never `2026-04-1`, never `2026-4`.
_NAMED = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])(?:-([2-9]|[1-9]\d{1,3}))?", re.ASCII)


class Month(NamedTuple):
    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        day = zones.day_of(moment)
        return cls(day.year, day.month)

    @property
    def start(self) -> datetime:
        zone = ZoneInfo(settings.TIME_ZONE)
        return datetime(self.year, self.number, 1, tzinfo=zone).astimezone(UTC)

    @property
    def end(self) -> datetime:
        if self.number == 12:
            return Month(self.year + 1, 1).start
        return Month(self.year, self.number + 1).start


@dataclass(frozen=True)
class Archive:
    month: Month
    part: int = 1

    @classmethod
    def named(cls, name: str) -> "Archive | None":
        """The one of this name, as in `?archive=`; None where nothing is named so."""
        if not (found := _NAMED.fullmatch(name)):
            return None
        year, month, part = found.groups()
        return cls(Month(int(year), int(month)), int(part or 1))

    def __str__(self) -> str:
        month = f"{self.month.year}-{self.month.number:02}"
        return month if self.part == 1 else f"{month}-{self.part}"

    @property
    def start(self) -> int:
        """Where it begins among all of its month."""
        return (self.part - 1) * PART

    @property
    def end(self) -> int:
        return self.part * PART
