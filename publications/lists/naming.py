"""What topics and series are called in the language of a page."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple, Protocol, TypeVar

from django.db.models import F, QuerySet

from publications.models import Edition, Series, Topic
from publications.rendering.collation import in_order


class _InALanguage(Protocol):
    language: str


Name = TypeVar("Name", bound=_InALanguage)


class Called(NamedTuple):
    """One of the names of a topic or series."""

    language: str
    name: str


class Shown(NamedTuple):
    """A topic or series and its name there; None where it has no name at all."""

    subject: Topic | Series
    name: Called | None

    def __str__(self) -> str:
        return self.name.name if self.name else self.subject.slug


def in_language(named: Iterable[Name], language: str) -> Name | None:
    """The one in this language, else the first there is, else None."""
    names = list(named)
    return next((n for n in names if n.language == language), None) or next(
        iter(names), None
    )


def subjects_of(edition: Edition) -> dict[str, Shown | list[Shown] | None]:
    """The topics and the series of a text, named and sorted in its own language, in a
    query each.

    For a live text alone: the page of a subject may be gone with what was taken down.
    """
    publication, series = edition.text.publication, []
    topics = _shown(publication.topics, edition.language)
    if publication.series_id:
        one = Series.objects.filter(pk=publication.series_id)
        series = _shown(one, edition.language)
    return {
        "topics": in_order(topics, edition.language),
        "series": next(iter(series), None),
    }


def _shown(subjects: QuerySet[Topic | Series], language: str) -> list[Shown]:
    """Each once: a row is a subject with one of its names, or with none."""
    rows = subjects.order_by("slug", "names").annotate(
        called=F("names__name"), called_in=F("names__language")
    )
    shown = []
    for _pk, of_one in groupby(rows, key=lambda row: row.pk):
        named = list(of_one)
        names = [Called(row.called_in, row.called) for row in named if row.called]
        shown.append(Shown(named[0], in_language(names, language)))
    return shown
