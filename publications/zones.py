"""Wall times in a zone: which moments they mean, and how a moment is told.

A person says "2 October, 10:00, in the capital"; everything else reckons with moments
(UTC). Twice a year these two part: a wall time may mean no moment or two.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _


def moments_of(wall: datetime, zone: str) -> tuple[datetime, ...]:
    """Return the moments (UTC) which a wall time can mean, the earlier first.

    None where the clocks skip it, two where they are set back over it.
    """
    return _moments(wall, ZoneInfo(zone))


def around_gap(wall: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return what a skipped wall time could have meant (UTC), the earlier first:
    reckoned with the offset after the gap, and with the one before it."""
    earlier, later = sorted(_readings(wall, ZoneInfo(zone)))
    return earlier, later


def is_known(zone: str) -> bool:
    """Whether the machine has rules for a zone; a stored one may since have gone."""
    try:
        ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return False
    return True


def day_of(moment: datetime) -> date:
    """The mission's calendar day at a moment."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def beginning_of(day: date) -> datetime:
    """The moment at which a day of the mission's calendar begins."""
    return datetime.combine(day, time.min, ZoneInfo(settings.TIME_ZONE))


def wall_of(moment: datetime, zone: str) -> str:
    """Return a moment as the clocks of the zone show it: `2027-03-28T10:00`."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.replace(tzinfo=None).isoformat(timespec="minutes")


def still_means(wall: str, zone: str, moment: datetime) -> bool:
    """Whether a kept wall time can still be that moment under the zone's rules today.

    The rules are read anew: a worker runs for months, and `ZoneInfo` would answer with
    those of the day on which it was started. A zone that is gone means nothing.
    """
    try:
        rules = ZoneInfo.no_cache(zone)
    except ZoneInfoNotFoundError:
        return False
    return moment in _moments(datetime.fromisoformat(wall), rules)


def offset_of(moment: datetime, zone: str) -> str:
    """Return how far the zone is from UTC at that moment: `UTC+5:45`, `UTC-4`."""
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
    hours, minutes = divmod(abs(round(offset.total_seconds() / 60)), 60)
    sign = "-" if offset.days < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def offered() -> list[tuple[str, str]]:
    """Return (zone, label): the mission's and, where it is another, the capital's."""
    mission, capital = settings.TIME_ZONE, settings.CAPITAL_TIME_ZONE
    zones = [(mission, _("%(zone)s (mission)") % {"zone": mission})]
    if capital != mission:
        zones.append((capital, _("%(zone)s (capital)") % {"zone": capital}))
    return zones


def told(moment: datetime) -> list[tuple[str, datetime]]:
    """Return (label, local time) in the mission's zone, the capital's and UTC."""
    moments = [(label, moment.astimezone(ZoneInfo(zone))) for zone, label in offered()]
    # By the clock's own name, which Etc/UTC and Zulu share; London's in winter is GMT.
    if all(local.tzname() != "UTC" for _label, local in moments):
        moments.append(("UTC", moment.astimezone(UTC)))
    return moments


def own(moment: datetime) -> list[tuple[str, datetime]]:
    """Return (label, local time) by the clock of whoever is at the desk, where it shows
    another time than the mission's and the capital's."""
    zone = timezone.get_current_timezone()
    local = moment.astimezone(zone)
    known = [moment.astimezone(ZoneInfo(name)) for name, _label in offered()]
    if local.utcoffset() in [other.utcoffset() for other in known]:
        return []
    return [(_("%(zone)s (yours)") % {"zone": zone}, local)]


def _readings(wall: datetime, rules: ZoneInfo) -> set[datetime]:
    """Both readings of PEP 495, in UTC; they differ around a change of the clocks."""
    return {wall.replace(tzinfo=rules, fold=f).astimezone(UTC) for f in (0, 1)}


def _moments(wall: datetime, rules: ZoneInfo) -> tuple[datetime, ...]:
    # A skipped wall time has readings too: only the way back tells them from true ones.
    return tuple(
        reading
        for reading in sorted(_readings(wall, rules))
        if reading.astimezone(rules).replace(tzinfo=None) == wall
    )
