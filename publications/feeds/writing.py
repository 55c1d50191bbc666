"""A document of a feed from what it holds, in one of the forms."""

import uuid
from dataclasses import fields
from io import StringIO
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publications.lists import TextList
from publications.mission import mission_name
from publications.models import FEED_NAMESPACE
from publications.rendering.languages import language_tag

from .archive import Archive
from .atom import Atom
from .items import Item
from .json_feed import JsonFeed
from .pages import Page
from .parts import fit
from .rss import Rss

WRITERS = {"rss": Rss, "atom": Atom, "json": JsonFeed}


def written(found: TextList, page: Page, items: list[Item], form: str) -> bytes:
    feed = WRITERS[form](**_channel(found, page, form))
    for item in items:
        feed.add_item(**{name: fit(value) for name, value in _members(item)})
    out = StringIO()
    feed.write(out, "utf-8")
    return out.getvalue().encode()


def _members(item: Item) -> list[tuple[str, Any]]:
    return [(field.name, getattr(item, field.name)) for field in fields(item)]


def _channel(found: TextList, page: Page, form: str) -> dict[str, Any]:
    address = settings.SITE_URL + found.feed_path(form)
    told = _("Publications of %(mission)s") % {"mission": mission_name()}
    title = " – ".join(filter(None, [found.heading, mission_name()]))
    return {
        "title": fit(title),
        "link": settings.SITE_URL + found.path,
        "description": fit(found.description or told),
        "subtitle": fit(found.description or told),
        "language": language_tag(get_language() or settings.LANGUAGE_CODE),
        "author_name": fit(mission_name()),
        "author_link": settings.SITE_URL + reverse("home"),
        "feed_copyright": fit(f"© {mission_name()}"),
        "feed_url": _at(address, page.archive) if form != "json" else address,
        "feed_guid": uuid.uuid5(FEED_NAMESPACE, found.path).urn,
        "is_archive": page.archive is not None,
        "history": _history(address, page),
        # Nobody is told of an archive, which doesn't change, nor of every search that
        # now finds another text.
        "hub": "" if page.archive or found.asked else settings.WEBSUB_HUB,
    }


def _history(address: str, page: Page) -> dict[str, str]:
    """Relations of RFC 5005, 4, to other documents of the feed."""
    beside = {"prev-archive": page.previous, "next-archive": page.next}
    told = {rel: _at(address, other) for rel, other in beside.items() if other}
    return {"current": address, **told} if page.archive else told


def _at(address: str, archive: Archive | None) -> str:
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}archive={archive}" if archive else address
