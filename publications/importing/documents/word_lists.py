"""Lists as Word and Outlook put them on the clipboard: paragraphs that look like some.

Each says its level in a property of Microsoft's own, and brings its bullet or number
along as words.
"""

import re

from bs4 import BeautifulSoup, Tag

from .formatting import style_of

LEVEL = re.compile(r"\blevel(\d)")
IN_LIST = re.compile(r"^MsoList", re.IGNORECASE)
BULLET = re.compile(r"^\s*([·•●○◦▪■§◆➢✓*o–—-])(?=[\s\xa0])[\s\xa0]*")
NUMBER = re.compile(
    r"^\s*\(?(\d{1,4}|[a-z]|[ivxlc]{1,6})[.)、](?=[\s\xa0])[\s\xa0]*", re.I
)
DEEPEST = 5


def make_lists(soup: BeautifulSoup) -> None:
    """Turn runs of such paragraphs into lists."""
    items = [
        paragraph
        for paragraph in soup.find_all("p")
        if _level(paragraph) and not paragraph.find_parent("li")
    ]
    done: set[int] = set()
    for first in items:
        if id(first) in done:
            continue
        run = [first]
        while (following := _next(run[-1])) is not None and _level(following):
            run.append(following)
        done |= {id(item) for item in run}
        _make(soup, run)


def _next(paragraph: Tag) -> Tag | None:
    following = paragraph.find_next_sibling()
    between = paragraph.next_sibling
    while between is not None and between is not following:
        if str(between).strip():
            return None
        between = between.next_sibling
    return following if isinstance(following, Tag) else None


def _level(paragraph: Tag) -> int:
    """Level of an item, from 1; 0 for what is none."""
    if paragraph.name != "p":
        return 0
    said = style_of(paragraph).get("mso-list", "")
    if said in ("none", "skip"):
        return 0
    if found := LEVEL.search(said):
        return min(int(found[1]), DEEPEST)
    named = any(IN_LIST.match(name) for name in paragraph.get("class") or ())
    words = paragraph.get_text()
    return int(named and bool(BULLET.match(words) or NUMBER.match(words)))


def _make(soup: BeautifulSoup, run: list[Tag]) -> None:
    place = soup.new_tag("div")
    run[0].insert_before(place)
    open_lists: list[Tag] = []
    for item in run:
        level, number = _level(item), _take_mark(item)
        kind = "ol" if number else "ul"
        del open_lists[level:]
        if len(open_lists) == level and open_lists[-1].name != kind:
            open_lists.pop()
        while len(open_lists) < level:
            opened = soup.new_tag(kind)
            if number.isdecimal() and len(open_lists) == level - 1:
                opened["start"] = number
            (_last_item(soup, open_lists) or place).append(opened)
            open_lists.append(opened)
        item.name = "li"
        item.attrs = {}
        open_lists[-1].append(item.extract())
    place.unwrap()


def _last_item(soup: BeautifulSoup, open_lists: list[Tag]) -> Tag | None:
    if not open_lists:
        return None
    items = open_lists[-1].find_all("li", recursive=False)
    if not items:
        open_lists[-1].append(made := soup.new_tag("li"))
        return made
    return items[-1]


def _take_mark(item: Tag) -> str:
    """Take bullet or number out of an item's words; give the number, if it is one."""
    for mark in item.find_all(style=lambda s: s and "mso-list" in s.lower()):
        if style_of(mark).get("mso-list") == "ignore":
            words = mark.get_text()
            mark.decompose()
            found = NUMBER.match(words + " ")
            return found[1] if found else ""
    for text in item.find_all(string=True):
        if not text.strip():
            continue
        number = NUMBER.match(text)
        found = number or BULLET.match(text)
        if found:
            text.replace_with(text[found.end() :])
        return number[1] if number else ""
    return ""
