"""A revision as JSON, as a document of its own and as Markdown, and the files' names.

Pure functions of what the JSON holds: whoever checks a bundle makes document and
Markdown again from it and compares byte by byte. So whatever a word here depends on
(language, moment, wording) is in the JSON, and `FORMAT` rises when any of it changes.
"""

import json
import re
from typing import Any

from django.utils.html import format_html, format_html_join

from publications.rendering import direction_of, offline

FORMAT = 4
# Formats that are read: 1 told less of a text and of where it appeared, 2 less of its
# pictures and nothing of attachments, 3 nothing of which wording a translation follows
# and which language governs.
READ = (1, 2, 3, 4)

MANIFEST = "manifest.json"
PUBLICATION = "publication.json"
ACTS = "acts.jsonl"
SUMS = "SHA256SUMS"

_OF_PICTURE = re.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")

# What the front matter tells of the content, in this order.
_FRONT = (
    "title",
    "subtitle",
    "summary",
    "byline",
    "written_on",
    "place",
    "event",
    "fidelity",
    "issuer",
    "language",
    "address",
    "publication",
)
_DOCUMENT = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
</head>
<body>
<header>
{banner}</header>
<article>
<h1>{title}</h1>
{head}"""
_END = """
</article>
<footer>
<p>{publication} / {edition} / {number}</p>
<p>SHA-256 {digest}</p>
</footer>
</body>
</html>
"""


def folder(language: str, edition: str) -> str:
    """An edition's folder. Not the bare language: `con` and `nul` are languages, and
    no file's name on Windows."""
    return f"text-{language}/edition-{edition}/"


def revision_name(number: int, extension: str) -> str:
    return f"revision-{number}.{extension}"


def media_name(uuid: Any, extension: str) -> str:
    return f"media/{uuid}.{extension}"


def copy_name(uuid: Any) -> str:
    """A copy of what an outlet printed, of whatever type it says that it is."""
    return f"copies/{uuid}"


def written(facts: Any) -> bytes:
    """Facts as their JSON file: the one way in which a bundle writes them."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=1)
    return text.encode() + b"\n"


def line(entry: dict[str, Any]) -> bytes:
    """An entry of the record as its line."""
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def around(revision: dict[str, Any]) -> tuple[str, str]:
    """The document before and after the body's own HTML."""
    content = revision["content"]
    before = format_html(
        _DOCUMENT,
        language=content["language"],
        direction=direction_of(content["language"]),
        title=content["title"],
        banner=_paragraphs(revision["banner"]),
        head=_paragraphs(_head(content)),
    )
    after = format_html(
        _END,
        publication=content["publication"],
        edition=revision["edition"],
        number=revision["number"],
        digest=revision["digest"],
    )
    return str(before), str(after)


def with_media(html: str, shown: dict[str, str]) -> str:
    """Point a rendered body at the bundle's own pictures; `shown`: by uuid, the file of
    each here."""

    def file_of(address: str) -> str | None:
        found = _OF_PICTURE.search(address)
        name = found and shown.get(found[0])
        return f"../../{name}" if name else None

    return offline(html, file_of)


def markdown(revision: dict[str, Any]) -> bytes:
    """The body as it was written, under a front matter (JSON values are YAML)."""
    content = revision["content"]
    # Format 1 had fewer; what says nothing is left out below.
    matter = {name: content.get(name) for name in _FRONT} | {
        "bylines": _signatures(content),
        "images": content.get("images"),
        "attachments": content.get("attachments"),
        "edition": revision["edition"],
        "revision": revision["number"],
        "digest": revision["digest"],
        "saved_at": revision["saved_at"],
        "saved_by": revision["saved_by"],
        "banner": revision["banner"],
    }
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False, sort_keys=True)}"
        for name, value in matter.items()
        if value or value == 0
    ]
    return "\n".join(["---", *lines, "---", "", content["body"], ""]).encode()


def _head(content: dict[str, Any]) -> list[str]:
    where = [content.get("event"), content["place"], content["written_on"]]
    found = [content["subtitle"], content.get("issuer"), *_signatures(content)]
    found += [content["byline"], ", ".join(filter(None, where)), content["summary"]]
    return [words for words in found if words]


def _signatures(content: dict[str, Any]) -> list[str]:
    return [
        ", ".join(filter(None, [f"{b['honorific']} {b['name']}".strip(), b["post"]]))
        for b in content["bylines"]
    ]


def _paragraphs(lines: list[str]) -> str:
    return format_html_join("", "<p>{}</p>\n", ((words,) for words in lines))
