"""The text of a Word document, so that mammoth finds every word of it, and no other.

Styles become a few that it is told of; what it would pass over with its words (fields,
ruby, text of another direction) is unwrapped; hidden text goes.
"""

from collections import Counter
from xml.etree.ElementTree import (  # nosec B405 - nothing is read here
    Element,
    SubElement,
)

from .word_names import child_of, is_on, like, local_of, value_of
from .word_styles import Styles, level_of

# Ids of styles that stand for what a paragraph is.
TITLE, QUOTATION, CONTENTS = "DeskTitle", "DeskQuotation", "DeskContents"
LOWEST = 6

# Its children take its place.
UNWRAPPED = ("fldSimple", "bdo", "dir", "oMathPara")
# mammoth takes the accepted state of these; they are counted here.
TRACKED = ("del", "moveFrom", "ins", "moveTo")
# Within properties these say that a mark was inserted or deleted.
PROPERTIES = ("pPr", "rPr", "trPr", "tcPr", "sectPr", "tblPr")
MARKS = ("b", "i")


def mend(tree: Element, styles: Styles, counts: Counter[str]) -> None:
    """Change a part in place, from the leaves up."""
    walk = _Walk(styles, counts)
    for parent in reversed(list(tree.iter())):
        if local_of(parent) not in PROPERTIES:
            parent[:] = [kept for child in parent for kept in walk.kept(child)]
        walk.after(parent)


class _Walk:
    def __init__(self, styles: Styles, counts: Counter[str]):
        self.styles, self.counts = styles, counts

    def kept(self, child: Element) -> list[Element]:
        """What stands in the place of an element, whose children are mended already."""
        name = local_of(child)
        if name in TRACKED:
            self.counts["tracked"] += 1
        if name in UNWRAPPED:
            return [e for e in child if local_of(e) not in PROPERTIES]
        if name == "ruby":
            base = child_of(child, "rubyBase")
            return [] if base is None else list(base)
        if name == "oMath":
            return self._formula(child)
        if name == "altChunk":
            self.counts["embedded"] += 1
            return []
        if name == "r" and self._is_hidden(child):
            self.counts["hidden"] += bool(_words(child))
            return []
        if name == "AlternateContent":
            return self._alternative(child)
        return self._drawing(child) if name == "drawing" else [child]

    def _formula(self, formula: Element) -> list[Element]:
        """The letters of a formula as words."""
        words = _words(formula)
        if not words:
            return []
        self.counts["formulas"] += 1
        namespace = _word_namespace(formula)
        run = Element(f"{namespace}r")
        SubElement(run, f"{namespace}t").text = words
        return [run]

    def _alternative(self, either: Element) -> list[Element]:
        """Of two ways to show the same, the one of which mammoth finds something."""
        choice, fallback = child_of(either, "Choice"), child_of(either, "Fallback")
        if choice is not None and (_shows(choice) or fallback is None):
            return list(choice)
        if fallback is not None and choice is not None and _shows(fallback):
            self.counts["drawings"] -= sum(local_of(e) == "drawing" for e in choice)
        return [] if fallback is None else list(fallback)

    def _drawing(self, drawing: Element) -> list[Element]:
        """Bring pictures of a group up to where mammoth looks, and words out."""
        self.counts["drawings"] += not _shows(drawing)
        words = [e for e in drawing.iter() if local_of(e) == "txbxContent"]
        for shown in [e for e in drawing.iter() if local_of(e) == "graphicData"][:1]:
            shown[:] = [e for e in shown.iter() if local_of(e) == "pic"]
        if not words:
            return [drawing]
        beside = Element(like(drawing, "pict"))
        beside.extend(words)
        return [drawing, beside]

    def _is_hidden(self, run: Element) -> bool:
        properties = child_of(run, "rPr")
        said = child_of(properties, "vanish")
        if said is not None:
            return is_on(said)
        style = value_of(child_of(properties, "rStyle"))
        return bool(style) and self.styles.has(style, "vanish")

    def after(self, element: Element) -> None:
        name = local_of(element)
        if name == "cr":
            element.tag = like(element, "br")
        elif name == "ptab":
            element.tag = like(element, "tab")
        elif name == "p" and "wordprocessingml" in element.tag:
            self._say_what_it_is(element)
        elif name == "r" and "wordprocessingml" in element.tag:
            style = value_of(child_of(child_of(element, "rPr"), "rStyle"))
            self._mark(element, style)

    def _say_what_it_is(self, paragraph: Element) -> None:
        """Name the style that says what a paragraph is; take its looks to its runs."""
        properties = child_of(paragraph, "pPr")
        named = child_of(properties, "pStyle")
        style = value_of(named)
        outline = child_of(properties, "outlineLvl")
        level = self.styles.level(style) if outline is None else level_of(outline)
        meant = ""
        if self.styles.is_contents(style):
            self.counts["contents"] = 1
            meant = CONTENTS
        elif self.styles.is_title(style):
            meant = TITLE
        elif level:
            meant = f"Heading{min(level, LOWEST)}"
        elif self.styles.is_quotation(style):
            meant = QUOTATION
        if meant:
            self._name(paragraph, properties, meant)
            return
        if style and self.styles.has(style, "vanish"):
            self.counts["hidden"] += bool(_words(paragraph))
            paragraph[:] = [e for e in paragraph if local_of(e) == "pPr"]
        for run in paragraph.iter(like(paragraph, "r")) if style else ():
            self._mark(run, style)

    @staticmethod
    def _name(paragraph: Element, properties: Element | None, meant: str) -> None:
        if properties is None:
            properties = Element(like(paragraph, "pPr"))
            paragraph.insert(0, properties)
        for old in [e for e in properties if local_of(e) in ("pStyle", "numPr")]:
            properties.remove(old)
        named = SubElement(properties, like(paragraph, "pStyle"))
        named.set(like(paragraph, "val"), meant)

    def _mark(self, run: Element, style: str) -> None:
        """Say on a run what its style, or its paragraph's, says of it."""
        if not style:
            return
        properties = child_of(run, "rPr")
        for mark in MARKS:
            if child_of(properties, mark) is None and self.styles.has(style, mark):
                if properties is None:
                    properties = Element(like(run, "rPr"))
                    run.insert(0, properties)
                SubElement(properties, like(run, mark))


def _words(element: Element) -> str:
    return "".join(e.text or "" for e in element.iter() if local_of(e) == "t").strip()


def _shows(element: Element) -> bool:
    """Whether mammoth finds a picture or words in a drawing."""
    names = {local_of(e) for e in element.iter()}
    return not names.isdisjoint(("pic", "imagedata", "txbxContent"))


def _word_namespace(formula: Element) -> str:
    strict = "purl.oclc.org" in formula.tag
    word = "purl.oclc.org/ooxml/wordprocessingml/main"
    usual = "schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f"{{http://{word if strict else usual}}}"
