"""What an item of a feed is, whatever its form: a text, or the notice in the place of
one that was taken down."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from publications import lists
from publications.mission import mission_name
from publications.models import (
    Change,
    Edition,
    Outcome,
    PlacementRole,
    Withdrawal,
)
from publications.rendering.bylines import MARKS
from publications.rendering.web import web_link

from .content import notice, whole_text
from .pages import Held, Page


class Author(NamedTuple):
    """`name` with the office; `page`: "" where there is none."""

    name: str
    page: str = ""


class Picture(NamedTuple):
    url: str
    width: int
    height: int
    alternative: str
    credit: str


class File(NamedTuple):
    """What is offered beside the text; by these names Django's writers ask for it."""

    url: str
    length: str
    mime_type: str
    title: str
    seconds: int


@dataclass(frozen=True)
class Item:
    """Under the names of `SyndicationFeed.add_item`, as far as it has any.

    `description` is plain text, `html` the whole text or the notice. `updateddate`
    moves with what readers are told of: never with a technical change. `changed_at`
    is when anything of it last changed.
    """

    unique_id: str
    title: str
    link: str
    description: str
    html: str
    language: str
    pubdate: datetime
    updateddate: datetime
    changed_at: datetime
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    item_copyright: str
    enclosures: tuple[File, ...] = ()
    picture: Picture | None = None
    via: str = ""
    # Withdrawn or retracted: where a form has a word for that, it says it.
    is_tombstone: bool = False
    unique_id_is_permalink: bool = False


def items_of(page: Page, at: datetime) -> list[Item]:
    """The items of a document, in its order: the queries don't grow with them."""
    editions = _editions(page.holds)
    withdrawals = _withdrawals(page.holds)
    told = _told_at(editions.values(), at)
    changes = changes_of(editions.values(), at)
    return [
        _notice(withdrawals[held.withdrawal], editions.get(held.successor))
        if held.withdrawal
        else _text(editions[held.edition], told[held.text], changes.get(held.text, []))
        for held in page.holds
    ]


def _editions(holds: Iterable[Held]) -> dict[int, Edition]:
    """Those that are shown, and those in the place of others."""
    shown = {held.edition for held in holds if not held.withdrawal}
    successors = {held.successor for held in holds} - {0}
    found = Edition.objects.filter(pk__in=shown | successors).to_read()
    found = found.prefetch_related("text__publication__topics__names")
    return {edition.pk: edition for edition in found}


def _withdrawals(holds: Iterable[Held]) -> dict[int, Withdrawal]:
    down = {held.withdrawal for held in holds} - {0}
    found: QuerySet[Withdrawal] = (
        Withdrawal.objects.filter(pk__in=down)
        .select_related("edition__text__publication", "edition__revision__address")
        .prefetch_related("edition__revision__bylines")
    )
    return {withdrawal.pk: withdrawal for withdrawal in found}


def _told_at(editions: Iterable[Edition], at: datetime) -> dict[int, datetime]:
    """When readers were last told something of each text: its release, a change that
    isn't technical, or that it came back after having been taken down."""
    texts = {edition.text_id for edition in editions}
    released = Edition.objects.filter(text__in=texts, live_from__lte=at)
    told: dict[int, datetime] = {}
    ended: dict[int, datetime | None] = {}
    for edition in released.order_by("live_from").only(
        "text", "change", "live_from", "live_until"
    ):
        text = edition.text_id
        is_first = text not in told
        came_back = not is_first and ended[text] != edition.live_from
        if is_first or came_back or edition.change not in ("", Change.TECHNICAL):
            told[text] = edition.live_from
        ended[text] = edition.live_until
    return told


def changes_of(editions: Iterable[Edition], at: datetime) -> dict[int, list[Edition]]:
    """What readers of each text were told of, the latest first: of editions that may
    still be read."""
    texts = {edition.text_id for edition in editions if edition.number > 1}
    if not texts:
        return {}
    readable = Edition.objects.readable(at).filter(text__in=texts, number__gt=1)
    told: dict[int, list[Edition]] = {}
    for edition in readable.exclude(change=Change.TECHNICAL).order_by("-number"):
        told.setdefault(edition.text_id, []).append(edition)
    return told


def _text(edition: Edition, told_at: datetime, changes: list[Edition]) -> Item:
    revision = edition.revision
    topics = _topics(edition)
    return Item(
        unique_id=edition.text.feed_id,
        title=revision.title,
        link=settings.SITE_URL + edition.get_absolute_url(),
        description=revision.lead(),
        html=whole_text(edition, changes),
        language=edition.language,
        pubdate=edition.first_released_at,
        updateddate=told_at,
        changed_at=edition.live_from,
        authors=_authors(edition, with_pages=True),
        categories=(str(edition.get_kind_display()), *topics),
        item_copyright=rights(edition),
        enclosures=_files(edition),
        picture=_picture(edition),
        via=_provenance(edition),
    )


def _notice(withdrawal: Withdrawal, successor: Edition | None) -> Item:
    """Of a retracted text nothing is left but its address."""
    edition = withdrawal.edition
    outcome = withdrawal.outcome
    if outcome == Outcome.REPLACED and not successor:
        outcome = Outcome.WITHDRAWN  # as on the text's page
    said = notice(withdrawal, outcome, successor)
    is_retracted = outcome == Outcome.RETRACTED
    moments = [withdrawal.entered_at, *([successor.live_from] if successor else [])]
    return Item(
        unique_id=edition.text.feed_id,
        title=title_of_notice(outcome, edition),
        link=settings.SITE_URL + edition.get_absolute_url(),
        description=_in_one_line(said),
        html=said,
        language=get_language() or edition.language,
        pubdate=edition.first_released_at,
        updateddate=withdrawal.entered_at,
        changed_at=max(moments),
        authors=(Author(mission_name()),) if is_retracted else _authors(edition),
        categories=(str(edition.get_kind_display()),),
        item_copyright=rights(edition),
        is_tombstone=outcome != Outcome.REPLACED,
    )


def _in_one_line(said: str) -> str:
    """The paragraphs of a notice, parted by a mark that is the same in every script."""
    paragraphs = said.split("</p>")
    words = (" ".join(html.unescape(strip_tags(each)).split()) for each in paragraphs)
    return " · ".join(filter(None, words))


def title_of_notice(outcome: str, edition: Edition) -> str:
    title = {"title": edition.revision.title}
    return {
        Outcome.WITHDRAWN: _("Withdrawn: %(title)s") % title,
        Outcome.REPLACED: _("Replaced: %(title)s") % title,
        Outcome.RETRACTED: _("Retracted"),
    }[Outcome(outcome)]


def _authors(edition: Edition, *, with_pages: bool = False) -> tuple[Author, ...]:
    """Each who signs, with the office as printed; else whose words it is."""
    comma = MARKS.get(edition.language, (", ",))[0]
    signed = []
    for byline in edition.revision.bylines.all():
        if not byline.signs:
            continue
        name = comma.join(filter(None, [byline.name, byline.post]))
        signed.append(Author(name, _page(byline, edition) if with_pages else ""))
    others = edition.revision.creators() or [mission_name()]
    return tuple(signed) or tuple(map(Author, others))


def _page(byline, edition: Edition) -> str:
    with override(edition.language):
        return settings.SITE_URL + reverse("person", args=[byline.person.slug])


def _topics(edition: Edition) -> list[str]:
    """In the text's language, whichever the feed's is."""
    topics = edition.text.publication.topics.all()
    names = (lists.in_language(t.names.all(), edition.language) for t in topics)
    return [name.name for name in names if name]


def rights(edition: Edition) -> str:
    return f"© {edition.text.year} {mission_name()}"


def _files(edition: Edition) -> tuple[File, ...]:
    """A recording before a document: RSS has room for one alone."""
    files = edition.revision.rendering.attachments
    return tuple(
        File(
            settings.SITE_URL + file["address"],
            str(file["size"]),
            file["mime"],
            file["title"],
            file["seconds"] or 0,
        )
        for file in sorted(files, key=lambda file: not file["seconds"])
    )


def _picture(edition: Edition) -> Picture | None:
    """The lead picture, as for link previews."""
    lead = edition.revision.rendering.lead
    if not lead:
        return None
    return Picture(
        settings.SITE_URL + lead["card"],
        lead["width"],
        lead["height"],
        lead["alt"],
        lead["credit"],
    )


def _provenance(edition: Edition) -> str:
    """Where the text first appeared, once that is confirmed."""
    placements = edition.text.publication.placements.all()
    first = (p.url for p in placements if p.confirmed and p.role == PlacementRole.FIRST)
    return web_link(next(first, ""))
