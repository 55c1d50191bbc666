"""Markdown source as units that can be read like paragraphs, and put back unchanged."""

import re
from collections.abc import Iterable, Sequence

from .paragraphs import blocks_of

# Longer blocks are no part of a heading, so their marks don't matter.
LONGEST_HEADING = 1_200
TITLE = re.compile(r" {0,3}#(?:\s|$)|.+\n {0,3}=+\s*$")
LOWER_HEADING = re.compile(r" {0,3}##+(?:\s|$)|.+\n {0,3}-+\s*$")
HEADING_MARKS = re.compile(r"^ {0,3}#{1,6}\s+|\s+#+\s*$|\n {0,3}=+\s*$")
EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]+)(?<=\S)\1")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
LEADING_BLANK = re.compile(r"\A(?:[^\S\n]*\n)+")
HARD_BREAK = re.compile(r"(?:\\|  +)\n[ \t]*")


class MarkdownSource(Sequence[str]):
    """A source in blocks; as a sequence it gives their words without Markdown's marks.

    They are worked out when asked for: only the edges of a text are.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._blocks = blocks_of(self._lines)

    def __len__(self) -> int:
        return len(self._blocks)

    def __getitem__(self, i: int) -> str:
        return "" if self._is_fence(i) else _without_marks(self.raw(i))

    def raw(self, i: int) -> str:
        first, end, _ = self._blocks[i]
        if end == first + 1:
            return self._lines[first]
        return "\n".join(self._lines[first:end])

    def is_title(self, i: int) -> bool:
        return not self._is_fence(i) and bool(TITLE.match(self.raw(i)))

    def without(self, taken: Iterable[int]) -> str:
        """Give the source with everything as it stood, less the blocks taken."""
        lines = list(self._lines)
        for i in taken:
            first, end, _ = self._blocks[i]
            lines[first:end] = [""] * (end - first)
        # An indented first line keeps its indent: it may be code.
        return LEADING_BLANK.sub("", "\n".join(lines)).rstrip()

    def _is_fence(self, i: int) -> bool:
        return self._blocks[i][2]


def _without_marks(block: str) -> str:
    if len(block) > LONGEST_HEADING:
        return block
    if LOWER_HEADING.match(block):
        # It belongs to the body, however much it looks like a title without its mark.
        return "#"
    block = HARD_BREAK.sub("\v", HEADING_MARKS.sub("", block))
    block = " ".join(block.split("\n")).replace("\v", "\n")
    return ESCAPE.sub(r"\1", EMPHASIS.sub(r"\2", block)).strip()
