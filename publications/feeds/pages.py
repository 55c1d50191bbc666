"""Which items each document of a feed holds, and which documents are beside it.

The current document holds the latest texts, every notice of the last thirty days, and
all that has come since the last archive; with the archives it is everything that was
ever released and isn't gone (RFC 5005). What is in which archive is reckoned from all
that was ever released, so that nothing moves when a text is taken down. What came from
a former site's archive is new to nobody: it is in no feed.

Only ids are read here, in a number of queries that never grows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from publications.lists import TextList
from publications.models import Edition, Withdrawal

from .archive import PART, Archive, Month

ITEMS = 30
# So long subscribers find the notice in the place of a text that was taken down.
NOTICE_STAYS = timedelta(days=30)
# Of so many, the latest, whatever is taken down at once.
NOTICES = 100


class Held(NamedTuple):
    """A text in its place among the others: by first release, and never moved by a
    correction. `withdrawal`: 0 of one that is live; `successor`: the live edition of
    the text that has taken its place."""

    released_at: datetime
    text: int
    edition: int
    withdrawal: int = 0
    successor: int = 0
    is_gone: bool = False


@dataclass(frozen=True)
class Page:
    """One document: what it holds, the newest first. `archive`: None of the current."""

    holds: tuple[Held, ...]
    archive: Archive | None = None
    previous: Archive | None = None
    next: Archive | None = None


class Glance(NamedTuple):
    """What tells whether the current document is another than before, as far as the
    record doesn't: what comes or ends by itself. Whatever comes is the latest."""

    month: Month
    live: tuple[Held, ...]
    notices: tuple[Held, ...]


def glance(found: TextList) -> Glance:
    latest = _live(found).order_by("-first_released_at", "-text_id")
    notices = _with_successors(_notices(found), found)
    return Glance(Month.of(found.at), tuple(_held(latest[: ITEMS + PART])), notices)


def current(found: TextList, seen: Glance) -> Page:
    month, live, notices = seen
    ever = _ever_released_in(month, found)
    whole = len(ever) // PART * PART
    live = live[: max(ITEMS, len(ever) - whole)]
    previous = _last_of(month, ever[:whole]) or _before(month, found, notices)
    return Page(tuple(_newest_first([*live, *notices])), previous=previous)


def archived(found: TextList, archive: Archive) -> Page | None:
    """The archive, or None where there is none: also of what is still to fill up."""
    running = Month.of(found.at)
    if archive.month > running:
        return None
    ever = _archived_of(archive.month, found, running)
    holds = _newest_first(ever[archive.start : archive.end])
    if not holds:
        return None
    notices = _notices(found)
    earlier, later = ever[: archive.start], ever[archive.end :]
    return Page(
        _with_successors(holds, found),
        archive,
        _last_of(archive.month, earlier) or _before(archive.month, found, notices),
        _first_of(archive.month, later, archive.part)
        or _after(archive.month, found, notices, running),
    )


def _live(found: TextList) -> QuerySet[Edition]:
    return found.editions().without_archived()


def _taken_down(found: TextList) -> QuerySet[Withdrawal]:
    return found.taken_down().filter(edition__text__archived=None)


def _held(editions: QuerySet[Edition]) -> list[Held]:
    rows = editions.values_list("first_released_at", "text_id", "pk")
    return [Held(*row) for row in rows]


def _ever_released_in(month: Month, found: TextList) -> list[Held]:
    """All of a month, the oldest first: with what is gone, in its place."""
    since, until = month.start, month.end
    live = _live(found).order_by()
    down = _taken_down(found).order_by()
    return sorted(
        [
            *_held(
                live.filter(first_released_at__gte=since, first_released_at__lt=until)
            ),
            *_held_no_more(
                down.filter(
                    edition__first_released_at__gte=since,
                    edition__first_released_at__lt=until,
                ),
                found,
            ),
        ]
    )


def _archived_of(month: Month, found: TextList, running: Month) -> list[Held]:
    """As far as it is in archives: of the running month, whole parts alone."""
    ever = _ever_released_in(month, found)
    return ever[: len(ever) // PART * PART] if month == running else ever


def _notices(found: TextList) -> list[Held]:
    since = found.at - NOTICE_STAYS
    latest = _taken_down(found).filter(entered_at__gt=since)
    return _held_no_more(latest.order_by("-entered_at", "-pk")[:NOTICES], found)


def _held_no_more(withdrawals: QuerySet[Withdrawal], found: TextList) -> list[Held]:
    rows = withdrawals.values_list(
        "edition__first_released_at",
        "edition__text_id",
        "edition_id",
        "pk",
        "replacement_id",
        "entered_at",
    )
    since = found.at - NOTICE_STAYS
    # The text in its place for now: `_with_successors` looks which edition that is.
    return [
        Held(*row[:4], successor=replacement or 0, is_gone=entered_at <= since)
        for *row, replacement, entered_at in rows
    ]


def _with_successors(holds: list[Held], found: TextList) -> tuple[Held, ...]:
    texts = {held.successor for held in holds} - {0}
    live = Edition.objects.live(found.at).filter(text__in=texts) if texts else ()
    editions = dict(live.values_list("text_id", "pk")) if texts else {}
    return tuple(
        held._replace(successor=editions.get(held.successor, 0)) for held in holds
    )


def _newest_first(ever: Iterable[Held]) -> list[Held]:
    return sorted((held for held in ever if not held.is_gone), reverse=True)


def _last_of(month: Month, ever: list[Held]) -> Archive | None:
    """The last part that holds anything, of these (all from the month's oldest on)."""
    for place in range(len(ever) - 1, -1, -1):
        if not ever[place].is_gone:
            return Archive(month, place // PART + 1)
    return None


def _first_of(month: Month, ever: list[Held], parts_before: int) -> Archive | None:
    for place, held in enumerate(ever):
        if not held.is_gone:
            return Archive(month, parts_before + place // PART + 1)
    return None


def _before(month: Month, found: TextList, notices: Iterable[Held]) -> Archive | None:
    """The last archive of the latest month before this one that has any."""
    live = _live(found).filter(first_released_at__lt=month.start)
    latest = _held(live.order_by("-first_released_at", "-text_id")[:1])
    latest += [held for held in notices if held.released_at < month.start]
    if not latest:
        return None
    other = Month.of(max(latest).released_at)
    return _last_of(other, _ever_released_in(other, found))


def _after(
    month: Month, found: TextList, notices: Iterable[Held], running: Month
) -> Archive | None:
    """The first archive of the next month that has any."""
    live = _live(found).filter(first_released_at__gte=month.end)
    next_ones = _held(live.order_by("first_released_at", "text_id")[:1])
    next_ones += [held for held in notices if held.released_at >= month.end]
    if not next_ones:
        return None
    other = Month.of(min(next_ones).released_at)
    return _first_of(other, _archived_of(other, found, running), 0)
