"""Lines to paragraphs, and how many words they have."""

import re
from itertools import pairwise

# What is written without spaces: Han, kana, their punctuation, full-width forms.
SOLID = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U000323af"
IS_SOLID = re.compile(f"[{SOLID}]")
FIRST_WORD = re.compile(rf"[^\s{SOLID}]{{0,200}}")
WIDE = re.compile(f"[{SOLID}\uac00-\ud7a3]")
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
WORD = re.compile(rf"[{HAN}]|(?![{HAN}])[^\W_][^\s—{HAN}]*")

SENTENCE_END = re.compile(r"[.!?…:;。！？：；؟۔][\"'’”»›)\]」』）】]*\s*$")
LIST_ITEM = re.compile(r"\s*(?:[-*+•·▪]\s|[–—]\s+(?![a-zа-яё])|\(?\d{1,3}[.)、]\s?\D)")
BYLINE_OPENING = re.compile(
    r"\s*(?:by|par|автор|статья|müəllif|yazar|بقلم|الكاتب|作者|文[/／|｜：])",
    re.IGNORECASE,
)
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
ATX_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")

# Nobody wraps narrower on purpose; wider lines are whole paragraphs.
NARROWEST, WIDEST = 40, 120
# As many line breaks tell as much as all of them.
BREAKS_LOOKED_AT = 2_000
# The first lines of a text are its heading, where a line break means something.
HEADING_LINES = 4


# Lines of a Markdown source that belong together, `lines[first:end]`, and whether they
# are a code fence. A plain tuple, since a source may have a million.
Block = tuple[int, int, bool]


def word_count(text: str) -> int:
    """Count words as a reader would: each Chinese character is one."""
    return len(WORD.findall(text))


def paragraphs_of(text: str) -> list[str]:
    """Part plain text into paragraphs, undoing hard wraps.

    Where the lines aren't wrapped each of them is a paragraph, blank lines or not.
    """
    lines = text.split("\n")
    width = _wrapped_at(lines)
    if not width:
        return [line.rstrip() for line in lines if line.strip()]
    paragraphs: list[list[str]] = []
    before, non_blank = "", 0
    for line in lines:
        if not line.strip():
            before = ""
            continue
        non_blank += 1
        in_heading = non_blank <= HEADING_LINES and BYLINE_OPENING.match(line)
        if before and not in_heading and _goes_on(before, line, width):
            paragraphs[-1].append(_glue(before, line) + line.strip())
        else:
            paragraphs.append([line.rstrip()])
        before = line
    return ["".join(parts) for parts in paragraphs]


def _wrapped_at(lines: list[str]) -> int:
    """Give the width at which a text was wrapped, 0 where it wasn't.

    Wrapped lines are about equally long, break amid sentences and, in scripts with
    capitals, mostly begin with a small letter. A list or a day's programme does not.
    """
    breaks = []
    for before, after in pairwise(lines):
        if before.strip() and after.strip():
            breaks.append((before, after))
            if len(breaks) == BREAKS_LOOKED_AT:
                break
    widths = sorted(_width(line) for pair in breaks for line in pair)
    # The very longest may hold an address that could not be broken.
    width = widths[int(0.98 * len(widths))] if widths else 0
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = [pair for pair in breaks if _is_full(*pair, width)]
    amid = sum(not SENTENCE_END.search(before) for before, _ in full)
    first_letters = [after.lstrip()[0] for _, after in full]
    capital = sum(letter.isupper() for letter in first_letters)
    # A small letter, or one of a script that has no others.
    going_on = sum(letter.isalpha() for letter in first_letters) - capital
    enough = len(full) >= 0.6 * len(breaks) and amid >= 0.5 * len(full)
    return width if enough and going_on and going_on >= 0.7 * capital else 0


def _goes_on(before: str, line: str, width: int) -> bool:
    if LIST_ITEM.match(line) or line.startswith("\u3000"):
        return False
    deeper = _indent(line) > _indent(before) and not LIST_ITEM.match(before)
    if deeper:
        return False
    if _is_full(before, line, width):
        return True
    amid = not SENTENCE_END.search(before) and line.lstrip()[0].islower()
    return amid and _width(before) >= 0.5 * width


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether the next word would have had no room on the line.

    Some programs balance their lines, hence the slack.
    """
    start = following.lstrip()
    word = FIRST_WORD.match(start)[0] or start[0]
    return _width(line.rstrip()) + 1 + _width(word) > 0.9 * width


def _width(line: str) -> int:
    return len(line) if line.isascii() else len(line) + len(WIDE.findall(line))


def _indent(line: str) -> int:
    return _width(line[: len(line) - len(line.lstrip())])


def _glue(before: str, after: str) -> str:
    """Give what stood at the line break: mostly a space."""
    before, after = before.rstrip(), after.lstrip()
    if IS_SOLID.match(before[-1]) or IS_SOLID.match(after[0]):
        return ""
    # "long-" / "term"; but "pre-" / "and post-war" keeps its space.
    hyphenated = re.search(r"\w[-\u00ad\u2010—]$", before)
    conjunction = re.match(r"(?:and|or|et|ou|и|или|və)\b", after)
    return "" if hyphenated and after[0].isalpha() and not conjunction else " "


def blocks_of(lines: list[str]) -> list[Block]:
    """Part a Markdown source at its blank lines, keeping code fences whole."""
    blocks: list[Block] = []
    first = 0
    fence = ""
    for number, line in enumerate([*lines, ""]):
        start = line.lstrip()[:1]
        mark = FENCE.match(line) if start and start in "`~" else None
        if fence:
            if mark and mark[1].startswith(fence) and line.strip() == mark[1]:
                blocks.append((first, number + 1, True))
                first, fence = number + 1, ""
            continue
        heading = start == "#" and ATX_HEADING.match(line)
        if (mark or heading or not start) and first < number:
            blocks.append((first, number, False))
            first = number
        if mark:
            fence = mark[1]
        elif heading:
            blocks.append((number, number + 1, False))
        if heading or not start:
            first = number + 1
    if fence:
        blocks.append((first, len(lines), True))
    return blocks
