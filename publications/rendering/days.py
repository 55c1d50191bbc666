"""Days and moments in words, as the active language writes them."""

from datetime import date

from django.utils import formats
from django.utils.translation import get_language

# Day before month and hours to 24. Django's `en` is American, and its `ar` has no form
# for moments, so takes that of `en`; its other languages have both right.
FORMATS = {
    "en": {"DATE_FORMAT": "j F Y", "DATETIME_FORMAT": "j F Y, H:i"},
    "ar": {"DATE_FORMAT": "j F Y", "DATETIME_FORMAT": "j F Y، H:i"},
}


def in_words(value: date, form: str = "DATE_FORMAT") -> str:
    """Return a day, or a moment as the wall clock shows it, in words."""
    return formats.date_format(value, FORMATS.get(get_language(), {}).get(form, form))
