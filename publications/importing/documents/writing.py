"""The elements that are left, as Markdown of our own dialect."""

import re
import unicodedata
from collections import Counter

from bs4 import BeautifulSoup, NavigableString, Tag
from markdownify import MarkdownConverter

from publications.importing.plaintext import escaped
from publications.rendering.cjk import is_cjk

from .lists import OTHER
from .notes import REFERENCE
from .pictures import reference
from .tables import grid

INLINE = ("a", "strong", "em", "s", "sup", "sub", "code", "q", REFERENCE)
BREAK = "\\\n"
BREAKS = re.compile(r"(?:[ \xa0]*\\\n[ \xa0]*)")
SEVERAL = re.compile(r"(?:[ \xa0]*\\\n[ \xa0]*){2,}")
ENDS = re.compile(r"\A(?:[ \xa0]*\\\n[ \xa0]*)+|(?:[ \xa0]*\\\n[ \xa0]*)+\Z")
AROUND = re.compile(r"\A([\s\u3000]*)(.*?)([\s\u3000]*)\Z", re.DOTALL)
LINES = re.compile(r"^(?=.)", re.MULTILINE)
SPACES = re.compile(r"(?<=[^\s>]) {2,}(?=\S)")
# Signs at the edge of a text that may be no punctuation, but marks of what is inside.
OPENING = "[<`~"
CLOSING = re.compile(r"(?:(?<!\\)[\]>`~]|\]\([^()\s]*\))\Z")
ESCAPED_END = re.compile(r"(?<!\\)(?:\\\\)*\\.\Z")
BLANK_LINES = re.compile(r"\n{3,}")
ALT_MARKS = re.compile(r"[\\\[\]*_`<&]")
RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
CLOSING_SIGNS = re.compile(r"(?<=\s)(#+)$")


def written(soup: BeautifulSoup, counts: Counter[str]) -> tuple[str, list[int]]:
    """Return Markdown, and the numbers of the pictures that it names, in its order."""
    writer = _Writer()
    text = writer.convert_soup(soup)
    lines = (line.rstrip(" \t") for line in text.split("\n"))
    if "```" not in text:
        lines = (SPACES.sub(" ", line) for line in lines)
    text = BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")
    return text, writer.shown


class _Writer(MarkdownConverter):
    class Options(MarkdownConverter.DefaultOptions):
        heading_style = "atx"
        newline_style = "backslash"

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[int] = []
        self.cells: dict[int, str] = {}
        self.points: dict[int, int] = {}

    # --- Words ----------------------------------------------------------------------

    def process_text(self, el, parent_tags=None):
        """The words as they are, and as nothing else; `formatting` has put them on one
        line."""
        text = str(el)
        if parent_tags and not parent_tags.isdisjoint({"pre", "code", "_noformat"}):
            return text
        line = _before(el)
        if line in ("", "\n"):
            text = text.lstrip()
        words = text.rstrip()  # a sign alone on a line counts whatever follows it
        space = text[len(words) :]
        text = escaped(words, {"": "", "\n": "x\n"}.get(line, ",")) + space
        if within := _within(parent_tags or set()):
            # There a sign counts that has a space on both sides, or no partner.
            text = re.sub(rf"(\\.)|[{within}]", _escape, text)
        following = el.next_sibling
        if isinstance(following, Tag) and following.name in ("a", REFERENCE):
            text = re.sub(r"!\Z", r"\!", text)
        previous = el.previous_sibling
        if isinstance(previous, Tag) and previous.name == REFERENCE:
            text = re.sub(r"\A(?=[(:])", r"\\", text)
        in_table = parent_tags and not parent_tags.isdisjoint({"td", "th"})
        return text.replace("|", "\\|") if in_table else text

    def convert_strong(self, el, text, parent_tags):
        return self._marked(el, text, "**")

    def convert_em(self, el, text, parent_tags):
        return self._marked(el, text, "*")

    def convert_s(self, el, text, parent_tags):
        return self._marked(el, text, "~~")

    def _marked(self, el: Tag, text: str, mark: str) -> str:
        """Each line by itself, and nothing at its edges that would hold a mark back:
        spaces, and punctuation against a letter outside (CommonMark, "flanking")."""
        lines = BREAKS.split(text)
        before, after = _neighbour(el, back=True), _neighbour(el, back=False)
        for number, line in enumerate(lines):
            left = before if number == 0 else ""
            right = after if number == len(lines) - 1 else ""
            lines[number] = _line_marked(line, mark, left, right)
        return BREAK.join(lines)

    def convert_sup(self, el, text, parent_tags):
        return _shifted(text, RAISED)

    def convert_sub(self, el, text, parent_tags):
        return _shifted(text, LOWERED)

    def convert_q(self, el, text, parent_tags):
        return f"“{text}”"

    def convert_a(self, el, text, parent_tags):
        address = str(el.get("href") or "")
        space, words, more = AROUND.match(BREAKS.sub(" ", text)).groups()
        if not words or not address:
            return text
        plain = el.get_text(strip=True)
        if plain in (address, address.removeprefix("mailto:")) and ":" in address:
            return f"{space}<{plain}>{more}"
        if re.search(r"[\s()<>\\]", address):
            address = "".join(_quoted(c) for c in address)
        return f"{space}[{words}]({address}){more}"

    def convert_note_ref(self, el, text, parent_tags):
        return f"[^{el['label']}]"

    def convert_img(self, el, text, parent_tags):
        if not el.get("number"):
            return ""
        self.shown.append(int(el["number"]))
        alt = ALT_MARKS.sub(r"\\\g<0>", " ".join(str(el.get("alt") or "").split()))
        return f"![{alt}]({reference(len(self.shown) - 1)})"

    # --- Blocks ---------------------------------------------------------------------

    def convert_p(self, el, text, parent_tags):
        if "_inline" in parent_tags:
            return f" {text.strip()} "
        text = SEVERAL.sub("\n\n", ENDS.sub("", text).strip(" \t\r\n"))
        return f"\n\n{text}\n\n" if text.strip() else ""

    convert_div = convert_p

    def convert_hN(self, n, el, text, parent_tags):
        words = " ".join(BREAKS.sub(" ", text).split())
        if "_inline" in parent_tags or not words:
            return words
        words = CLOSING_SIGNS.sub(r"\\\1", words)
        return f"\n\n{'#' * n} {words}\n\n"

    def convert_li(self, el, text, parent_tags):
        """One of the list's points, in the signs that part it from the list before."""
        text = text.strip()
        if not text:
            return ""
        parent, is_other = el.parent, OTHER in (el.parent.get("class") or ())
        point = "*" if is_other else "-"
        if parent.name == "ol":
            self.points[id(parent)] = self.points.get(id(parent), -1) + 1
            number = int(parent.get("start") or 1) + self.points[id(parent)]
            point = f"{number}{')' if is_other else '.'}"
        indented = LINES.sub(" " * (len(point) + 1), SEVERAL.sub("\n\n", text))
        return f"{point} {indented.lstrip(' ')}\n"

    def convert_note_body(self, el, text, parent_tags):
        indented = LINES.sub("    ", text.strip()).strip()
        return f"\n\n[^{el['label']}]: {indented}\n\n"

    def convert_td(self, el, text, parent_tags):
        self.cells[id(el)] = " ".join(BREAKS.sub(" ", text).split())
        return ""

    convert_th = convert_td

    def convert_tr(self, el, text, parent_tags):
        return ""

    def convert_table(self, el, text, parent_tags):
        rows = [[self.cells.get(id(c), "") for c in row] for row in grid(el)]
        width = max((len(row) for row in rows), default=0)
        if not width or not any(any(row) for row in rows):
            return ""
        rows = [row + [""] * (width - len(row)) for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        return "\n\n" + "\n".join(lines) + "\n\n"


def _within(parent_tags: set[str]) -> str:
    signs = ""
    if not parent_tags.isdisjoint({"strong", "em", "s"}):
        signs += "*~"
    return signs + r"\[\]" if "a" in parent_tags else signs


def _escape(found: re.Match[str]) -> str:
    return found[0] if found[1] else f"\\{found[0]}"


def _line_marked(line: str, mark: str, left: str, right: str) -> str:
    """Without its marks rather than with marks that would be shown as such."""
    space, words, more = AROUND.match(line).groups()
    while words and not space and _holds_back(_first(words), left):
        if words[0] in OPENING:
            return line
        space, words = space + _first(words), words[len(_first(words)) :]
    while words and not more and _holds_back(_last(words), right):
        if CLOSING.search(words):
            return line
        last = _last(words)
        more, words = last + more, words.removesuffix(last)
    before, words, after = AROUND.match(words).groups()
    if not words:
        return line
    return f"{space}{before}{mark}{words}{mark}{after}{more}"


def _first(words: str) -> str:
    """The first character, with its backslash."""
    return words[: 2 if words[0] == "\\" else 1]


def _last(words: str) -> str:
    return words[-2 if ESCAPED_END.search(words) else -1 :]


def _holds_back(edge: str, outside: str) -> bool:
    """Whether a mark between punctuation and a letter would be read as none. Chinese
    punctuation holds nothing back in our dialect, nor do marks within marks."""
    if not outside or edge == "*" or is_cjk(edge[-1]) or is_cjk(outside):
        return False
    return _is_sign(edge[-1]) and not outside.isspace() and not _is_sign(outside)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _before(el: NavigableString) -> str:
    """What stands before a piece of text on its line: "" if it begins a block, a line
    feed if it begins another line of one, otherwise something."""
    node = el
    while True:
        previous = node.previous_sibling
        while isinstance(previous, NavigableString) and not str(previous).strip():
            previous = previous.previous_sibling
        if isinstance(previous, Tag):
            if previous.name == "br" or _ends_with_break(previous):
                return "\n"
            return "," if previous.name in (*INLINE, "img") else ""
        if previous is not None:
            return ","
        node = node.parent
        if node is None or node.name not in INLINE:
            return ""


def _ends_with_break(el: Tag) -> bool:
    while el.name in INLINE and el.contents:
        last = next((e for e in reversed(el.contents) if str(e).strip()), None)
        if not isinstance(last, Tag):
            return False
        if last.name == "br":
            return True
        el = last
    return False


def _neighbour(el: Tag, *, back: bool) -> str:
    """The character beside an element on its line; "" at the end of it."""
    node: Tag = el
    while True:
        beside = node.previous_sibling if back else node.next_sibling
        while beside is not None:
            if isinstance(beside, Tag) and beside.name not in INLINE:
                return ""
            if isinstance(beside, Tag) and beside.name == REFERENCE:
                return "["
            words = beside if isinstance(beside, NavigableString) else beside.get_text()
            if words:
                return words[-1] if back else words[0]
            beside = beside.previous_sibling if back else beside.next_sibling
        if node.parent is None or node.parent.name not in INLINE:
            return ""
        node = node.parent


def _shifted(text: str, table: dict[int, int]) -> str:
    """Figures have raised and lowered forms of their own; letters stay on the line."""
    moved = text.translate(table)
    same = any(a == b for a, b in zip(text, moved, strict=True))
    return text if same else moved


def _quoted(character: str) -> str:
    unsafe = character in "()<>\\" or character.isspace()
    return f"%{ord(character):02X}" if unsafe else character
