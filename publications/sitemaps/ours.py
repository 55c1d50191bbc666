"""What site maps may hold: live texts whose original is here, at SITE_URL."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet

from publications.models import Edition, Placement


def texts_of_ours(at: datetime) -> QuerySet[Edition]:
    """Without those whose original is an outlet's page: such a text is no page of ours
    to search engines (views.provenance tells its page the same)."""
    elsewhere = Placement.objects.filter(
        publication=OuterRef("text__publication"),
        language=OuterRef("language"),
        canonical=True,
        confirmed=True,
    ).exclude(url="")
    return Edition.objects.listed(at).filter(~Exists(elsewhere))


class OnSite(Sitemap):
    """One map as it is at a moment. Where nothing is to be found, there is no map: what
    is scheduled for a year or a language is told by neither."""

    may_be_empty = False

    def __init__(self, at: datetime):
        self.at = at

    @property
    def paginator(self):
        return Paginator(
            self.items(), self.limit, allow_empty_first_page=self.may_be_empty
        )

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme
