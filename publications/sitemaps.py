"""The site map: live texts, under the site's own address whatever host was asked."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap

from . import clock
from .models import Edition


class Texts(Sitemap):
    def items(self):
        return (
            Edition.objects.listed(clock.moment())
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
