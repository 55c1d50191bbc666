"""What topics and series are called in the language of a page."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

from django.db.models import prefetch_related_objects

from publications.models import Edition, Series, SeriesName, Topic, TopicName
from publications.rendering.collation import in_order


class _InALanguage(Protocol):
    language: str


Name = TypeVar("Name", bound=_InALanguage)


class Shown(NamedTuple):
    """A topic or series and its name there; None where it has no name at all."""

    subject: Topic | Series
    name: TopicName | SeriesName | None

    def __str__(self) -> str:
        return str(self.name or self.subject)


def in_language(named: Iterable[Name], language: str) -> Name | None:
    """The one in this language, else the first there is, else None."""
    names = list(named)
    return next((n for n in names if n.language == language), None) or next(
        iter(names), None
    )


def subjects_of(edition: Edition) -> dict[str, Shown | list[Shown] | None]:
    """The topics and the series of a text, named and sorted in its own language.

    For a live text alone: the page of a subject may be gone with what was taken down.
    """
    publication = edition.text.publication
    prefetch_related_objects([publication], "topics__names", "series__names")
    series = publication.series
    topics = [_shown(topic, edition) for topic in publication.topics.all()]
    return {
        "topics": in_order(topics, edition.language),
        "series": _shown(series, edition) if series else None,
    }


def _shown(subject: Topic | Series, edition: Edition) -> Shown:
    return Shown(subject, in_language(subject.names.all(), edition.language))
