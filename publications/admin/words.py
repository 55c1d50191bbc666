"""Moments as the lists of the desk say them."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def in_words(moment: datetime) -> str:
    """A moment, short, in the mission's time zone, with the zone named."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j M Y, H:i')} ({local.tzname()})"


def time_of_day(moment: datetime) -> str:
    """The hour and minute in the mission's time zone, for what has just happened."""
    return date_format(timezone.localtime(moment), "H:i")
