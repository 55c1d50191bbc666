"""What the public templates need to say things right in a text's own language."""

import json
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, override

from publications import lists
from publications.images import find, renditions_of
from publications.mission import mission_name
from publications.models import (
    Edition,
    Image,
    Kind,
    Person,
    Revision,
    SigningCapacity,
)
from publications.partial_dates import DAY, MONTH, YEAR, PartialDate
from publications.rendering import direction_of, excerpt
from publications.rendering.bylines import HONORIFIC_LAST, MARKS, printed_line
from publications.rendering.days import in_words
from publications.rendering.language_names import language_name
from publications.rendering.languages import language_tag
from publications.rendering.on_page import with_permalinks, with_questions
from publications.rendering.ordinals import ordinal
from publications.rendering.web import web_link

register = template.Library()
register.filter(web_link)
register.simple_tag(mission_name)
register.filter(ordinal)
register.filter(excerpt)

PORTRAIT_WIDTH = 480  # pixels; it is shown at 12rem at most
# Of a list that somebody was led to instead of a text that isn't in its language.
ELSEWHERE = "elsewhere"


class Way(NamedTuple):
    """From a page to another language: `is_there` where the same is to be found."""

    code: str
    name: str
    address: str
    is_there: bool


# As `json_script` does: these characters end a block of data, or begin markup in it.
ESCAPED_IN_JSON = {ord(c): f"\\u{ord(c):04X}" for c in "<>&\u2028\u2029"}
# What stands between names, where it isn't a comma and a space.
BETWEEN_NAMES = {"ar": "، ", "zh-hans": "、"}


@register.simple_tag
def portrait(image: Image, alternative: str) -> SafeString:
    """A portrait in the smallest listed size that is sharp on a phone."""
    sizes = renditions_of(image.width, image.height, image.extension)
    shown = [s for s in sizes if s.name.isdigit() and s.width <= PORTRAIT_WIDTH]
    width = max(size.width for size in shown)
    newer, *_others, older = [size for size in shown if size.width == width]
    return format_html(
        '<picture><source type="{}" srcset="{}"><img class="portrait" src="{}" '
        'alt="{}" width="{}" height="{}"></picture>',
        newer.mime,
        image.rendition_url(newer.name, newer.extension),
        image.rendition_url(older.name, older.extension),
        alternative,
        older.width,
        older.height,
    )


@register.simple_tag
def small_portrait(image: Image) -> SafeString:
    """A portrait beside a name, which says whom it shows: decoration to a screen
    reader (WCAG 1.1.1)."""
    thumb = find(image.width, image.height, image.extension, "thumb", "webp")
    return format_html(
        '<img class="small-portrait" src="{}" alt="" width="{}" height="{}">',
        image.rendition_url(thumb.name, thumb.extension),
        thumb.width,
        thumb.height,
    )


@register.filter
def on_page(html: str, kind: str) -> SafeString:
    """A stored body, sanitised when it was stored, as its own page shows it."""
    if kind == Kind.INTERVIEW:
        html = with_questions(html)
    label = gettext("Link to this part: %(heading)s")
    return SafeString(with_permalinks(html, label))  # nosec B703


@register.filter
def length_of_time(seconds: int) -> str:
    """Of a recording: 12:05, or 1:02:05."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"


@register.filter
def name_of_language(code: str) -> str:
    """A language as the page's readers call it."""
    return language_name(code)


@register.simple_tag
def direction(language: str) -> str:
    """`rtl` or `ltr` for a language code. (Django's own table says that Azerbaijani
    runs from right to left.)"""
    return direction_of(language)


@register.simple_tag(takes_context=True)
def switcher(context) -> list[Way]:
    """Ways to the same in each language of the site, in its order.

    A page says where the same is (`in_languages`: addresses by code; None: in all, at
    the language's home) and which list is nearest where it isn't (`section`).
    """
    there = context.get("in_languages")
    return [
        _way(code, name, there, context.get("section", "home"))
        for code, name in settings.LANGUAGES
    ]


def _way(code: str, name: str, there: dict[str, str] | None, section: str) -> Way:
    with override(code):
        nearest = reverse("home") if there is None else reverse(section)
    is_there = there is None or code in there
    address = (there or {}).get(code) or (
        nearest if is_there else f"{nearest}?{ELSEWHERE}"
    )
    chosen = f"{reverse('choose-language', args=[code])}?{urlencode({'to': address})}"
    return Way(code, name, chosen, is_there)


@register.simple_tag
def site_feeds() -> list[lists.FeedAddress]:
    """The feed of the whole site, in the page's language, in each of its forms."""
    return lists.feeds_at("home")


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
    """Whose words the text is, in one line (`Revision.creators`)."""
    return _joined(edition.revision.creators(), edition.language)


@register.filter
def signatories_shown(edition: Edition) -> SafeString:
    """The same for a page, each name isolated (`isolated`)."""
    return _isolated(edition.revision.creators(), edition.language)


@register.filter
def creators(edition: Edition) -> list[str]:
    """Whose words the text is, one by one; the mission's where nobody signs."""
    return edition.revision.creators() or [mission_name()]


@register.filter
def personal_signatures(revision: Revision) -> SafeString:
    """The names of those who sign for themselves, in one line, each isolated."""
    names = [
        byline.name
        for byline in revision.bylines.all()
        if byline.capacity == SigningCapacity.PERSONAL
    ]
    return _isolated(names, get_language())


@register.filter
def isolated(words: str) -> SafeString:
    """Words that may run the other way than the sentence they stand in, kept together
    with their own punctuation and figures (UAX #9, 2.7 "Markup")."""
    return format_html("<bdi>{}</bdi>", words) if words else SafeString("")


@register.filter
def comma(language: str) -> str:
    """What parts two things in one line there: ", " or "، " or "，"."""
    return MARKS.get(language, (", ",))[0]


@register.filter(name="language_tag")
def tag_of_language(code: str) -> str:
    """A language's tag as machines write it: zh-Hans."""
    return language_tag(code)


@register.simple_tag
def json_ld(data: dict) -> SafeString:
    """A block of data for machines (JSON-LD). It holds no "<", so nothing ends it
    early; and it is no script to a browser, whatever the policy on scripts."""
    written = json.dumps(data, ensure_ascii=False).translate(ESCAPED_IN_JSON)
    block = '<script type="application/ld+json">{}</script>'
    # Every < > & is an escape by now.
    return format_html(block, SafeString(written))  # nosec B703


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in words; of a moment, the day that it is in the mission's time zone."""
    if value is None:
        return ""
    return in_words(_local(value) if isinstance(value, datetime) else value)


@register.filter
def partial_day(value: PartialDate | None) -> str:
    """A day in words, as exactly as it is known: 15 April 2025, April 2025, 2025."""
    if value is None:
        return ""
    forms = {DAY: "DATE_FORMAT", MONTH: "YEAR_MONTH_FORMAT", YEAR: "Y"}
    return in_words(value.day, forms[value.precision])


@register.filter
def post_of(edition: Edition, person: Person) -> str:
    """In which office this person signed a text, as it was printed then."""
    signed = (b for b in edition.revision.bylines.all() if b.person_id == person.pk)
    return next((byline.post for byline in signed), "")


@register.filter
def moment(value: datetime) -> str:
    """A moment in words in the mission's time zone, with the zone named."""
    local = _local(value)
    return f"{in_words(local, 'DATETIME_FORMAT')} ({local.tzname()})"


@register.filter
def moment_utc(value) -> str:
    """A moment for `<time datetime>`: RFC 3339 in UTC, to the second."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ")


@register.filter
def on_site(path: str) -> str:
    """A path with the site's own name before it, whatever host was asked."""
    return settings.SITE_URL + path


@register.filter
def language_named(code: str) -> str:
    """The name of a language, in the reader's own."""
    return language_name(code)


def _joined(names: list[str], language: str) -> str:
    return BETWEEN_NAMES.get(language, ", ").join(names)


def _isolated(names: list[str], language: str) -> SafeString:
    between = BETWEEN_NAMES.get(language, ", ")
    return format_html_join(between, "<bdi>{}</bdi>", ((name,) for name in names))


def _local(value: datetime) -> datetime:
    return timezone.localtime(value, ZoneInfo(settings.TIME_ZONE))
