"""What an edition is found by: its title, names, and all the rest, as tokens."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from publications.models import (
    Byline,
    Edition,
    Outlet,
    OutletSpelling,
    Person,
    PersonName,
    PersonSpelling,
    Placement,
    Publication,
    SeriesName,
    TopicName,
)
from publications.rendering.searching import SEPARATOR, tokens

# Of a text beyond any that a mission publishes, the beginning.
MOST = 30_000


@dataclass
class Words:
    """Forms in the order of the text, and the loose ones, of which none has a place."""

    in_order: list[str] = field(default_factory=list)
    loose: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, parts: Iterable[str], language: str = "") -> "Words":
        words = cls()
        for part in filter(None, parts):
            for token in islice(tokens(part, language), MOST - len(words.in_order)):
                words.in_order.append(token.form)
                words.loose |= token.loose
            words.in_order.append(SEPARATOR)
        return words


class Document(NamedTuple):
    """What is weighed alike, from the weightiest on."""

    title: Words
    names: Words
    rest: Words


class Texts(NamedTuple):
    """What a document is made of, as people read it."""

    title: list[str]
    names: list[str]
    rest: list[str]


def document_of(edition: Edition) -> Document:
    title, names, rest = texts_of(edition)
    language = edition.text.language
    return Document(
        title=Words.of(title, language),
        names=Words.of(names, language),
        rest=Words.of(rest, language),
    )


def texts_of(edition: Edition) -> Texts:
    revision = edition.revision
    rest = [
        revision.subtitle,
        revision.summary,
        revision.rendering.text,
        revision.byline,
        revision.event,
        revision.place,
        revision.issuer,
    ]
    return Texts([revision.title], sorted(_names(edition)), rest)


def _names(edition: Edition) -> Iterator[str]:
    """Who signs, in every known spelling and language; outlets that are told of; topics
    and series in the text's language. One question, since each release waits for it."""
    publication, language = edition.text.publication, edition.text.language
    signs = {"bylines__revision": edition.revision_id}
    carried = {"publication": publication.pk, "confirmed": True}
    people = Person.objects.filter(**signs).values("pk")
    outlets = Placement.objects.filter(**carried).values("outlet")
    topics = Publication.topics.through._default_manager.filter(publication=publication)
    first, *others = (
        Byline.objects.filter(revision=edition.revision_id).values_list("name"),
        Person.objects.filter(**signs).values_list("original_name"),
        PersonName.objects.filter(person__in=people).values_list("display"),
        PersonSpelling.objects.filter(person__in=people).values_list("spelling"),
        Outlet.objects.filter(pk__in=outlets).values_list("name"),
        OutletSpelling.objects.filter(outlet__in=outlets).values_list("spelling"),
        TopicName.objects.filter(
            topic__in=topics.values("topic"), language=language
        ).values_list("name"),
        SeriesName.objects.filter(
            series=publication.series_id, language=language
        ).values_list("name"),
    )
    found = first.order_by().union(*(each.order_by() for each in others))
    return (name for (name,) in found)
