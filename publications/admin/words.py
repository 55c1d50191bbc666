"""Moments as the lists of the desk say them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from publications import zones


def in_words(moment: datetime) -> str:
    """A moment, short, in the mission's time zone, with the zone named; beside it by
    the clock of whoever is at the desk, where that is another."""
    told = [timezone.localtime(moment, ZoneInfo(settings.TIME_ZONE))]
    told += [local for _label, local in zones.own(moment)]
    return " · ".join(
        f"{date_format(local, 'j M Y, H:i')} ({local.tzname()})" for local in told
    )


def time_of_day(moment: datetime) -> str:
    """The hour and minute of what has just happened, by the clock of whoever asks."""
    return date_format(timezone.localtime(moment), "H:i")
