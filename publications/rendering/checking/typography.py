"""Marks that a printer would ask about: quotations without an end, doubled spaces, and
what is left of letters that were read as another encoding."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .findings import Finding, finding

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_MARK = re.compile('[“”„«»‹›「」『』《》〈〉"]')
_CLOSES = {
    "”": "“„",
    "»": "«",
    "›": "‹",
    "」": "「",
    "』": "『",
    "》": "《",
    "〉": "〈",
}
_OPENS = "“„«‹「『《〈"
# What a quotation's paragraph may begin with in Markdown.
_BEFORE_WORDS = " \t>*_#-"
_LINE = re.compile("[^\n]+")
# Of a heading or an item of a list.
_MARKER = re.compile(r"\s{0,20}(?:[#*+>-]{1,6}|\d{1,9}[.)])")
# The sign for what is no text; and UTF-8 that was read as Latin letters: “cafÃ©”.
_LOST = re.compile("\ufffd+|Ã[¡-¿]|â€.?")
_SPACES = re.compile("(?<=[^\\s|>-])[ \u00a0\u202f]{2,10}(?=[^\\s|])")


def unbalanced_quotes(
    field: str, value: str, hidden: str, language: str
) -> Iterator[Finding]:
    """A quotation is closed in the paragraph in which it was opened, or the next one
    opens it again, as is usual where somebody is quoted at length."""
    paragraphs = list(_PARAGRAPH.finditer(hidden))
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else ""
        begins = following.lstrip(_BEFORE_WORDS)[:1]
        unclosed, unopened = _unpaired(paragraph[0], language)
        for mark, at in unclosed:
            if mark != begins:
                start = paragraph.start() + at
                yield finding(
                    "quotation-unclosed",
                    field,
                    _("A quotation is opened and not closed."),
                    _("Close it where it ends, in the same paragraph."),
                    at=(value, start, start + 1),
                )
        for at in unopened:
            start = paragraph.start() + at
            yield finding(
                "quotation-unopened",
                field,
                _("A quotation is closed that was not opened."),
                _("Open it where it begins, or take this mark away."),
                at=(value, start, start + 1),
            )


def _unpaired(paragraph: str, language: str) -> tuple[list[tuple[str, int]], list[int]]:
    """Marks that open and are never closed, and those that close nothing."""
    opened: list[tuple[str, int]] = []
    unopened = []
    for found in _MARK.finditer(paragraph):
        mark, at = found[0], found.start()
        above = opened[-1][0] if opened else ""
        if mark == '"':
            _toggle(opened, at, paragraph)
        elif mark == "“" and above == "„":
            opened.pop()  # „so“, in Russian within « »
        elif mark == "“" and above == "”" and language == "ar":
            opened.pop()
        elif mark in _OPENS:
            opened.append((mark, at))
        elif above and above in _CLOSES[mark]:
            opened.pop()
        elif mark == "”" and language == "ar":
            opened.append((mark, at))  # ”so“, as the marks look from right to left
        else:
            unopened.append(at)
    return opened, unopened


def _toggle(opened: list[tuple[str, int]], at: int, paragraph: str) -> None:
    if opened and opened[-1][0] == '"':
        opened.pop()
    elif not paragraph[max(0, at - 1) : at].isdigit():  # 5" is a length
        opened.append(('"', at))


def double_spaces(
    field: str, value: str, hidden: str, language: str
) -> Iterator[Finding]:
    """Between words of one line; a table's cells are set apart by spaces."""
    for line in _LINE.finditer(hidden):
        if "|" in line[0]:
            continue
        for found in _SPACES.finditer(line[0]):
            if _MARKER.fullmatch(line[0], 0, found.start()):
                continue
            start, end = (line.start() + at for at in found.span())
            yield finding(
                "double-space",
                field,
                _("There are two spaces in a row."),
                _("Leave one."),
                at=(value, start, end),
            )


def lost_letters(
    field: str, value: str, hidden: str, language: str
) -> Iterator[Finding]:
    for found in _LOST.finditer(hidden):
        yield finding(
            "lost-letter",
            field,
            _("A letter was lost: the text was read in another encoding than its own."),
            _("Copy it once more from where it comes, or import the file itself."),
            at=(value, *found.span()),
        )
