"""Feeds of lists: whole texts under ids that never change."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from . import clock, lists
from .mission import mission_name
from .models import Edition, Fidelity, Outcome, Withdrawal
from .rendering import absolute, direction_of
from .rendering.languages import language_tag

ITEMS = 30
# So long subscribers find the notice in the place of a text that was taken down.
NOTICE_STAYS = timedelta(days=30)
# One of these in a note or a name would make a document that no reader can parse
# (XML 1.0, 2.2).
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["html"])

    def latest_post_date(self):
        """An empty feed has a constant date, so that it, too, answers 304."""
        if not self.items:
            return datetime(1970, 1, 1, tzinfo=UTC)
        return super().latest_post_date()


class Latest(Feed):
    """The latest texts of a list, as it is at the moment of the request.

    What came from a former site's archive is new to nobody, so it is in no feed.
    """

    feed_type = FullTextRss

    def __init__(self, found: Callable[..., lists.TextList]):
        self.found = found

    def get_object(self, request, **address):
        language = get_language()
        found = self.found(clock.moment(), language, **address)
        if not found.is_there_in(language):
            raise Http404
        return found

    def title(self, found):
        return _in_xml(" – ".join(filter(None, [found.heading, mission_name()])))

    def link(self, found):
        return settings.SITE_URL + found.path

    def feed_url(self, found):
        return settings.SITE_URL + found.feed_path

    def description(self, found):
        told = _("Publications of %(mission)s") % {"mission": mission_name()}
        return _in_xml(found.description or told)

    def items(self, found):
        """Live texts, and notices in the places of those taken down, by release."""
        live = found.editions().filter(text__archived=None).to_read()
        live = live.prefetch_related("text__publication__topics__names")
        items = [*map(Item, live[:ITEMS]), *_taken_down(found)]
        return sorted(items, key=Item.place, reverse=True)[:ITEMS]

    def item_title(self, item):
        title = item.edition.revision.title
        return {
            "": title,
            Outcome.WITHDRAWN: _("Withdrawn: %(title)s") % {"title": title},
            Outcome.REPLACED: _("Replaced: %(title)s") % {"title": title},
            Outcome.RETRACTED: _("Retracted"),
        }[item.outcome]

    def item_description(self, item):
        return item.notice() if item.outcome else item.edition.revision.lead()

    def item_link(self, item):
        return settings.SITE_URL + item.edition.get_absolute_url()

    def item_guid(self, item):
        return item.edition.text.feed_id

    item_guid_is_permalink = False

    def item_pubdate(self, item):
        return item.edition.first_released_at

    def item_categories(self, item):
        topics = [] if item.outcome else _topics(item.edition)
        return [item.edition.get_kind_display(), *map(_in_xml, topics)]

    def item_enclosures(self, item):
        """A recording before a document: RSS 2.0 has room for one; the text links to
        all of them."""
        if item.outcome:
            return []
        files = item.edition.revision.rendering.attachments
        first = sorted(files, key=lambda file: not file["seconds"])[:1]
        return [
            Enclosure(
                settings.SITE_URL + file["address"], str(file["size"]), file["mime"]
            )
            for file in first
        ]

    def item_extra_kwargs(self, item):
        retracted = item.outcome == Outcome.RETRACTED
        creators = [] if retracted else item.edition.revision.creators()
        return {
            "html": item.notice() if item.outcome else _whole_text(item.edition),
            "creators": [*map(_in_xml, creators)] or [mission_name()],
        }


@dataclass(frozen=True)
class Item:
    """A live text, or one that was taken down, with the notice that stands for it."""

    edition: Edition
    withdrawal: Withdrawal | None = None
    successor: Edition | None = None

    def place(self) -> tuple[datetime, int]:
        """Where it stands among the others: as in lists, by first release."""
        return self.edition.first_released_at, self.edition.pk

    @property
    def outcome(self) -> str:
        """As on the text's page: replaced only while the other text is live."""
        if self.withdrawal is None:
            return ""
        if self.withdrawal.outcome == Outcome.REPLACED and not self.successor:
            return Outcome.WITHDRAWN
        return self.withdrawal.outcome

    def notice(self) -> str:
        context = {
            "withdrawal": self.withdrawal,
            "outcome": self.outcome,
            "successor": self.successor,
        }
        html = render_to_string("publications/_notice.html", context)
        return _in_xml(html).strip()


def _taken_down(found: lists.TextList) -> list[Item]:
    """Texts whose latest word, not longer ago than notices stay, is a withdrawal."""
    since = found.at - NOTICE_STAYS
    withdrawals = list(
        found.taken_down()
        .filter(entered_at__gt=since, edition__text__archived=None)
        .select_related("edition__text__publication", "edition__revision__address")
        .prefetch_related("edition__revision__bylines")
        .order_by("-edition__first_released_at", "-edition_id")[:ITEMS]
    )
    replacements = [w.replacement_id for w in withdrawals if w.replacement_id]
    live = Edition.objects.live(found.at).filter(text__in=replacements)
    successors = {
        edition.text_id: edition
        for edition in live.select_related("text", "revision__address")
    }
    return [
        Item(withdrawal.edition, withdrawal, successors.get(withdrawal.replacement_id))
        for withdrawal in withdrawals
    ]


def _whole_text(edition: Edition) -> str:
    """In an element that says its language and direction: a reader shows it among
    texts of other sites, and a person's feed holds several languages."""
    address = settings.SITE_URL + edition.get_absolute_url()
    language = edition.language
    return format_html(
        '<div lang="{}" dir="{}">{}</div>',
        language_tag(language),
        direction_of(language),
        _parts(edition, address),
    )


def _parts(edition: Edition, address: str) -> SafeString:
    # Each is escaped or rendered by us.
    return SafeString(  # nosec B703
        _what_changed(edition)
        + _fidelity(edition)
        + _summary(edition)
        + absolute(edition.revision.rendering.lead.get("figure", ""), address)
        + absolute(edition.revision.rendering.html, address)
        + _attachments(edition)
        + _disclaimer(edition)
    )


def _topics(edition: Edition) -> list[str]:
    """In the text's language, whichever the feed's is."""
    topics = edition.text.publication.topics.all()
    names = (lists.in_language(t.names.all(), edition.language) for t in topics)
    return [name.name for name in names if name]


def _in_xml(words: str) -> str:
    return NOT_IN_XML.sub("", words)


def _summary(edition: Edition) -> str:
    """The summary stands before the text, as on the page."""
    summary = edition.revision.summary
    return format_html("<p><em>{}</em></p>", summary) if summary else ""


def _fidelity(edition: Edition) -> str:
    """That a speech is to be checked against delivery, as on the page."""
    revision = edition.revision
    if revision.fidelity in ("", Fidelity.DELIVERED):
        return ""
    with override(edition.language):
        return format_html(
            "<p><strong>{}</strong></p>", revision.get_fidelity_display()
        )


def _disclaimer(edition: Edition) -> str:
    """That somebody signs for themselves, as on the page."""
    context = {"revision": edition.revision}
    with override(edition.language):
        return render_to_string("publications/_disclaimer.html", context).strip()


def _attachments(edition: Edition) -> str:
    """Links to what is offered beside the text, and what is heard there in words."""
    context = {"attachments": edition.revision.rendering.attachments}
    if not context["attachments"]:
        return ""
    address = settings.SITE_URL + edition.get_absolute_url()
    with override(edition.language):
        html = render_to_string("publications/_attachments_in_feed.html", context)
    return absolute(html.strip(), address)


def _what_changed(edition: Edition) -> str:
    """A correction is told at the top of the text, as on the page."""
    if not edition.public_note:
        return ""
    with override(edition.language):
        return format_html(
            '<p><strong>{}</strong> <span dir="auto">{}</span></p>',
            edition.get_change_display(),
            _in_xml(edition.public_note),
        )
