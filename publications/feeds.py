"""Feeds: whole texts under ids that never change."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import clock
from .models import Edition
from .rendering import absolute

ITEMS = 30


class FullTextRss(Rss201rev2Feed):
    """RSS 2.0 with `content:encoded` and `dc:creator`, which Django's own lacks."""

    def rss_attributes(self):
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["signatories"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["html"])

    def latest_post_date(self):
        """An empty feed has a constant date, so that it, too, answers 304."""
        if not self.items:
            return datetime(1970, 1, 1, tzinfo=UTC)
        return super().latest_post_date()


class Latest(Feed):
    """The latest texts in one language."""

    feed_type = FullTextRss

    def get_object(self, request):
        return get_language()

    def title(self, language):
        return settings.MISSION_NAME

    def link(self, language):
        return settings.SITE_URL + reverse("home")

    def feed_url(self, language):
        return settings.SITE_URL + reverse("feed-rss")

    def description(self, language):
        return _("Publications of %(mission)s") % {"mission": settings.MISSION_NAME}

    def items(self, language):
        editions = Edition.objects.listed(clock.moment()).filter(language=language)
        return editions.to_read()[:ITEMS]

    def item_title(self, edition):
        return edition.revision.title

    def item_description(self, edition):
        return edition.revision.lead()

    def item_link(self, edition):
        return settings.SITE_URL + edition.get_absolute_url()

    def item_guid(self, edition):
        return edition.text.feed_id

    item_guid_is_permalink = False

    def item_pubdate(self, edition):
        return edition.first_released_at

    def item_categories(self, edition):
        return [edition.get_kind_display()]

    def item_extra_kwargs(self, edition):
        address = settings.SITE_URL + edition.get_absolute_url()
        return {
            "html": _what_changed(edition)
            + _summary(edition)
            + absolute(edition.revision.rendering.html, address),
            "signatories": _signatories(edition),
        }


def _signatories(edition: Edition) -> list[str]:
    """Who signs; a text that no person signs is the mission's."""
    names = [byline.name for byline in edition.revision.bylines.all()]
    return names or [edition.revision.byline or settings.MISSION_NAME]


def _summary(edition: Edition) -> str:
    """The summary stands before the text, as on the page."""
    summary = edition.revision.summary
    return format_html("<p><em>{}</em></p>", summary) if summary else ""


def _what_changed(edition: Edition) -> str:
    """A correction is told at the top of the text, as on the page."""
    if not edition.public_note:
        return ""
    return format_html(
        "<p><strong>{}:</strong> {}</p>",
        edition.get_change_display(),
        edition.public_note,
    )
