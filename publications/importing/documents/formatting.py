"""What is bold, italic or struck through, whether by element, style or class."""

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, NavigableString, Tag

from publications.importing.paragraphs import IS_SOLID

SHEETS = re.compile(r"<style[^>]{0,200}>(.*?)</style", re.IGNORECASE | re.DOTALL)
# Rules for one class, which is how Google Docs and Word write what they save.
RULE = re.compile(
    r"(?:(?<=[},\s])|^)(?:[a-z]{1,10})?\.([\w-]{1,60})\s*\{([^{}]{1,2000})\}"
)
LONGEST_SHEET = 300_000

SAME = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("s", "strike"), "s"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
MARKS = ("strong", "em", "s")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A heading is bold by itself, and so are the heads of a table.
BOLD_ANYHOW = (*HEADINGS, "th")
# What has no words and is no emptiness.
WORDLESS = ("img", "note-ref")
BLOCKS = (
    *("p", "div", "blockquote", "pre", "hr", "table", "ul", "ol", "li", "note-body"),
    *HEADINGS,
)
SPACES = re.compile(r"[ \t\r\n\f]+")
BEYOND = re.compile(r"\xa0* [ \xa0]*|\xa0{2,}")


def style_of(element: Tag) -> dict[str, str]:
    return _declared(str(element.get("style") or ""))


def _declared(words: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in words.split(";"))
    return {k.strip().lower(): v.strip().lower() for k, _, v in pairs if v}


class Sheet:
    """Styles of an element: its own, and before them those of its classes."""

    def __init__(self, by_class: Mapping[str, dict[str, str]]):
        self.by_class = by_class

    def of(self, element: Tag) -> dict[str, str]:
        style: dict[str, str] = {}
        for name in element.get("class") or ():
            style |= self.by_class.get(name, {})
        return style | style_of(element)


def style_sheet(html: str) -> Sheet:
    by_class: dict[str, dict[str, str]] = {}
    for sheet in SHEETS.findall(html):
        for name, words in RULE.findall(sheet[:LONGEST_SHEET]):
            by_class.setdefault(name, {}).update(_declared(words))
    return Sheet(by_class)


def say_by_elements(soup: BeautifulSoup, sheet: Sheet) -> None:
    """Let strong, em and s alone say it, and say it where styles do."""
    for element in soup.find_all(True):
        style = sheet.of(element)
        element.name = SAME.get(element.name, element.name)
        if _is_undone(element.name, style):
            element.name = "span"
        # The style of a block is that of a page, and its words say their own.
        if element.name in ("span", "font", "p", "a", "li", "td", "strong", "em"):
            for mark in _marks(style):
                if element.name != mark:
                    _wrap_inside(soup, element, mark)


def _is_undone(name: str, style: dict[str, str]) -> bool:
    """Google Docs puts everything in a <b> that is not bold."""
    weight = style.get("font-weight", "")
    if name == "strong":
        return weight in ("normal", "400", "lighter")
    return name == "em" and style.get("font-style") == "normal"


def _marks(style: dict[str, str]) -> list[str]:
    weight = style.get("font-weight", "")
    heavy = weight in ("bold", "bolder") or (weight.isdecimal() and int(weight) >= 600)
    lines = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    return [
        mark
        for mark, is_so in (
            ("strong", heavy),
            ("em", style.get("font-style") in ("italic", "oblique")),
            ("s", "line-through" in lines),
        )
        if is_so
    ]


def _wrap_inside(soup: BeautifulSoup, element: Tag, mark: str) -> None:
    wrapper = soup.new_tag(mark)
    for child in list(element.contents):
        wrapper.append(child.extract())
    element.append(wrapper)


def tidy(soup: BeautifulSoup) -> None:
    """One mark for what several say, and one space where several stand."""
    for element in soup.find_all(["span", "font"]):
        element.unwrap()
    for element in soup.find_all(MARKS):
        bold = element.name == "strong" and element.find_parent(BOLD_ANYHOW)
        if bold or element.find_parent(element.name):
            element.unwrap()
    soup.smooth()
    _join(soup)
    for line_end in soup.find_all("br"):
        if _is_at_edge(line_end):
            line_end.decompose()
    for text in soup.find_all(string=True):
        if text.find_parent(["pre", "code"]) is None:
            text.replace_with(one_line(str(text)))
    soup.smooth()


def _join(soup: BeautifulSoup) -> None:
    """Join neighbours of one kind: Word parts a bold word where it was edited."""
    for element in soup.find_all(MARKS):
        if element.decomposed:
            continue
        while True:
            between = element.next_sibling
            blank = isinstance(between, NavigableString) and not between.strip()
            following = between.next_sibling if blank and between else between
            if not isinstance(following, Tag) or following.name != element.name:
                break
            if blank:
                element.append(between.extract())
            for child in list(following.contents):
                element.append(child.extract())
            following.decompose()


def _is_at_edge(line_end: Tag) -> bool:
    """Whether nothing stands before it in its block, or nothing behind it."""
    return not (_has_beside(line_end, back=True) and _has_beside(line_end, back=False))


def _has_beside(element: Tag, *, back: bool) -> bool:
    node = element
    while True:
        siblings = node.previous_siblings if back else node.next_siblings
        for beside in siblings:
            if isinstance(beside, Tag) and beside.name in BLOCKS:
                return False
            if isinstance(beside, Tag) and beside.name in (*WORDLESS, "br"):
                if beside.name != "br":
                    return True
            elif str(beside if isinstance(beside, str) else beside.get_text()).strip():
                return True
        node = node.parent
        if node is None or node.name not in (*MARKS, "a", "sup", "sub", "q"):
            return False


def one_line(text: str) -> str:
    """Words of HTML, where a line's end is a space, on one line.

    Between Chinese characters there is none; a space that doesn't break stays where it
    stands alone.
    """

    def space(found: re.Match[str]) -> str:
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        solid = IS_SOLID.match(before) and IS_SOLID.match(after)
        return "" if "\n" in found[0] and solid else " "

    text = SPACES.sub(space, text)
    return BEYOND.sub(lambda found: " " if " " in found[0] else "\xa0", text)
