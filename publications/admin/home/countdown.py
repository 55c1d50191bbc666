"""How long it is until a moment, in words that are right when the page is made.

The script `countdown.js` carries them on, from how many seconds were left.
"""

from datetime import datetime
from typing import NamedTuple

from django.utils.html import avoid_wrapping
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

DAY, HOUR, MINUTE = 86_400, 3_600, 60
# From here on the hours say nothing.
LONG = 7 * DAY


class Countdown(NamedTuple):
    words: str
    seconds: int


def countdown(moment: datetime, at: datetime) -> Countdown:
    seconds = max(0, int((moment - at).total_seconds()))
    if seconds < MINUTE:
        return Countdown(_("in less than a minute"), seconds)
    return Countdown(_("in %(time)s") % {"time": _told(seconds)}, seconds)


def _told(seconds: int) -> str:
    """The largest unit and the one after it, as the script says them. (Django's own
    `timeuntil` writes the number before Arabic's form for two: 2 two days.)"""
    counted = [
        (seconds // DAY, _days),
        (seconds % DAY // HOUR, _hours),
        (seconds % HOUR // MINUTE, _minutes),
    ]
    first = next(place for place, (number, _say) in enumerate(counted) if number)
    told = counted[first : first + (1 if seconds > LONG else 2)]
    comma = "، " if get_language_bidi() else ", "
    return comma.join(avoid_wrapping(say(number)) for number, say in told if number)


def _days(n: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


def _hours(n: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}


def _minutes(n: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", n) % {"n": n}
