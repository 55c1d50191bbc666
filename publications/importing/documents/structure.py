"""Paragraphs, headings, links and pictures where Markdown can have them."""

import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag

from publications.rendering.links import is_address

from .formatting import HEADINGS
from .notes import BODY
from .pictures import number_of

# They mean no more than that something stands in lines of its own.
BLOCKS = (
    *("section", "article", "main", "header", "footer", "aside", "address", "center"),
    *("dl", "dt", "dd", "figure", "figcaption", "details", "summary"),
)
PARAGRAPHS = ("p", "dt", "dd", "figcaption", "summary", *HEADINGS)
CONTAINERS = ("div", "blockquote", BODY)
OF_THEIR_OWN = (
    *("p", "div", "blockquote", "pre", "hr", "table", "ul", "ol", "li", *HEADINGS),
    BODY,
)
TITLE_CLASSES = ("title", "MsoTitle")
# Where a link leads that only passes the reader on.
PASSING_ON = {
    "www.google.com": ("/url", "q"),
    "safelinks.protection.outlook.com": ("/", "url"),
}
OUTSIDE = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
TRACKER = 2  # pixels
TOP = 2


def settle(soup: BeautifulSoup, counts: Counter[str], *, has_title: bool) -> None:
    for link in soup.find_all("a"):
        _settle_link(link, counts)
    for picture in soup.find_all("img"):
        _settle_picture(picture, counts)
    _settle_headings(soup, has_title=has_title)
    for block in soup.find_all(BLOCKS):
        block.name = "div"
    for picture in soup.find_all("img"):
        _lift(soup, picture)
    for block in [soup, *soup.find_all(CONTAINERS)]:
        _gather_loose(soup, block)


def _gather_loose(soup: BeautifulSoup, block: Tag) -> None:
    """Words beside blocks are a paragraph too."""
    children = list(block.contents)
    if block is not soup and not any(_is_block(child) for child in children):
        return
    loose: Tag | None = None
    for child in children:
        if _is_block(child):
            loose = None
        elif loose is not None:
            loose.append(child.extract())
        elif str(child).strip() and getattr(child, "name", "") != "br":
            loose = child.wrap(soup.new_tag("p"))
        elif getattr(child, "name", "") == "br":
            child.decompose()


def _is_block(node) -> bool:
    return isinstance(node, Tag) and node.name in OF_THEIR_OWN


def _settle_link(link: Tag, counts: Counter[str]) -> None:
    """Keep links to addresses that a reader of another site can follow."""
    address = _passed_on(str(link.get("href") or "").strip())
    if not link.get_text(strip=True) and link.find("img") is None:
        link.unwrap()
    elif OUTSIDE.match(address) and is_address(address):
        link.attrs = {"href": address}
    else:
        # Places within a document are no links of its text.
        counts["links"] += bool(address) and "#" not in address
        link.unwrap()


def _passed_on(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    for name, (path, key) in PASSING_ON.items():
        if (host == name or host.endswith("." + name)) and parts.path == path:
            return parse_qs(parts.query).get(key, [address])[0]
    return address


def _settle_picture(picture: Tag, counts: Counter[str]) -> None:
    number = number_of(str(picture.get("src") or ""))
    if number is not None:
        picture.attrs = {"number": str(number), "alt": str(picture.get("alt") or "")}
        return
    if not _is_tracker(picture):
        counts["elsewhere"] += 1
    picture.decompose()


def _is_tracker(picture: Tag) -> bool:
    sizes = [str(picture.get(side) or "") for side in ("width", "height")]
    return all(s.isdecimal() and int(s) <= TRACKER for s in sizes)


def _settle_headings(soup: BeautifulSoup, *, has_title: bool) -> None:
    """One title at most, which is `#`; what is below it begins with `##`."""
    for title in soup.find_all(class_=TITLE_CLASSES):
        title.name = "h1"
    headings = [h for h in soup.find_all(HEADINGS) if h.get_text(strip=True)]
    for heading in headings:
        heading["level"] = heading.name[1]
    title = _title(soup, headings) if has_title else None
    below = [h for h in headings if h is not title]
    shift = TOP - min((int(h["level"]) for h in below), default=TOP)
    for heading in below:
        heading.name = f"h{min(int(heading['level']) + shift, 6)}"


def _title(soup: BeautifulSoup, headings: list[Tag]) -> Tag | None:
    """The heading that has no equal, or stands before everything else."""
    if not headings:
        return None
    first = headings[0]
    equals = [h for h in headings if h["level"] <= first["level"]]
    named = set(first.get("class") or ()) & set(TITLE_CLASSES)
    if first["level"] == "1" and (named or len(equals) == 1 or _is_first(soup, first)):
        return first
    return None


def _is_first(soup: BeautifulSoup, heading: Tag) -> bool:
    for text in soup.find_all(string=True):
        if text.strip():
            return heading in text.parents
    return False


def _lift(soup: BeautifulSoup, picture: Tag) -> None:
    """A picture stands between paragraphs, where the page will show it."""
    if picture.find_parent(["td", "th"]):
        return
    around = picture.find_parent("a")
    if around is not None and not around.get_text(strip=True):
        around.unwrap()
    block = picture.find_parent(PARAGRAPHS)
    if block is None or block.find_parent(BODY):
        return
    own = soup.new_tag("p")
    block.insert_after(own)
    own.append(picture.extract())
    if not any(isinstance(e, NavigableString) and e.strip() for e in block.descendants):
        block.decompose()
