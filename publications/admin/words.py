"""Moments as the lists of the desk say them."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def in_words(moment: datetime) -> str:
    """A moment, short, in the mission's time zone, with the zone named."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j M Y, H:i')} ({local.tzname()})"
