"""RSS 2.0 with whole texts, names and archives, which Django's own lacks."""

from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.html import escape

from publications.rendering.languages import language_tag

from .parts import ATOM, HISTORY, MEDIA, Dated, add_picture, add_ways


class Rss(Dated, Rss201rev2Feed):
    def rss_attributes(self):
        return {
            "version": self._version,
            "xmlns:atom": ATOM,
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:fh": HISTORY,
            "xmlns:media": MEDIA,
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        add_ways(handler, self.feed, "atom:link")

    def add_item_elements(self, handler, item):
        """A description is HTML by the specification, and there is room for one
        enclosure: the text links to all of them."""
        stock = {
            "description": escape(item["description"]),
            "enclosures": item["enclosures"][:1],
        }
        super().add_item_elements(handler, {**item, **stock})
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author.name)
        handler.addQuickElement("dc:language", language_tag(item["language"]))
        handler.addQuickElement("dc:rights", item["item_copyright"])
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if item["via"]:
            handler.addQuickElement(
                "atom:link", "", {"rel": "via", "href": item["via"]}
            )
        handler.addQuickElement("content:encoded", item["html"])
        add_picture(handler, item)
