"""JSON Feed 1.1 (jsonfeed.org): the same items, for those who read no XML."""

import json
from typing import Any

from django.utils.feedgenerator import SyndicationFeed, rfc3339_date

from publications.rendering.languages import language_tag

VERSION = "https://jsonfeed.org/version/1.1"


class JsonFeed(SyndicationFeed):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = self.feed
        told = {
            "version": VERSION,
            "title": feed["title"],
            "home_page_url": feed["link"],
            "feed_url": feed["feed_url"],
            "description": feed["description"],
            "language": feed["language"],
            "authors": [{"name": feed["author_name"], "url": feed["author_link"]}],
            # The only way from one document to another that there is: to older items.
            "next_url": feed["history"].get("prev-archive"),
            "hubs": feed["hub"] and [{"type": "WebSub", "url": feed["hub"]}],
        }
        written = {**_said(told), "items": [_item(item) for item in self.items]}
        json.dump(written, outfile, ensure_ascii=False, indent=1)


def _item(item: dict[str, Any]) -> dict[str, Any]:
    picture = item["picture"]
    return _said(
        {
            "id": item["unique_id"],
            "url": item["link"],
            "external_url": item["via"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["html"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": [
                _said({"name": author.name, "url": author.page})
                for author in item["authors"]
            ],
            "tags": item["categories"],
            "language": language_tag(item["language"]),
            "image": picture and picture.url,
            "attachments": [
                _said(
                    {
                        "url": file.url,
                        "mime_type": file.mime_type,
                        "title": file.title,
                        "size_in_bytes": int(file.length),
                        "duration_in_seconds": file.seconds,
                    }
                )
                for file in item["enclosures"]
            ],
            # Extensions begin so: a text alternative and rights have no other place.
            "_rights": {"line": item["item_copyright"]},
            "_image": picture and _said({"alt": picture.alternative}),
        }
    )


def _said(members: dict[str, Any]) -> dict[str, Any]:
    """Without those that say nothing."""
    return {name: value for name, value in members.items() if value}
