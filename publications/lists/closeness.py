"""Which other texts belong beside a text: by series, topics and signatories."""

from datetime import datetime

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from publications.models import SIGNING, Byline, Edition, Publication

from .marks import Mark, in_series, on_topics, signed_by

MOST = 4
# Of each thing in common so many rows are read, the latest: whoever signs thousands of
# texts makes no page slower.
LOOKED_AT = 400
# Of each thing in common so many of the newest live texts are looked at, whatever the
# number of texts.
CANDIDATES = 40


def related(edition: Edition, at: datetime, topics: list[int]) -> list[Edition]:
    """At most four live texts of the same language, the closest first, in one query;
    `topics` are the edition's.

    Closest: of the same series, then with the most topics in common, then signed by
    one of the same people; the newer first where that is equal.
    """
    publication = edition.text.publication
    people = [
        byline.person_id
        for byline in edition.revision.bylines.all()
        if byline.role in SIGNING
    ]
    others = Edition.objects.listed(at).exclude(text=edition.text_id)
    found = [
        mark.newest(LOOKED_AT).on(others, edition.language).values("pk")[:CANDIDATES]
        for mark in _marks(publication.series_id, topics, people)
    ]
    if not found:
        return []
    close = others.filter(pk__in=_of_all(found))
    return list(
        _by_closeness(close, publication, topics, people)
        .select_related("text", "revision__address")
        .defer("revision__body")[:MOST]
    )


def _of_all(found: list[QuerySet[Edition]]) -> QuerySet[Edition]:
    """Each once. SQLite takes no limit in a part of a union, only in a query of it."""
    first, *more = (
        Edition.objects.order_by().filter(pk__in=each).values("pk") for each in found
    )
    return first.union(*more)


def _marks(series: int | None, topics: list[int], people: list[int]) -> list[Mark]:
    marks = [in_series(series)] if series else []
    if topics:
        marks.append(on_topics(topics))
    if people:
        marks.append(signed_by(people, role__in=SIGNING))
    return marks


def _by_closeness(
    editions: QuerySet[Edition],
    publication: Publication,
    topics: list[int],
    people: list[int],
) -> QuerySet[Edition]:
    in_common = (
        Publication.topics.through._default_manager.filter(
            publication=OuterRef("text__publication"), topic__in=topics
        )
        .order_by()
        .values("publication")
        .annotate(number=Count("pk"))
    )
    signed = Byline.objects.filter(
        person__in=people, role__in=SIGNING, revision=OuterRef("revision")
    )
    # No series is none in common: 0 is nobody's id.
    series = When(text__publication__series=publication.series_id or 0, then=1)
    return editions.annotate(
        in_series=Case(series, default=0),
        topics_in_common=Coalesce(Subquery(in_common.values("number")), 0),
        signed=Exists(signed),
    ).order_by(
        "-in_series", "-topics_in_common", "-signed", "-first_released_at", "-id"
    )
