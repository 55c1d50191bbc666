"""A page of the site as a page of the copy, and what it leads to and needs."""

import html
import re

# Where the words of a page begin, in templates/publications/base.html.
_CONTENT = re.compile(r'<main id="content"[^>]*>')
_END = "</main>"
_NAMED = re.compile(r'\s(?:href|src)="([^"]+)"')
_SIZES = re.compile(r'\ssrcset="([^"]+)"')
# Nothing that is a path of another folder, or a question.
_PLAIN = re.compile(r"(?:/[\w~-][\w.~-]*)+/?")
FILES = ("/media/", "/attachments/", "/mission/", "/favicon.ico", "/apple-touch-icon")


def copied(document: str, note: str) -> str:
    """The page with a note before its words. Raises ValueError where it isn't one."""
    found = _CONTENT.search(document)
    if found is None:
        raise ValueError("it has no content")
    return f"{document[: found.end()]}\n{note}{document[found.end() :]}"


def links_of(document: str, site: str) -> set[str]:
    """Paths of this site that its words lead to; not those of every page's head."""
    found = _CONTENT.search(document)
    start = found.end() if found else 0
    end = document.rfind(_END)
    words = document[start : end if end > start else len(document)]
    named = (_path(address, site) for address in _NAMED.findall(words))
    return {path for path in named if path and not path.startswith(FILES)}


def files_of(document: str, site: str) -> set[str]:
    """Paths of the files that it shows or offers, in every size that it names."""
    named = _NAMED.findall(document)
    for sizes in _SIZES.findall(document):
        named += [size.split()[0] for size in sizes.split(",") if size.strip()]
    paths = {_path(address, site) for address in named}
    return {path for path in paths if path and path.startswith(FILES)}


def _path(address: str, site: str) -> str:
    """Without the site's name, query and place in the page; empty for other sites'."""
    path = html.unescape(address).removeprefix(site)
    path = path.partition("#")[0]
    return path if _PLAIN.fullmatch(path) else ""
