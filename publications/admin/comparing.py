"""Comparing any two wordings of a text: saves, editions, and what is public."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.http import Http404
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from publications import clock, workflow
from publications.models import Edition, Revision
from publications.rendering.changes import changes
from publications.rendering.changes_in_layout import changes_in_layout

from . import media_words
from .words import in_words

PUBLIC = "public"
# Wordings to choose from; older ones are reached from the history, by address.
MOST = 200
_CHANGE = re.compile(r"(?<!</del>)(?=<(?:del|ins)>)")


class Wording(NamedTuple):
    value: str
    words: str


class Field(NamedTuple):
    label: str
    html: SafeString


def compared(seen: QuerySet, asked: Mapping[str, str], edition: Edition) -> dict:
    """`asked`: `old` and `new`, ids of revisions or `public`; `with` alone is compared
    with the present wording, nothing with the public one, else with the save before.
    `form`: the body as readers see it, or the Markdown that is written."""
    at = clock.moment()
    live = seen.live(at).filter(text=edition.text_id).first()
    latest = live or workflow.latest_released(edition, at)
    revisions = Revision.objects.filter(
        edition__in=seen, edition__text=edition.text_id
    ).select_related("edition", "saved_by")
    new = _chosen(revisions, asked.get("new", ""), live) or edition.revision
    old = _chosen(revisions, asked.get("old") or asked.get("with", ""), live)
    if old is None:
        old = _usual(revisions, latest, new)
    if old and not asked.get("new") and old.pk > new.pk:
        old, new = new, old  # what came later is what came
    form = "written" if asked.get("form") == "written" else "read"
    fields, count = _numbered(_differing(old, new, form)) if old else ([], 0)
    return {
        "old": old,
        "new": new,
        "form": form,
        "fields": fields,
        "count": count,
        "public": live.revision_id if live else None,
        "old_value": _value(old, asked.get("old", ""), live),
        "new_value": _value(new, asked.get("new", ""), live),
        "wordings": list(_offered(revisions, live, {old, new})),
    }


def _chosen(revisions: QuerySet, asked: str, live: Edition | None) -> Revision | None:
    if not asked:
        return None
    key = live.revision_id if live and asked == PUBLIC else asked
    is_number = str(key).isascii() and str(key).isdecimal() and len(str(key)) < 19
    found = revisions.filter(pk=key).first() if is_number else None
    if found is None:
        raise Http404
    return found


def _value(chosen: Revision | None, asked: str, live: Edition | None) -> str:
    """Which entry of the list stands for it: an address that says "public" stays so."""
    if live and asked == PUBLIC and chosen and chosen.pk == live.revision_id:
        return PUBLIC
    return str(chosen.pk) if chosen else ""


def _usual(
    revisions: QuerySet, latest: Edition | None, new: Revision
) -> Revision | None:
    if latest and latest.pk != new.edition_id:
        return revisions.filter(pk=latest.revision_id).first()
    return revisions.filter(edition=new.edition_id, number__lt=new.number).last()


def _offered(revisions: QuerySet, live: Edition | None, chosen: set):
    """What the two lists offer: what is public now, then each save, the latest first;
    those that are compared are always among them."""
    if live:
        yield Wording(PUBLIC, _("What is public now"))
    latest = revisions.order_by("-pk").annotate(current=F("edition__revision"))
    listed = list(latest.defer("body", "summary")[:MOST])
    missing = {each.pk for each in chosen if each} - {each.pk for each in listed}
    listed += latest.filter(pk__in=missing)
    for each in listed:
        told = {
            "when": in_words(each.saved_at),
            "name": each.saved_by,
            "number": each.edition.number,
        }
        if each.edition.number and each.pk == each.current:
            words = _("Edition %(number)s, saved %(when)s by %(name)s") % told
        else:
            words = _("Saved %(when)s by %(name)s") % told
        yield Wording(str(each.pk), words)


def _differing(old: Revision, new: Revision, form: str):
    for label, before, after in _told(old, new):
        if before == after:
            continue
        if label == _("Body") and form == "read":
            yield label, _as_read(old, new)
        else:
            yield label, changes(before, after)


def _told(old: Revision, new: Revision):
    for name, label in {
        "title": _("Title"),
        "subtitle": _("Subtitle"),
        "summary": _("Summary"),
        "byline": _("Byline as printed"),
        "place": _("Place"),
        "body": _("Body"),
    }.items():
        yield label, getattr(old, name), getattr(new, name)
    for label, words in {
        _("Lead picture"): media_words.lead_picture,
        _("Pictures in the text"): media_words.pictures_in_text,
        _("Attachments"): media_words.attachments,
    }.items():
        yield label, words(old), words(new)


def _as_read(old: Revision, new: Revision) -> SafeString:
    """Where readers see no difference, as of how a list is typed: as it is written."""
    html = changes_in_layout(old.rendering.html, new.rendering.html)
    return html if _CHANGE.search(html) else changes(old.body, new.body)


def _numbered(differing) -> tuple[list[Field], int]:
    """Before each change links to the one before and after it, which work by keyboard
    and without a script. What went and what came for it are one change."""
    fields = [(str(label), _CHANGE.split(html)) for label, html in differing]
    total = sum(len(parts) - 1 for _label, parts in fields)
    shown, number = [], 0
    for label, parts in fields:
        html = parts[0]
        for part in parts[1:]:
            number += 1
            html += _place(number, total) + part
        # Every word of a text came through `changes` or the sanitiser.
        shown.append(Field(label, mark_safe(html)))  # noqa: S308  # nosec B308 B703
    return shown, total


def _place(number: int, total: int) -> SafeString:
    ways = [
        (other, sign, words)
        for other, sign, words in (
            (number - 1, "↑", _("Previous change")),
            (number + 1, "↓", _("Next change")),
        )
        if 1 <= other <= total
    ]
    links = format_html_join(
        "",
        '<a href="#change-{0}" title="{2}"><span aria-hidden="true">{1}</span>'
        '<span class="visually-hidden">{2}</span></a>',
        ways,
    )
    return format_html('<span class="place" id="change-{}">{}</span>', number, links)
