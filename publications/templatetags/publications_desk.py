"""What only the desk's templates say: moments in every zone, and what waits."""

from datetime import datetime

from django import template
from django.conf import settings
from django.utils import formats
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from publications import clock, ways, zones
from publications.models import (
    Account,
    Approval,
    AuditEntry,
    Edition,
    Image,
    Notice,
    Rendering,
)
from publications.partial_dates import PartialDate
from publications.rendering import Rendered, direction_of
from publications.rendering.days import FORMATS
from publications.rendering.reading_time import reading_minutes
from publications.rendering.words import count_characters

from .publications_text import moment_utc, partial_day

register = template.Library()

# Where Django's own form has hours to 12 (see FORMATS).
TIME_FORMATS = {"en": "H:i", "ar": "H:i"}


@register.filter
def in_zones(moment: datetime | None) -> SafeString | str:
    """A moment in the mission's zone, the capital's, UTC and one's own.

    The day is said once; where one zone has another, it and those after it say theirs.
    """
    if not moment:
        return ""
    told = [*zones.told(moment), *zones.own(moment)]
    days = [local.date() for _label, local in told]
    # Names of zones run from left to right, in Arabic too.
    return format_html_join(
        " · ",
        '<time datetime="{}">{}</time> <bdi>{}</bdi>',
        (
            (
                moment_utc(moment.astimezone(zones.UTC)),
                _in_words(
                    local, with_day=place == 0 or len(set(days[: place + 1])) > 1
                ),
                label,
            )
            for place, (label, local) in enumerate(told)
        ),
    )


@register.simple_tag
def password_alone() -> bool:
    """Whether this installation asks nobody for a second step."""
    return not settings.SECOND_FACTOR


@register.simple_tag
def single_sign_on() -> str:
    """What the other system is called where one signs in, too; "": there is none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


@register.inclusion_tag("publications/desk/lengths.html")
def lengths(rendering: Rendering | Rendered, language: str) -> dict[str, int]:
    """How long a text is, stored or as it is typed."""
    return {
        "words": rendering.words,
        "characters": count_characters(rendering.text),
        "minutes": reading_minutes(rendering.words, language),
    }


@register.simple_tag
def right_to_left() -> str:
    """The languages of the site that run from right to left, for a script."""
    codes = dict(settings.LANGUAGES)
    return " ".join(code for code in codes if direction_of(code) == "rtl")


@register.filter
def taken(image: Image) -> str:
    """When a picture was taken, as exactly as it is known."""
    if not image.taken_on:
        return ""
    return partial_day(PartialDate(image.taken_on, image.taken_precision))


@register.simple_tag(takes_context=True)
def who(context, acted: Account | AuditEntry | Approval) -> str:
    """What somebody is called at the desk, in the same form on each of its pages."""
    request = context["request"]
    if not hasattr(request, "desk_namesakes"):
        request.desk_namesakes = Account.namesakes()
    return acted.called(request.desk_namesakes)


@register.simple_tag(takes_context=True)
def desk_ways(context) -> list[ways.Way]:
    """The named ways of the person at the desk."""
    request = context.get("request")
    return ways.ways(request) if request else []


@register.simple_tag(takes_context=True)
def unseen_notices(context) -> int | None:
    """How many notices the person hasn't seen; None for who reads no texts."""
    if not _reads_texts(context):
        return None
    told = Notice.objects.told_to(context["request"].user, clock.moment())
    return told.filter(seen_at=None).count()


@register.simple_tag(takes_context=True)
def unchecked_emergencies(context) -> int:
    """How many emergency releases nobody else has approved: every page says so."""
    if not _reads_texts(context):
        return 0
    return Edition.objects.unchecked_emergencies().count()


@register.simple_tag
def standing_still() -> datetime | None:
    """The moment at which a restored site is held: every page of the desk says so."""
    return clock.held()


@register.simple_tag(takes_context=True)
def may_search(context) -> bool:
    """Whether there is anything at the desk that the person may look for."""
    request = context.get("request")
    is_administrator = request is not None and request.user.is_superuser
    return is_administrator or _reads_texts(context)


def _reads_texts(context) -> bool:
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return False
    if not hasattr(request, "desk_permissions"):
        request.desk_permissions = request.user.permitted()
    return "read" in request.desk_permissions


def _in_words(local: datetime, *, with_day: bool) -> str:
    language = get_language()
    if with_day:
        form = FORMATS.get(language, {}).get("DATETIME_FORMAT", "DATETIME_FORMAT")
    else:
        form = TIME_FORMATS.get(language, "TIME_FORMAT")
    return formats.date_format(local, form)
