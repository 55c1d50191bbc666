"""Feeds as readers see them, whatever the form; and a subscriber who remembers."""

import json
from datetime import datetime
from typing import NamedTuple
from xml.etree import ElementTree

import feedparser
from django.test import Client

FORMS = ("rss", "atom", "json")
SITE = "https://press.example"


class Shown(NamedTuple):
    """An item, as far as tests ask for it."""

    id: str
    title: str
    link: str
    updated: datetime
    authors: list[str]
    html: str
    tags: list[str]


class Document(NamedTuple):
    """`gone`: what tombstones say, by id; `ways`: paths by relation."""

    items: list[Shown]
    gone: dict[str, str]
    ways: dict[str, str]

    @property
    def titles(self) -> list[str]:
        return [item.title for item in self.items]


def fetched(client: Client, address: str) -> Document:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return parsed(answer.content)


def parsed(content: bytes) -> Document:
    return _json(content) if content.startswith(b"{") else _xml(content)


def _json(content: bytes) -> Document:
    feed = json.loads(content)
    items = [
        Shown(
            item["id"],
            item["title"],
            item["url"],
            datetime.fromisoformat(item["date_modified"]),
            [author["name"] for author in item["authors"]],
            item["content_html"],
            item["tags"],
        )
        for item in feed["items"]
    ]
    ways = {"prev-archive": _path(feed["next_url"])} if "next_url" in feed else {}
    return Document(items, {}, ways)


def _xml(content: bytes) -> Document:
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.bozo_exception
    items = [
        Shown(
            entry.id,
            entry.title,
            entry.link,
            datetime.fromisoformat(entry.updated),
            [author.name for author in entry.authors],
            entry.content[0].value,
            [tag.term for tag in entry.tags],
        )
        for entry in feed.entries
    ]
    root = ElementTree.fromstring(content)
    at = "{http://purl.org/atompub/tombstones/1.0}"
    gone = {
        stone.get("ref"): stone.findtext(f"{at}comment")
        for stone in root.iter(f"{at}deleted-entry")
    }
    ways = {link.rel: _path(link.href) for link in feed.feed.links}
    return Document(items, gone, ways)


def _path(address: str) -> str:
    assert address.startswith(SITE), address
    return address.removeprefix(SITE)


def walked(client: Client, address: str) -> list[Document]:
    """The document at the address and every archive before it."""
    found = [fetched(client, address)]
    while before := found[-1].ways.get("prev-archive"):
        assert len(found) < 50
        found.append(fetched(client, before))
    return found


class Subscriber:
    """Looks at a feed again and again, and tells what is new in it."""

    def __init__(self, client: Client, form: str, path: str = "/en/"):
        self.client, self.address = client, f"{path}feed.{form}"
        self.etag, self.kept = '""', {}

    def look(self) -> list[tuple[str, str]]:
        """What the reader shows as new, changed or gone, the oldest first."""
        asked = {"If-None-Match": self.etag}
        answer = self.client.get(self.address, headers=asked)
        self.etag = answer.headers["ETag"]
        if answer.status_code == 304:
            return []
        document = parsed(answer.content)
        told = [
            ("gone", self.kept.pop(each).title)
            for each in document.gone
            if each in self.kept
        ]
        for item in reversed(document.items):
            before = self.kept.get(item.id)
            if before is None or before.updated < item.updated:
                told.append(("changed" if before else "new", item.title))
            self.kept[item.id] = item
        return told

    def shows(self, title: str) -> Shown:
        [item] = [each for each in self.kept.values() if each.title == title]
        return item
