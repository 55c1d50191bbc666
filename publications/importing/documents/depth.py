"""Bounds on how deep elements stand in each other, before and after they are read.

A parser of HTML closes what nobody closed, so what is counted first is only about
right; but it keeps nh3 from pages that it would take minutes for.
"""

import re

from bs4 import BeautifulSoup, Tag

from publications.attachments import Refused

TAGS = re.compile(
    r"<(/?)(?:div|span|font|section|article|main|table|blockquote|center|ul|ol|dl|a|b|i"
    r"|em|strong|s|strike|sup|sub|code|ins|del|q|cite|details|figure)\b",
    re.IGNORECASE,
)
MOST_OPEN = 2_000
# What people write has thirty, what programs write for them a hundred.
DEEPEST = 300


def refuse_unclosed(html: str) -> None:
    """Raise Refused for a page that opens far more than it closes."""
    depth = 0
    for tag in TAGS.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MOST_OPEN:
            raise Refused("xml_deep")


def refuse_deep(soup: BeautifulSoup) -> None:
    """Raise Refused for what is nested more deeply than can be written."""
    level: list[Tag] = [soup]
    for _ in range(DEEPEST):
        level = [child for e in level for child in e.contents if isinstance(child, Tag)]
        if not level:
            return
    raise Refused("xml_deep")
