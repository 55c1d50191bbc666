"""The number of each item of a numbered list, as Word counts.

A list goes on behind a paragraph that interrupts it, and mammoth begins anew there. So
each item brings its number along, in the name of a bookmark.
"""

from collections import defaultdict
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement  # nosec B405 - nothing is read

from .word_names import child_of, like, local_of, value_of
from .word_styles import Styles

NUMBER = "list-number-"
UNNUMBERED = ("bullet", "none")
LEVELS = 9


class Numbers:
    def __init__(self, parts: Iterable[Element], styles: Styles):
        self.styles = styles
        self.abstract: dict[str, Element] = {}
        self.lists: dict[str, Element] = {}
        for part in parts:
            for child in part:
                if local_of(child) == "abstractNum":
                    self.abstract[value_of(child, "abstractNumId")] = child
                elif local_of(child) == "num":
                    self.lists[value_of(child, "numId")] = child
        self.reached: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self.begun: set[str] = set()

    def say(self, tree: Element) -> None:
        """Put its number into every item of a numbered list."""
        for paragraph in tree.iter():
            if local_of(paragraph) != "p" or "wordprocessingml" not in paragraph.tag:
                continue
            properties = child_of(paragraph, "pPr")
            said = self._said(properties)
            number = 0 if said is None else self._next(said)
            if number:
                mark = Element(like(paragraph, "bookmarkStart"))
                mark.set(like(paragraph, "name"), f"{NUMBER}{number}")
                paragraph.insert(1, mark)

    def _said(self, properties: Element | None) -> Element | None:
        """What a paragraph says of its list, or its style for it."""
        own = child_of(properties, "numPr")
        if properties is None or own is not None:
            return own
        for style in self.styles.chain(value_of(child_of(properties, "pStyle"))):
            found = child_of(child_of(style, "pPr"), "numPr")
            if found is not None and child_of(found, "numId") is not None:
                copied = SubElement(properties, found.tag)
                copied.extend(found)
                return copied
        return None

    def _next(self, said: Element) -> int:
        """The number of the next item; 0 for what has none."""
        list_id = value_of(child_of(said, "numId"))
        typed = value_of(child_of(said, "ilvl")) or "0"
        described = self.lists.get(list_id)
        if described is None or not typed.isdecimal() or int(typed) >= LEVELS:
            return 0
        level = int(typed)
        name = value_of(child_of(described, "abstractNumId"))
        looks = _of_level(self.abstract.get(name), "lvl", level)
        if value_of(child_of(looks, "numFmt")) in UNNUMBERED:
            return 0
        reached = self.reached[name]
        if list_id not in self.begun:
            self.begun.add(list_id)
            override = child_of(
                _of_level(described, "lvlOverride", level), "startOverride"
            )
            if override is not None:
                reached.pop(level, None)
        first = value_of(child_of(looks, "start")) or "1"
        start = int(first) if first.isdecimal() else 1
        reached[level] = reached.get(level, start - 1) + 1
        for deeper in [other for other in reached if other > level]:
            del reached[deeper]
        return reached[level]


def _of_level(element: Element | None, local: str, level: int) -> Element | None:
    return next(
        (
            child
            for child in (() if element is None else element)
            if local_of(child) == local and value_of(child, "ilvl") == str(level)
        ),
        None,
    )
