"""The feed of corrections: each change that readers were told of, and each take-down,
is an item of its own, a change above the text as it reads now. It has no archives: the
page goes back to the first.

Tests: tests/feeds/test_corrections.py.
"""

import uuid
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import linebreaks_filter
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publications import clock, lists, site_languages
from publications.lists import FORMS
from publications.mission import mission_name
from publications.models import FEED_NAMESPACE, Edition, Outcome

from . import documents
from .content import notice, whole_text
from .documents import Contents
from .items import Author, Item, changes_of, rights, title_of_notice
from .pages import ITEMS, Page
from .view import answer


@require_safe
def feed_of_corrections(request: HttpRequest, feed_form: str) -> HttpResponse:
    last_entry = documents.last_entry()
    at, language = clock.moment(), get_language()
    entries = lists.corrections(at, language, ITEMS)
    if not (entries or site_languages.is_offered(language)):
        raise Http404
    found = lists.of_corrections(at, language)
    texts = {entry.edition.text_id for entry in entries}
    live = Edition.objects.live(at).filter(text__in=texts).order_by("pk")
    # What comes or ends by itself; whatever somebody did is on the record.
    seen = [(e.edition.pk, e.outcome, e.successor and e.successor.pk) for e in entries]
    document = documents.kept(
        found,
        feed_form,
        (last_entry, *seen, *live.values_list("pk", flat=True)),
        lambda: _contents(entries, live, at),
    )
    return answer(request, document, f"{FORMS[feed_form].mime}; charset=utf-8", at)


def _contents(
    entries: list[lists.Entry], live: QuerySet[Edition], at: datetime
) -> Contents:
    editions = list(live.to_read())
    changes = changes_of(editions, at)
    now = {e.text_id: whole_text(e, changes.get(e.text_id, [])) for e in editions}
    items = [_item(entry, now.get(entry.edition.text_id, "")) for entry in entries]
    return Contents(Page(()), items)


def _item(entry: lists.Entry, now: str) -> Item:
    """`now`: its text as it reads while it is live, with all that was changed."""
    edition, withdrawal = entry.edition, entry.withdrawal
    if withdrawal:
        what = f"withdrawal-{withdrawal.pk}"
        title = title_of_notice(entry.outcome, edition)
        note = withdrawal.public_note or withdrawal.get_reason_display()
        html = notice(withdrawal, entry.outcome, entry.successor)
        label = str(Outcome(entry.outcome).label)
    else:
        what = f"edition-{edition.number}"
        label = str(edition.get_change_display())
        title = _("%(label)s: %(words)s") % {"label": label, "words": edition.title}
        note = edition.public_note
        html = _changed(entry) + now
    return Item(
        unique_id=uuid.uuid5(FEED_NAMESPACE, f"{edition.text.feed_id}/{what}").urn,
        title=title,
        link=settings.SITE_URL + edition.get_absolute_url(),
        description=note,
        html=html,
        language=edition.language,
        pubdate=entry.moment,
        updateddate=entry.moment,
        changed_at=entry.moment,
        authors=(Author(mission_name()),),
        categories=(label, str(edition.get_kind_display())),
        item_copyright=rights(edition),
    )


def _changed(entry: lists.Entry) -> SafeString:
    """The note, and the way to what was changed, word by word."""
    edition = entry.edition
    paragraphs = linebreaks_filter(edition.public_note)
    note = format_html('<div dir="auto">{}</div>', paragraphs)
    if not edition.previous:
        return note
    slug = edition.revision.address.slug
    with override(edition.language):
        path = reverse(
            "comparison",
            args=[edition.text.year, slug, edition.previous, edition.number],
        )
    words = _("What changed against edition %(number)s") % {"number": edition.previous}
    return note + format_html(
        '<p><a href="{}">{}</a></p>', settings.SITE_URL + path, words
    )
