"""Atom (RFC 4287) with whole texts, and tombstones for what is gone (RFC 6721)."""

from django.utils.feedgenerator import Atom1Feed, rfc3339_date

from publications.rendering.languages import language_tag

from .parts import HISTORY, MEDIA, Dated, add_picture, add_ways


class Atom(Dated, Atom1Feed):
    def root_attributes(self):
        return {
            **super().root_attributes(),
            "xmlns:at": "http://purl.org/atompub/tombstones/1.0",
            "xmlns:fh": HISTORY,
            "xmlns:media": MEDIA,
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        add_ways(handler, self.feed, "link")

    def write_items(self, handler):
        for item in self.items:
            if item["is_tombstone"]:
                _add_tombstone(handler, item)
                continue
            language = {"xml:lang": language_tag(item["language"])}
            handler.startElement("entry", language)
            self.add_item_elements(handler, item)
            handler.endElement("entry")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, {**item, "description": None})
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author.name)
            if author.page:
                handler.addQuickElement("uri", author.page)
            handler.endElement("author")
        if item["via"]:
            handler.addQuickElement("link", "", {"rel": "via", "href": item["via"]})
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["html"], {"type": "html"})
        add_picture(handler, item)


def _add_tombstone(handler, item) -> None:
    when = rfc3339_date(item["updateddate"])
    handler.startElement("at:deleted-entry", {"ref": item["unique_id"], "when": when})
    handler.addQuickElement("at:comment", item["html"], {"type": "html"})
    handler.addQuickElement("link", "", {"rel": "alternate", "href": item["link"]})
    handler.endElement("at:deleted-entry")
