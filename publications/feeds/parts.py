"""What RSS and Atom have in common: namespaces, ways to other documents, the lead
picture, and which characters an XML document can hold."""

import re
from datetime import UTC, datetime
from typing import Any

ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005
MEDIA = "http://search.yahoo.com/mrss/"
# One of these in a note or a name would make a document that no reader can parse
# (XML 1.0, 2.2). JSON could hold them, but for half a surrogate pair.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(value: Any) -> Any:
    """The same, without characters that a feed can't hold; also in tuples."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value)
    if isinstance(value, tuple):
        members = map(fit, value)
        return type(value)(*members) if hasattr(value, "_fields") else tuple(members)
    return value


class Dated:
    """A feed whose date is that of its latest item; an empty one's never moves."""

    def latest_post_date(self) -> datetime:
        return (
            super().latest_post_date()
            if self.items
            else datetime(1970, 1, 1, tzinfo=UTC)
        )


def add_ways(handler, feed: dict[str, Any], link: str) -> None:
    """To the hub, and to the archives (RFC 5005, 4); `link`: what a link is called."""
    if feed["hub"]:
        handler.addQuickElement(link, "", {"rel": "hub", "href": feed["hub"]})
    for relation, address in feed["history"].items():
        handler.addQuickElement(link, "", {"rel": relation, "href": address})
    if feed["is_archive"]:
        handler.addQuickElement("fh:archive")


def add_picture(handler, item: dict[str, Any]) -> None:
    """The lead picture with its text alternative (Media RSS). Last in an item: where no
    summary or content has come yet, feedparser takes the alternative for it."""
    if not (picture := item["picture"]):
        return
    told = {
        "url": picture.url,
        "type": "image/jpeg",
        "medium": "image",
        "width": str(picture.width),
        "height": str(picture.height),
    }
    handler.startElement("media:content", told)
    if picture.alternative:
        handler.addQuickElement(
            "media:description", picture.alternative, {"type": "plain"}
        )
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit)
    handler.endElement("media:content")
