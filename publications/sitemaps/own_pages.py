"""The site's own pages in one language: home, lists that hold texts, and about it."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import override

from publications import site_languages
from publications.lists import having
from publications.models import (
    Edition,
    Kind,
    Outlet,
    PageText,
    Person,
    Series,
    Topic,
)

from .ours import OnSite


class OwnPage(NamedTuple):
    path: str
    lastmod: datetime | None = None


class OwnPages(OnSite):
    """Lists tell no `lastmod`: they change with texts that come, go and are mended."""

    def __init__(self, at: datetime, language: str):
        super().__init__(at)
        self.language = language

    def items(self):
        with override(self.language):
            return [*self._lists(), *self._about()]

    def location(self, page):
        return page.path

    def lastmod(self, page):
        return page.lastmod

    def _lists(self) -> Iterator[OwnPage]:
        """As `lists` has them: those of people and outlets hold every language."""
        everywhere = Edition.objects.listed(self.at)
        here = everywhere.filter(language=self.language)
        is_offered = site_languages.is_offered(self.language)
        if not is_offered and not here.exists():
            return
        is_mixed = is_offered and settings.LISTS_SHOW_OTHER_LANGUAGES
        shown = everywhere if is_mixed else here
        for route in ("home", "corrections", "subscribe"):
            yield OwnPage(reverse(route))
        for kind in Kind:
            if shown.filter(kind=kind).exists():
                yield OwnPage(reverse(f"kind-{kind.path}"))
        of_all = everywhere if is_offered else here
        yield from _having("person", Person, of_all, revision__bylines__person=_IT)
        yield from _having("topic", Topic, shown, text__publication__topics=_IT)
        yield from _having("series", Series, shown, text__publication__series=_IT)
        yield from _having(
            "outlet",
            Outlet,
            of_all,
            text__publication__placements__outlet=_IT,
            text__publication__placements__confirmed=True,
        )

    def _about(self) -> Iterator[OwnPage]:
        live = PageText.objects.live().filter(language=self.language)
        pages = [
            OwnPage(text.get_absolute_url(), text.live_since)
            for text in live.select_related("page")
        ]
        if pages:
            yield OwnPage(reverse("pages"))
        yield from pages


_IT = OuterRef("pk")


def _having(
    route: str, model: type[Model], texts: QuerySet[Edition], **bound: object
) -> Iterator[OwnPage]:
    """The pages of those to whom at least one of the texts is bound."""
    found = having(model, texts.filter(**bound))
    for slug in found.order_by("slug").values_list("slug", flat=True):
        yield OwnPage(reverse(route, args=[slug]))
