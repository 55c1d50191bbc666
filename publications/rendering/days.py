"""Days and moments in words, as the active language writes them.

In every language by the common (Gregorian) calendar and in the figures 0 to 9: what was
written on a day is told by that day. A lunar date would have to be computed, and for
the Hijri calendar a sighting decides; nobody said it, so it isn't shown.
"""

from datetime import date

from django.utils import formats
from django.utils.translation import get_language

from .casing import lowered

# Day before month and hours to 24. Django's `en` is American, and its `ar` has no form
# for moments, so takes that of `en`; its other languages have both right.
FORMATS = {
    "en": {"DATE_FORMAT": "j F Y", "DATETIME_FORMAT": "j F Y, H:i"},
    "ar": {"DATE_FORMAT": "j F Y", "DATETIME_FORMAT": "j F Y، H:i"},
}
# Months are written small there (CLDR); Django's catalogues have capitals.
SMALL_MONTHS = {"az", "ru"}


def in_words(value: date, form: str = "DATE_FORMAT") -> str:
    """Return a day, or a moment as the wall clock shows it, in words."""
    language = get_language() or ""
    words = formats.date_format(value, FORMATS.get(language, {}).get(form, form))
    return lowered(words, language) if language in SMALL_MONTHS else words
