"""CSL-JSON, the input of citation processors (CSL 1.0.2, csl-data.json)."""

import json
from datetime import date
from typing import Any

from publications.rendering.languages import language_tag

from .cited import Citation, Name, one_line
from .words import first_published_at, whole_title

# `article`: a work of its own, made public outside a journal. None is a newspaper's,
# even where one had it first: what is cited stands at the mission's address.
TYPES = {
    "op_ed": "article",
    "article": "article",
    "speech": "speech",
    "interview": "interview",
    "statement": "webpage",
    "press_release": "webpage",
}


def csl_json(citation: Citation) -> str:
    """A list of one item, as processors and reference managers take it."""
    return json.dumps([_item(citation)], ensure_ascii=False, indent=2) + "\n"


def _item(c: Citation) -> dict[str, Any]:
    first = c.first
    item = {
        "id": c.key,
        "type": TYPES.get(c.kind, "webpage"),
        "title": whole_title(c),
        "title-short": one_line(c.title) if c.subtitle else "",
        "author": _names(c.authors),
        "translator": _names(c.translators),
        "interviewer": _names(c.interviewers),
        "issued": _day(c.issued),
        # And no `container-title`: the site is called as the mission is, and a style
        # would print it twice.
        "publisher": one_line(c.publisher),
        "edition": str(c.edition),
        "genre": one_line(c.genre),
        "language": language_tag(c.language),
        # 1.0.2 also calls it `event-title`; every processor knows this name.
        "event": one_line(c.event),
        "event-place": one_line(c.place),
        "event-date": _day(c.delivered_on),
        "original-publisher": one_line(first.outlet) if first else "",
        "original-date": _day(first.appeared_on) if first else None,
        "note": first_published_at(c),
        "URL": c.url,
    }
    return {name: value for name, value in item.items() if value}


def _names(names: tuple[Name, ...]) -> list[dict[str, str]]:
    return [
        {"family": one_line(name.family), "given": one_line(name.given)}
        if name.has_parts
        else {"literal": one_line(name.printed)}
        for name in names
    ]


def _day(day: date | None) -> dict[str, Any] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
