"""Days of the week that don't fit their date, as the site's six languages write them.

Weekday, day, month and year must stand beside each other: nothing is guessed of "on
Monday", nor of a date without a year.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from django.utils import translation
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from .findings import Finding, finding


class _Words(NamedTuple):
    """How a language writes them; each word is a pattern, from Monday, from January."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    # The date; `{month}` stands for any of the months.
    dates: tuple[str, ...]
    between: str = r"(?:,|،)?\s+(?:the\s+|le\s+)?"
    after: str = r"\s*[,،]\s+|\s*\("


_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_MONTH = "(?P<month>{month})"
_EUROPEAN = rf"{_DAY}\s+{_MONTH}\s+{_YEAR}"

_LANGUAGES = {
    "en": _Words(
        (
            *("monday", "tuesday", "wednesday", "thursday"),
            *("friday", "saturday", "sunday"),
        ),
        (
            *("january", "february", "march", "april", "may", "june", "july"),
            *("august", "september", "october", "november", "december"),
        ),
        (
            rf"{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
            rf"{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,\s+{_YEAR}",
        ),
    ),
    "fr": _Words(
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        (
            *("janvier", "f[ée]vrier", "mars", "avril", "mai", "juin", "juillet"),
            *("ao[uû]t", "septembre", "octobre", "novembre", "d[ée]cembre"),
        ),
        (rf"{_DAY}(?:er)?\s+{_MONTH}\s+{_YEAR}",),
    ),
    "ru": _Words(
        (
            *("понедельник[ау]?", "вторник[ау]?", "сред[ауые]", "четверг[ау]?"),
            *("пятниц[ауые]", "суббот[ауые]", "воскресень[еяю]"),
        ),
        (
            *("января", "февраля", "марта", "апреля", "мая", "июня", "июля"),
            *("августа", "сентября", "октября", "ноября", "декабря"),
        ),
        (_EUROPEAN,),
        after=r"(?:\s+года|\s+г\.)?(?:\s*,\s+(?:в\s+|во\s+)?|\s*\()",
    ),
    "az": _Words(
        (
            *("bazar\\s+ertəsi", "çərşənbə\\s+axşamı", "çərşənbə(?!\\s+axşamı)"),
            *("cümə\\s+axşamı", "cümə(?!\\s+axşamı)", "şənbə", "bazar(?!\\s+ertəsi)"),
        ),
        (
            *("yanvar", "fevral", "mart", "aprel", "may", "i̇?yun", "i̇?yul"),
            *("avqust", "sentyabr", "oktyabr", "noyabr", "dekabr"),
        ),
        (_EUROPEAN,),
        after=r"(?:-c[iıuü]\s+il)?(?:\s*,\s+|\s*\()",
    ),
    "ar": _Words(
        (
            *("ال[اإ]ثنين", "الثلاثاء", "ال[أا]ربعاء", "الخميس", "الجمعة", "السبت"),
            "ال[أا]حد",
        ),
        (
            *("يناير|كانون\\s+الثاني", "فبراير|شباط", "مارس|[آا]ذار"),
            *("[أا]بريل|نيسان", "مايو|[أا]يار", "يونيو|حزيران", "يوليو|تموز"),
            *("[أا]غسطس|[آا]ب", "سبتمبر|[أا]يلول", "[أا]كتوبر|تشرين\\s+ال[أا]ول"),
            *("نوفمبر|تشرين\\s+الثاني", "ديسمبر|كانون\\s+ال[أا]ول"),
        ),
        (
            rf"{_DAY}\s+{_MONTH}(?:\s*/\s*[\u0621-\u064a]+"
            rf"(?:\s+[\u0621-\u064a]+)?)?\s+{_YEAR}",
        ),
    ),
    "zh-hans": _Words(
        tuple(f"(?:星期|周|礼拜){day}" for day in (*"一二三四五六", "[日天]")),
        tuple(map(str, range(1, 13))),
        (rf"{_YEAR}\s*年\s*{_MONTH}\s*月\s*{_DAY}\s*[日号]",),
        between=r"[,，]?\s*",
        after=r"\s*[,，(（]?\s*",
    ),
}


def wrong_weekdays(
    field: str, value: str, hidden: str, language: str
) -> Iterator[Finding]:
    """Before the date or after it, by a comma or in brackets."""
    if language not in _LANGUAGES:
        return
    words = _LANGUAGES[language]
    for pattern in _patterns(language):
        for found in pattern.finditer(hidden):
            day = _day(found, words)
            said = _number(found["weekday"], words.weekdays)
            if day is None or day.weekday() == said:
                continue
            with translation.override(language):
                true = str(WEEKDAYS[day.weekday()])
            yield finding(
                "weekday",
                field,
                _("This date is another day of the week: %(weekday)s.")
                % {"weekday": true},
                _("Correct the day of the week, or the date."),
                at=(value, *found.span()),
            )


@cache
def _patterns(language: str) -> list[re.Pattern[str]]:
    words = _LANGUAGES[language]
    weekday = "(?P<weekday>" + "|".join(words.weekdays) + ")"
    # The longer first: 12 is no 1.
    months = "|".join(reversed(words.months))
    edge, end = ("", "") if language == "zh-hans" else (r"\b", r"\b(?!,?\s+\d)")
    patterns = []
    for written in words.dates:
        written = written.replace("{month}", months)
        patterns.append(edge + weekday + words.between + written)
        patterns.append(edge + written + f"(?:{words.after})" + weekday + end)
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


def _day(found: re.Match[str], words: _Words) -> date | None:
    month = _number(found["month"], words.months) + 1
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:  # there is no such day
        return None


def _number(word: str, patterns: tuple[str, ...]) -> int:
    word = " ".join(word.split())
    return next(
        number
        for number, pattern in enumerate(patterns)
        if re.fullmatch(pattern, word, re.IGNORECASE)
    )
