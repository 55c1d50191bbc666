"""A rendered body taken apart: stretches of words, and the boxes in which each stands.

Of HTML that passed the sanitiser alone: it is well formed, and no address or attribute
in it is anybody's to fear. Ids are left out, since two bodies are shown on one page.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from .differences import words_of

# Between a word and the marks around it, and before what is no word.
_MARKS, _THING = "\0", "\1"
_BOXES = frozenset(
    (
        *("p", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre"),
        *("section", "div", "table", "thead", "tbody", "tr", "th", "td"),
        *("figure", "figcaption"),
    )
)
# These stay where nothing stands in them: a table keeps its columns.
_KEPT_EMPTY = frozenset(("td", "th", "li"))
_LEFT_OUT = frozenset(("id", "loading"))
# A heading of the text stands below that of its field.
_LOWERED = {f"h{level}": f"h{level + 1}" for level in range(2, 6)}


class Box(NamedTuple):
    """An element that holds words or other boxes; `number` tells it from all others."""

    tag: str
    opening: str
    number: int

    @property
    def closing(self) -> str:
        return _closing(self.opening)


class Stretch(NamedTuple):
    """Words that stand together in the innermost of their boxes, each with its marks
    (emphasis, links, language)."""

    boxes: tuple[Box, ...]
    words: list[str]

    @property
    def text(self) -> str:
        return text_of(self.words)

    @property
    def shape(self) -> list[str]:
        """What it stands in; whether a list is loose or tight is nobody's to see."""
        tags = [box.tag for box in self.boxes]
        return tags[:-1] if tags[-2:] == ["li", "p"] else tags


def stretches(html: str) -> list[Stretch]:
    """The stretches of a body, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_stretch()
    return reader.found


def text_of(words: Iterable[str]) -> str:
    """What the words say, without their marks."""
    return "".join(word.partition(_MARKS)[0] for word in words)


def links_of(words: Iterable[str]) -> list[str]:
    """Each address that the words lead to, as it stands in an attribute."""
    found = dict.fromkeys(
        mark.partition('href="')[2].partition('"')[0]
        for word in words
        for mark in word.split(_MARKS)[1:]
        if mark.startswith("<a ")
    )
    return [address for address in found if address]


def html_of(words: Sequence[str]) -> str:
    """The words with their marks; what stands together under one mark stays so."""
    return "".join(_marked(words))


def _marked(words: Sequence[str]) -> Iterator[str]:
    opened: list[str] = []
    for word in [*words, ""]:
        text, *marks = word.split(_MARKS)
        same = 0
        for one, other in zip(opened, marks, strict=False):
            if one != other:
                break
            same += 1
        yield from (_closing(mark) for mark in reversed(opened[same:]))
        yield from marks[same:]
        opened = marks
        is_thing = text.startswith(_THING)
        yield text[1:] if is_thing else escape(text).replace("\n", "<br>")


def _closing(opening: str) -> str:
    return f"</{opening[1:].rstrip('>').split()[0]}>"


def _opening(tag: str, attributes: Iterable[tuple[str, str | None]]) -> str:
    told = "".join(
        f' {name}="{escape(value or "")}"'
        for name, value in attributes
        if name not in _LEFT_OUT and not (value or "").startswith("doc-")
    )
    return f"<{_LOWERED.get(tag, tag)}{told}>"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Stretch] = []
        self.boxes: list[Box] = []
        self.marks: list[str] = []
        self.words: list[str] = []
        self.count = 0
        # A picture is gathered whole; a note's link back to its place, left out.
        self.picture: list[str] | None = None
        self.passes_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "picture":
            self.picture = []
        if self.picture is not None:
            self.picture.append(_opening(tag, attrs))
        elif tag == "hr":
            self.end_stretch()
            self._add(_THING + _opening(tag, attrs))
            self.end_stretch()
        elif tag == "br":
            self._add("\n")
        elif tag == "img":
            self._add(_THING + _opening(tag, attrs))
        elif tag in _BOXES:
            self.end_stretch()
            self.count += 1
            self.boxes.append(Box(tag, _opening(tag, attrs), self.count))
        else:
            self.passes_over |= ("role", "doc-backlink") in attrs
            self.marks.append(_mark(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        if self.picture is not None:
            if tag == "picture":
                whole, self.picture = "".join(self.picture), None
                self._add(f"{_THING}{whole}</picture>")
        elif tag in _BOXES:
            self.end_stretch()
            box = self.boxes[-1]
            is_empty = not self.found or box not in self.found[-1].boxes
            if tag in _KEPT_EMPTY and is_empty:
                self.found.append(Stretch(tuple(self.boxes), []))
            self.boxes.pop()
        elif self.marks:
            self.marks.pop()
            self.passes_over = False

    def handle_data(self, data: str) -> None:
        if self.picture is not None or self.passes_over:
            return
        if not any(box.tag == "pre" for box in self.boxes):
            data = data.replace("\n", " ")
        for word in words_of(data):
            self._add(word)

    def _add(self, word: str) -> None:
        self.words.append(_MARKS.join([word, *filter(None, self.marks)]))

    def end_stretch(self) -> None:
        """What was gathered is one, unless it is the space between two boxes."""
        if text_of(self.words).strip(" \n"):
            self.found.append(Stretch(tuple(self.boxes), self.words))
        self.words = []


def _mark(tag: str, attributes: list[tuple[str, str | None]]) -> str:
    """The tag; "" for one that says nothing, and for a link within the page."""
    href = dict(attributes).get("href") or ""
    opening = _opening(tag, attributes)
    if opening == "<span>" or (tag == "a" and (not href or href.startswith("#"))):
        return ""
    return opening
