"""Tenth, in figures, as the active language writes it."""

from django.contrib.humanize.templatetags import humanize
from django.utils.translation import get_language

# Azerbaijani: the ending follows the vowels of the last word of the number as it is
# spoken (doqquz-uncu, altı-ncı), so that of its last digit that isn't nought.
_ONES = {
    1: "ci",
    2: "ci",
    3: "cü",
    4: "cü",
    5: "ci",
    6: "cı",
    7: "ci",
    8: "ci",
    9: "cu",
}
_TENS = {
    1: "cu",
    2: "ci",
    3: "cu",
    4: "cı",
    5: "ci",
    6: "cı",
    7: "ci",
    8: "ci",
    9: "cı",
}


def ordinal(number: int) -> str:
    """Plain text: Django's own gives French ones as HTML, and of Azerbaijani ones the
    bare figure with a full stop."""
    language = get_language() or ""
    if language == "az":
        return f"{number}-{_ending(number)}"
    if language.startswith("fr"):
        return f"{number}er" if number == 1 else f"{number}e"
    return str(humanize.ordinal(number))


def _ending(number: int) -> str:
    if number % 10:
        return _ONES[number % 10]
    if number % 100:
        return _TENS[number // 10 % 10]
    if number % 1000:
        return "cü"  # yüzüncü
    return "ci" if number else "cı"  # mininci, sıfırıncı
