"""How long it is until a moment, in words that are right when the page is made.

The script `countdown.js` carries them on, from how many seconds were left.
"""

from datetime import datetime
from typing import NamedTuple

from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _


class Countdown(NamedTuple):
    words: str
    seconds: int


def countdown(moment: datetime, at: datetime) -> Countdown:
    seconds = max(0, int((moment - at).total_seconds()))
    if seconds < 60:
        return Countdown(_("in less than a minute"), seconds)
    return Countdown(_("in %(time)s") % {"time": timeuntil(moment, at)}, seconds)
