"""What an edition is found by: its title, names, and all the rest, as tokens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from publications.models import Edition, Outlet, Person, Publication
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


@dataclass(frozen=True)
class Document:
    title: Words
    names: Words
    rest: Words

    @property
    def weighed(self) -> dict[str, Words]:
        return {"title": self.title, "names": self.names, "rest": self.rest}


def document_of(edition: Edition) -> Document:
    revision, text = edition.revision, edition.text
    language, publication = text.language, text.publication
    bylines = revision.bylines.select_related("person").prefetch_related(
        "person__names", "person__spellings"
    )
    signed = [name for byline in bylines for name in (byline.name, *_of(byline.person))]
    rest = (
        revision.subtitle,
        revision.summary,
        revision.rendering.text,
        revision.byline,
        revision.event,
        revision.place,
        revision.issuer,
    )
    beside = (*_outlets(publication), *_subjects(publication, language))
    return Document(
        title=Words.of([revision.title], language),
        names=Words.of(dict.fromkeys((*signed, *beside)), language),
        rest=Words.of(rest, language),
    )


def _of(person: Person | None) -> list[str]:
    """Every known spelling, in all languages."""
    if person is None:
        return []
    names = [name.display for name in person.names.all()]
    spellings = [known.spelling for known in person.spellings.all()]
    return [*names, person.original_name, *spellings]


def _outlets(publication: Publication) -> list[str]:
    """Of confirmed placements, as readers are told."""
    outlets = Outlet.objects.filter(
        placements__publication=publication, placements__confirmed=True
    ).prefetch_related("spellings")
    return [
        name
        for outlet in outlets
        for name in (outlet.name, *(known.spelling for known in outlet.spellings.all()))
    ]


def _subjects(publication: Publication, language: str) -> list[str]:
    subjects = [*publication.topics.all()]
    if publication.series:
        subjects.append(publication.series)
    return [
        name.name
        for subject in subjects
        for name in subject.names.filter(language=language)
    ]
