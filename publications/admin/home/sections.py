"""Sections of the home: a few lines each, a count, and the way to all of them.

Each costs a few queries and looks at so many rows however many texts there are: at one
line more than it shows; it counts only where there are more, and stops at a hundred.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from publications.admin import care
from publications.admin.apart import told_apart
from publications.models import Edition
from publications.rendering.languages import language_tag

from .countdown import Countdown, countdown

SHOWN = 8
COUNTED = 100


class Line(NamedTuple):
    """A text or a picture, and what is to be known of it before one goes there."""

    address: str
    title: str
    language: str = ""  # as `lang` says it
    facts: tuple[str, ...] = ()
    state: tuple[str, str] | None = None
    care: tuple[tuple[str, str], ...] = ()
    note: str = ""
    moment: datetime | None = None
    left: Countdown | None = None


class Section(NamedTuple):
    code: str
    heading: str | Promise
    # Said where there is no line.
    empty: str | Promise
    lines: list[Line]
    count: str
    see_all: str = ""


def section(
    code: str,
    heading: str | Promise,
    empty: str | Promise,
    found: QuerySet,
    lines: Callable[[list], Iterable[Line]],
    see_all: str = "",
) -> Section:
    """Ask for the first few; `lines` makes a line of each, asking once for all."""
    first = list(found[: SHOWN + 1])
    count = len(first)
    if count > SHOWN:
        count = found.order_by().values("pk")[: COUNTED + 1].count()
    said = f"{COUNTED}+" if count > COUNTED else str(count)
    shown = first[:SHOWN]
    made = _apart(shown, list(lines(shown)))
    return Section(code, heading, empty, made, said, see_all)


def _apart(shown: list, lines: list[Line]) -> list[Line]:
    """Lines of texts that read alike say which is which."""
    apart = told_apart(each for each in shown if isinstance(each, Edition))
    return [
        line._replace(facts=(*line.facts, apart[each.pk]))
        if isinstance(each, Edition) and each.pk in apart
        else line
        for each, line in zip(shown, lines, strict=True)
    ]


def texts(**asked: str) -> str:
    """The address of the list of texts, filtered so."""
    return reverse("admin:publications_edition_changelist", query=asked)


def with_what_lines_show(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    return editions.select_related(
        "text__publication", "revision__saved_by", "reviewing_by"
    ).defer("revision__body", "revision__summary", "revision__byline")


def line_of(edition: Edition, at: datetime, **more: Any) -> Line:
    """A text's line, with what `care` says of its row in the list of texts."""
    facts = [edition.text.publication.get_kind_display(), edition.text.language_name]
    if edition.begun_from_id:
        facts.append(_("new edition"))
    values = {
        "facts": tuple(facts),
        "care": tuple(care.needed(edition, at)),
    }
    return Line(
        reverse("admin:publications_edition_change", args=[edition.pk]),
        edition.title,
        language_tag(edition.text.language),
        **{**values, **more},
    )


def plain_lines(at: datetime) -> Callable[[list[Edition]], list[Line]]:
    """Lines that say who saved the text last."""

    def lines(editions: list[Edition]) -> list[Line]:
        return [_saved(edition, at) for edition in editions]

    return lines


def _saved(edition: Edition, at: datetime) -> Line:
    line = line_of(edition, at)
    name = _("saved by %(name)s") % {"name": edition.revision.saved_by}
    return line._replace(facts=(*line.facts, name))


def stated_lines(at: datetime) -> Callable[[list[Edition]], list[Line]]:
    """Lines that say where each text stands."""

    def lines(editions: list[Edition]) -> list[Line]:
        return [line_of(each, at, state=each.state(at)) for each in editions]

    return lines


def timed_lines(at: datetime) -> Callable[[list[Edition]], list[Line]]:
    """Lines that say when each text goes out, and how long that is from now; of what
    readers no longer find, what became of it."""

    def lines(editions: list[Edition]) -> list[Line]:
        return [
            line_of(
                each,
                at,
                moment=each.live_from,
                left=countdown(each.live_from, at) if each.live_from > at else None,
                state=each.state(at) if each.has_ended(at) else None,
            )
            for each in editions
        ]

    return lines
