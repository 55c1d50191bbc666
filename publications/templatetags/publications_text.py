"""What the public templates need to say things right in a text's own language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import get_language

from publications.models import Edition, Kind
from publications.rendering import direction_of
from publications.rendering.bylines import HONORIFIC_LAST, printed_line

register = template.Library()

# Day before month and hours to 24. Django's `en` is American, and its `ar` has no form
# for moments, so takes that of `en`; its other languages have both right.
FORMATS = {
    "en": {"DATE_FORMAT": "j F Y", "DATETIME_FORMAT": "j F Y, H:i"},
    "ar": {"DATE_FORMAT": "j F Y", "DATETIME_FORMAT": "j F Y، H:i"},
}
# What stands between names, where it isn't a comma and a space.
BETWEEN_NAMES = {"ar": "، ", "zh-hans": "、"}


@register.simple_tag
def direction(language: str) -> str:
    """`rtl` or `ltr` for a language code. (Django's own table says that Azerbaijani
    runs from right to left.)"""
    return direction_of(language)


@register.simple_tag
def mission_name() -> str:
    return settings.MISSION_NAME


@register.simple_tag
def site_languages() -> list[tuple[str, str]]:
    """(code, own name) of each language of the site, in its order."""
    return settings.LANGUAGES


@register.simple_tag
def kinds() -> list[Kind]:
    return list(Kind)


@register.filter
def worded_byline(edition: Edition) -> str:
    """The byline as an editor worded it; "" where it was made from the signatories."""
    revision = edition.revision
    made = printed_line(revision.bylines.all(), edition.language)
    return revision.byline if revision.byline != made else ""


@register.filter
def honorific_last(edition: Edition) -> bool:
    """Whether the text's language puts the honorific behind the name."""
    return edition.language in HONORIFIC_LAST


@register.filter
def signatories(edition: Edition) -> str:
    """The names of those who sign, in one line; without them, the byline as printed."""
    names = [byline.name for byline in edition.revision.bylines.all()]
    between = BETWEEN_NAMES.get(edition.language, ", ")
    return between.join(names) or edition.revision.byline


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in words; of a moment, the day that it is in the mission's time zone."""
    if value is None:
        return ""
    return _in_words(_local(value) if isinstance(value, datetime) else value)


@register.filter
def moment(value: datetime) -> str:
    """A moment in words in the mission's time zone, with the zone named."""
    local = _local(value)
    return f"{_in_words(local, 'DATETIME_FORMAT')} ({local.tzname()})"


@register.filter
def moment_utc(value) -> str:
    """A moment for `<time datetime>`: RFC 3339 in UTC, to the second."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


@register.filter
def on_site(path: str) -> str:
    """A path with the site's own name before it, whatever host was asked."""
    return settings.SITE_URL + path


def _local(value: datetime) -> datetime:
    return timezone.localtime(value, ZoneInfo(settings.TIME_ZONE))


def _in_words(value: date | datetime, form: str = "DATE_FORMAT") -> str:
    return formats.date_format(value, FORMATS.get(get_language(), {}).get(form, form))
