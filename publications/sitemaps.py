"""The site map: live texts, under the site's own address whatever host was asked."""

from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef, QuerySet

from . import clock, site_languages
from .models import Edition, Placement, Relation
from .rendering.languages import language_tag


def _elsewhere() -> QuerySet[Placement]:
    """What makes an outlet's page a text's original: such a text is no page of ours
    to search engines (views.provenance tells its page the same)."""
    return Placement.objects.filter(
        publication=OuterRef("text__publication"),
        language=OuterRef("language"),
        canonical=True,
        confirmed=True,
    ).exclude(url="")


def _alternates(versions: list[dict]) -> list[dict[str, str]]:
    texts = {url["item"].text: url["location"] for url in versions}
    original = next((t for t in texts if t.relation == Relation.ORIGINAL), None)
    first = original or site_languages.in_site_order(texts)[0]
    told = [(language_tag(text.language), place) for text, place in texts.items()]
    return [
        {"lang_code": code, "location": place}
        for code, place in [*told, ("x-default", texts[first])]
    ]


class Texts(Sitemap):
    def items(self):
        """The versions of a publication stand together, its original first."""
        return (
            Edition.objects.listed(clock.moment())
            .filter(~Exists(_elsewhere()))
            .order_by("-text__publication", "text")
            .select_related("text", "revision__address")
            .only(
                "live_from",
                "language",
                "text__language",
                "text__relation",
                "text__publication",
                "text__year",
                "revision__address__slug",
            )
        )

    def get_urls(self, page=1, site=None, protocol=None):
        """With each text in its other languages, as far as they are live
        (sitemaps.org's `xhtml:link`; x-default: the original, else the first)."""
        urls = super().get_urls(page, site, protocol)
        for _publication, versions in groupby(
            urls, key=lambda url: url["item"].text.publication_id
        ):
            versions = list(versions)
            if len(versions) > 1:
                alternates = _alternates(versions)
                for url in versions:
                    url["alternates"] = alternates
        return urls

    def lastmod(self, edition):
        return edition.live_from

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme
