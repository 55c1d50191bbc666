"""What a document's styles mean: heading, title, quotation, bold, hidden.

A style is called as its language or its maker likes, and is based on others; what it
does is said by its properties, or by the one that it comes from.
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element  # nosec B405 - nothing is read here

from .word_names import child_of, is_on, local_of, value_of

# Built-in styles keep their English names in every language of Word and LibreOffice.
NAMED_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
QUOTATION = re.compile(r"(?:intense )?quote|quotations?|block text", re.IGNORECASE)
CONTENTS = re.compile(r"toc (?:heading|[1-9])|contents (?:heading|[1-9])", re.I)
BODY_TEXT = 9  # the outline's level of what is no heading (17.3.1.20)
# Styles based on styles; nobody nests more.
DEEPEST = 12


class Styles:
    """Asked by the id that a paragraph or a run names."""

    def __init__(self, parts: Iterable[Element]):
        self.by_id = {
            value_of(style, "styleId"): style
            for part in parts
            for style in part
            if local_of(style) == "style"
        }

    def chain(self, style_id: str) -> Iterator[Element]:
        """A style, the one it is based on, and so on; never the default one, which is
        how all of the text looks."""
        for _ in range(DEEPEST):
            style = self.by_id.get(style_id)
            if style is None or is_on_by_default(style):
                return
            yield style
            style_id = value_of(child_of(style, "basedOn"))

    def names(self, style_id: str) -> list[str]:
        return [value_of(child_of(s, "name")) for s in self.chain(style_id)]

    def level(self, style_id: str) -> int:
        """Level of a heading, from 1; 0 for what is none."""
        for style in self.chain(style_id):
            said = child_of(child_of(style, "pPr"), "outlineLvl")
            if said is not None:
                return level_of(said)
            if found := NAMED_HEADING.fullmatch(value_of(child_of(style, "name"))):
                return int(found[1])
        return 0

    def is_title(self, style_id: str) -> bool:
        return any(name.lower() == "title" for name in self.names(style_id))

    def is_quotation(self, style_id: str) -> bool:
        return any(QUOTATION.fullmatch(name) for name in self.names(style_id))

    def is_contents(self, style_id: str) -> bool:
        return any(CONTENTS.fullmatch(name) for name in self.names(style_id))

    def has(self, style_id: str, mark: str) -> bool:
        """Whether words in this style are bold (b), italic (i) or hidden (vanish)."""
        for style in self.chain(style_id):
            said = child_of(child_of(style, "rPr"), mark)
            if said is not None:
                return is_on(said)
        return False


def is_on_by_default(style: Element) -> bool:
    return value_of(style, "default").lower() in ("1", "true", "on")


def level_of(outline: Element) -> int:
    """Level of a heading by the outline's level, which counts from 0."""
    said = value_of(outline)
    level = int(said) if said.isdecimal() else BODY_TEXT
    return level + 1 if level < BODY_TEXT else 0
