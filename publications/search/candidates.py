"""What matches a query at a moment, in its order, with what it may be narrowed by.

Everything starts from `live`. Of very many, the first are taken: a search that finds
thousands is answered as fast as any other, and says that there are more.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Case, QuerySet, Value, When

from publications.models import Byline, Edition, Placement, Publication, Relation
from publications.rendering.searching import Query

from .engines import HEAD, TITLE, by_index
from .indexes import READERS

MOST = 2_000


class Facet(StrEnum):
    """By what results are narrowed; what an address calls it."""

    KIND = "kind"
    YEAR = "year"
    LANGUAGE = "in"
    PERSON = "person"
    TOPIC = "topic"
    OUTLET = "outlet"


class Candidate(NamedTuple):
    edition: int
    publication: int
    revision: int
    is_original: bool
    told: Mapping[Facet, Any]  # of kind, year and language the value itself


class Candidates(NamedTuple):
    """`are_all`: whether there are no more than these."""

    rows: list[Candidate]
    are_all: bool


def candidates(
    query: Query,
    at: datetime,
    language: str,
    only: Mapping[Facet, Any],
    by_date: bool = False,
) -> Candidates:
    """Those in the page's language first, then those with all of the words in the
    title, then in title and names, then the recent; or by date alone."""
    found = _narrowed(_matching(query, at), only)
    order = ["-first_released_at", "-pk"]
    if not by_date:
        found = found.annotate(
            elsewhere=Case(When(language=language, then=0), default=Value(1)),
            depth=Case(
                When(pk__in=READERS.matching(query, found.db, TITLE), then=0),
                When(pk__in=READERS.matching(query, found.db, HEAD), then=1),
                default=Value(2),
            ),
        )
        order = ["elsewhere", "depth", *order]
    rows = found.order_by(*order).values_list(
        "pk",
        "text__publication",
        "revision",
        "text__relation",
        "kind",
        "text__year",
        "language",
    )[: MOST + 1]
    with by_index(found.db):
        asked = list(rows)
    taken = [
        Candidate(
            edition,
            publication,
            revision,
            relation == Relation.ORIGINAL,
            {Facet.KIND: kind, Facet.YEAR: year, Facet.LANGUAGE: tongue},
        )
        for edition, publication, revision, relation, kind, year, tongue in asked
    ]
    return Candidates(taken[:MOST], len(taken) <= MOST)


def is_found(query: Query, at: datetime) -> bool:
    return bool(query) and _matching(query, at).exists()


def _matching(query: Query, at: datetime) -> QuerySet[Edition]:
    live = Edition.objects.live(at)
    return live.filter(pk__in=READERS.matching(query, live.db))


def _narrowed(found: QuerySet[Edition], only: Mapping[Facet, Any]) -> QuerySet[Edition]:
    """What is told of publications is asked of them, so that no row comes twice."""
    for facet, value in only.items():
        match facet:
            case Facet.KIND:
                found = found.filter(kind=value)
            case Facet.YEAR:
                found = found.filter(text__year=value)
            case Facet.LANGUAGE:
                found = found.filter(language=value)
            case Facet.PERSON:
                signed = Byline.objects.filter(person=value).values("revision")
                found = found.filter(revision__in=signed)
            case Facet.TOPIC:
                about = Publication.objects.filter(topics=value).values("pk")
                found = found.filter(text__publication__in=about)
            case Facet.OUTLET:
                carried = _carried().filter(outlet=value).values("publication")
                found = found.filter(text__publication__in=carried)
    return found


def facts(facet: Facet, rows: Iterable[Candidate]) -> dict[int, set[int]]:
    """Who signed (by revision), or topics or outlets (by publication), as ids."""
    match facet:
        case Facet.PERSON:
            keys = {row.revision for row in rows}
            signed = Byline.objects.filter(revision__in=keys, person__isnull=False)
            pairs = signed.values_list("revision", "person")
        case Facet.TOPIC:
            keys = {row.publication for row in rows}
            about = Publication.topics.through._default_manager
            pairs = about.filter(publication__in=keys).values_list(
                "publication", "topic"
            )
        case Facet.OUTLET:
            keys = {row.publication for row in rows}
            carried = _carried().filter(publication__in=keys)
            pairs = carried.values_list("publication", "outlet")
    found: dict[int, set[int]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found


def _carried() -> QuerySet[Placement]:
    """What readers are told of."""
    return Placement.objects.filter(confirmed=True)
