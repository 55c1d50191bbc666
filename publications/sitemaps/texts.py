"""Live texts, a map for each language and year of first release."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Max, QuerySet

from publications import site_languages
from publications.models import Edition, Relation, Withdrawal
from publications.rendering.languages import language_tag

from .ours import OnSite, texts_of_ours

# A text's year is told in the zone that the mission had then: within a day of UTC's.
A_ZONE = timedelta(days=1)


class Texts(OnSite):
    # Of 50,000 that sitemaps.org allows: so many are in memory at once.
    limit = 1000

    def __init__(self, at: datetime, language: str, year: int):
        super().__init__(at)
        self.language = language
        self.year = year

    def items(self):
        if not 1 < self.year < 9999:
            return Edition.objects.none()
        begins = datetime(self.year, 1, 1, tzinfo=UTC)
        ends = datetime(self.year + 1, 1, 1, tzinfo=UTC)
        # The bounds add no rule: they let one index answer the map.
        found = texts_of_ours(self.at).filter(
            language=self.language,
            text__year=self.year,
            first_released_at__range=(begins - A_ZONE, ends + A_ZONE),
        )
        return _addressed(found).order_by("first_released_at", "pk")

    def get_urls(self, page=1, site=None, protocol=None):
        """With each text in its other languages, as far as they are live
        (sitemaps.org's `xhtml:link`; x-default: the original, else the first)."""
        urls = super().get_urls(page, site, protocol)
        publications = [url["item"].text.publication_id for url in urls]
        versions = defaultdict(list)
        found = texts_of_ours(self.at).filter(text__publication__in=publications)
        for edition in _addressed(found).order_by("text"):
            versions[edition.text.publication_id].append(edition)
        for url in urls:
            url["alternates"] = _alternates(versions[url["item"].text.publication_id])
        return urls

    def lastmod(self, edition):
        return edition.live_from


class Part(NamedTuple):
    """A language and year that has texts, how many, and when that last changed."""

    language: str
    year: int
    texts: int
    changed_at: datetime

    @property
    def files(self) -> int:
        return ceil(self.texts / Texts.limit)


def parts(at: datetime) -> list[Part]:
    """In two queries, whose answers are no longer than the index."""
    by_year = texts_of_ours(at).values_list("language", "text__year")
    counted = by_year.annotate(Count("pk"), Max("live_from"))
    left = _last_left(at)
    return [
        Part(language, year, texts, max(begun, left.get((language, year), begun)))
        for language, year, texts, begun in counted.order_by("language", "text__year")
    ]


def _last_left(at: datetime) -> dict[tuple[str, int], datetime]:
    """When a text was last taken down: of that, no live text tells."""
    in_force = Withdrawal.objects.in_force(at).order_by()
    ended = in_force.values_list("edition__language", "edition__text__year")
    return {
        (language, year): last
        for language, year, last in ended.annotate(Max("edition__live_until"))
    }


def _addressed(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """With what an address is made of, and nothing else."""
    return editions.select_related("text", "revision__address").only(
        "live_from",
        "language",
        "text__language",
        "text__relation",
        "text__publication",
        "text__year",
        "revision__address__slug",
    )


def _alternates(versions: Iterable[Edition]) -> list[dict[str, str]]:
    places = {e.text: settings.SITE_URL + e.get_absolute_url() for e in versions}
    if len(places) < 2:
        return []
    original = next((t for t in places if t.relation == Relation.ORIGINAL), None)
    first = original or site_languages.in_site_order(places)[0]
    told = [(language_tag(text.language), place) for text, place in places.items()]
    return [
        {"lang_code": code, "location": place}
        for code, place in [*told, ("x-default", places[first])]
    ]
