"""The site map: live texts, under the site's own address whatever host was asked."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef, QuerySet

from . import clock
from .models import Edition, Placement


def _elsewhere() -> QuerySet[Placement]:
    """What makes an outlet's page a text's original: such a text is no page of ours
    to search engines (views.provenance tells its page the same)."""
    return Placement.objects.filter(
        publication=OuterRef("text__publication"),
        language=OuterRef("language"),
        canonical=True,
        confirmed=True,
    ).exclude(url="")


class Texts(Sitemap):
    def items(self):
        return (
            Edition.objects.listed(clock.moment())
            .filter(~Exists(_elsewhere()))
            .select_related("text", "revision__address")
            .only(
                "live_from", "text__language", "text__year", "revision__address__slug"
            )
        )

    def lastmod(self, edition):
        return edition.live_from

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme
