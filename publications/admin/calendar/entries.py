"""What stands in the calendar: three queries, each with a limit, for any span."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publications import zones
from publications.models import (
    OPEN_STAGES,
    Account,
    Edition,
    Publication,
    Relation,
    Stage,
)
from publications.rendering.languages import language_tag
from publications.workflow.rules import PASSED_BEFORE

from .spans import Span

# Of each sort; an archive may have let hundreds out on one day.
MOST = 300


class Entry(NamedTuple):
    """One thing on one day of the mission's."""

    day: date
    moment: datetime | None  # of a due date there is none
    code: str
    word: str
    title: str
    language: str
    language_name: str
    address: str
    pk: int
    clock: str  # the mission's time of day, whatever the zone of who looks
    capital: str
    may_move: bool


class Found(NamedTuple):
    days: dict[date, list[Entry]]
    is_cut: bool  # there is more than is shown


def entries(span: Span, account: Account, at: datetime, *, moves: bool) -> Found:
    """Ask for all that this person may see in a span."""
    seen = Edition.objects.visible_to(account, at).select_related("text", "revision")
    seen = seen.defer("revision__body", "revision__summary", "revision__byline")
    asked = [
        _periods(seen, span).order_by("live_from", "id")[: MOST + 1],
        _embargoes(seen, span, account).order_by("id")[: MOST + 1],
        _due(seen, span).order_by("due_on", "id")[: MOST + 1],
    ]
    found = [list(editions) for editions in asked]
    periods, embargoes, due = (editions[:MOST] for editions in found)
    made = [
        *(_of_period(edition, at, moves=moves) for edition in periods),
        *(_of_embargo(edition, at) for edition in embargoes),
        *(_of_due_date(edition, at) for edition in due),
    ]
    days = defaultdict(list)
    for entry in sorted(made, key=_in_order):
        days[entry.day].append(entry)
    return Found(days, any(len(editions) > MOST for editions in found))


def _in_order(entry: Entry) -> tuple:
    """By day: what is due in it first, then by the clock."""
    return entry.day, entry.moment is not None, entry.moment, entry.pk


def _periods(seen: QuerySet, span: Span) -> QuerySet:
    begins, ends = span.moments
    return seen.filter(live_from__gte=begins, live_from__lt=ends)


def _due(seen: QuerySet, span: Span) -> QuerySet:
    return seen.filter(
        stage__in=OPEN_STAGES, due_on__gte=span.begins, due_on__lt=span.ends
    )


def _embargoes(seen: QuerySet, span: Span, account: Account) -> QuerySet:
    """The original as it was begun last tells of its publication's embargo, which
    nobody outside the circle hears of, even of a text that is public."""
    begins, ends = span.moments
    under = Publication.objects.admitting(account).filter(
        embargo_until__gte=begins, embargo_until__lt=ends
    )
    editions = Edition.objects.exclude(stage=Stage.DISCARDED)
    later = editions.filter(text=OuterRef("text"), pk__gt=OuterRef("pk"))
    return (
        seen.exclude(stage=Stage.DISCARDED)
        .filter(
            ~Exists(later),
            text__relation=Relation.ORIGINAL,
            text__publication__in=under.values("pk"),
        )
        .select_related("text__publication")
    )


def _of_period(edition: Edition, at: datetime, *, moves: bool) -> Entry:
    moment = edition.live_from
    if moment > at:
        may_move = moves and moment - at > PASSED_BEFORE
        return _entry(edition, "scheduled", _("Goes out"), moment, may_move=may_move)
    return _entry(edition, "live", _("Went out"), moment)


def _of_embargo(edition: Edition, at: datetime) -> Entry:
    ends = edition.text.publication.embargo_until
    word = _("Embargo ends") if ends > at else _("Embargo ended")
    return _entry(edition, "embargo", word, ends)


def _of_due_date(edition: Edition, at: datetime) -> Entry:
    is_late = edition.due_on < zones.day_of(at)
    word = _("Was due") if is_late else _("Due")
    return _entry(edition, "late" if is_late else "due", word, None, edition.due_on)


def _entry(
    edition: Edition,
    code: str,
    word: str,
    moment: datetime | None,
    day: date | None = None,
    *,
    may_move: bool = False,
) -> Entry:
    return Entry(
        day or zones.day_of(moment),
        moment,
        code,
        word,
        edition.title,
        language_tag(edition.text.language),
        edition.text.language_name,
        reverse("admin:publications_edition_change", args=[edition.pk]),
        edition.pk,
        _clock(moment) if moment else "",
        _in_capital(moment) if moment else "",
        may_move,
    )


def _clock(moment: datetime) -> str:
    return date_format(moment.astimezone(ZoneInfo(settings.TIME_ZONE)), "H:i")


def _in_capital(moment: datetime) -> str:
    """The capital's time of day, with its day where that is another one."""
    if settings.CAPITAL_TIME_ZONE == settings.TIME_ZONE:
        return ""
    local = moment.astimezone(ZoneInfo(settings.CAPITAL_TIME_ZONE))
    is_same_day = local.date() == zones.day_of(moment)
    return date_format(local, "H:i" if is_same_day else "j M, H:i")


def laid_out(span: Span, found: Found, today: date) -> Iterator[list[dict]]:
    """Yield the weeks, each of seven days with what stands in them."""
    for week in span.weeks:
        yield [
            {
                "date": day,
                "is_today": day == today,
                "is_beside": not span.holds(day),
                "entries": found.days.get(day, []),
            }
            for day in week
        ]
