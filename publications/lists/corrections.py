"""What the site has put right in the open: editions that told readers of a change, and
what was taken down, of texts of one language, the newest first.

Each kind of change is asked for by itself, as far as a page reaches: the index on
language, kind of change and moment finds it, and no other edition is looked at.
Tests: tests/views/test_corrections.py.
"""

from datetime import datetime
from heapq import merge
from itertools import islice
from typing import NamedTuple

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from publications.models import Change, Edition, Outcome, Withdrawal

LOOKED_AT = 200
TOLD = (Change.CLARIFICATION, Change.CORRECTION, Change.UPDATE)


class Entry(NamedTuple):
    """At its moment an edition went out with a change, or was taken down: then
    `outcome` is as its page has it, replaced only while the `successor` is live."""

    moment: datetime
    edition: Edition
    withdrawal: Withdrawal | None = None
    outcome: str = ""
    successor: Edition | None = None


def corrections(
    at: datetime, language: str, most: int, until: datetime | None = None
) -> list[Entry]:
    """The newest entries, of `until` and before it. An edition's `previous` is the
    number of the one that it may be compared with, if there is one."""
    changed = [_changed(at, language, change, until)[:most] for change in TOLD]
    streams = [
        *([Entry(each.live_from, each) for each in found] for found in changed),
        [
            Entry(each.entered_at, each.edition, each)
            for each in _taken_down(at, language, most, until)
        ],
    ]
    newest_first = merge(*streams, key=lambda entry: entry.moment, reverse=True)
    return _with_outcomes(list(islice(newest_first, most)), at)


def _with_outcomes(entries: list[Entry], at: datetime) -> list[Entry]:
    texts = [e.withdrawal.replacement_id for e in entries if e.withdrawal]
    successors: dict[int | None, Edition] = {}
    if any(texts):
        live = Edition.objects.live(at).filter(text__in=filter(None, texts))
        found = live.select_related("text", "revision__address")
        successors = {edition.text_id: edition for edition in found}
    return [_with_outcome(entry, successors) for entry in entries]


def _with_outcome(entry: Entry, successors: dict[int | None, Edition]) -> Entry:
    if entry.withdrawal is None:
        return entry
    outcome = entry.withdrawal.outcome
    successor = successors.get(entry.withdrawal.replacement_id)
    if outcome == Outcome.REPLACED and not successor:
        outcome = Outcome.WITHDRAWN
    return entry._replace(outcome=outcome, successor=successor)


def _changed(
    at: datetime, language: str, change: Change, until: datetime | None
) -> QuerySet[Edition]:
    readable = Edition.objects.readable(at)
    found = readable.filter(language=language, change=change)
    if until:
        found = found.filter(live_from__lte=until)
    earlier = readable.filter(text=OuterRef("text"), number__lt=OuterRef("number"))
    previous = earlier.values("text").annotate(latest=Max("number")).values("latest")
    return (
        found.annotate(previous=Subquery(previous))
        .select_related("text", "revision__address")
        .defer("revision__body")
        .order_by("-live_from", "-id")
    )


def _taken_down(
    at: datetime, language: str, most: int, until: datetime | None
) -> list[Withdrawal]:
    """The newest of them: looked for among the newest of all languages, and where
    these don't hold so many, among all.

    By the text's language: by the edition's, SQLite would walk all editions.
    """
    by_then = Q(entered_at__lte=until) if until else Q()
    entered = Withdrawal.objects.filter(by_then).order_by("-entered_at", "-id")
    newest = list(entered.values_list("pk", flat=True)[:LOOKED_AT])
    found = (
        Withdrawal.objects.in_force(at)
        .filter(by_then, edition__text__language=language)
        .select_related("edition__text", "edition__revision__address")
        .defer("edition__revision__body")
        .order_by("-entered_at", "-id")
    )
    looked = list(found.filter(pk__in=newest)[:most])
    is_short = len(looked) < most and len(newest) == LOOKED_AT
    return list(found[:most]) if is_short else looked
