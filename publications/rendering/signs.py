"""The signs that make a block what it is: "## " a heading, "> " a quotation.

Said to who translates a block, and set before words that were typed without them.
Tests: tests/rendering/test_signs.py.
"""

import re

from .blocks import Block

_MARK = re.compile(r"\{[^}]*\}\s*")  # a mark of language on a line of its own
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?=\s|$)")
_UNDERLINED = re.compile(r"\s{0,3}=+\s*")
_POINT = re.compile(r"\s{0,3}([-*+]|\d{1,9}[.)])(?=\s|$)")
_LABEL = re.compile(r"\s{0,3}(\[\^[^\s\[\]]{1,100}\]:)")


def sign_of(block: Block) -> str:
    """What is typed first in a block of its kind; "" where nothing short is."""
    lines = [line for line in block.source.split("\n") if not _MARK.fullmatch(line)]
    first = lines[0] if lines else ""
    if block.kind == "heading":
        found = _HEADING.match(first)
        return found[1] if found else "#" if _UNDERLINED.fullmatch(lines[-1]) else "##"
    if block.kind == "quotation":
        return ">"
    if block.kind == "list":
        found = _POINT.match(first)
        return found[1] if found else "-"
    if block.kind == "note":
        found = _LABEL.match(first)
        return found[1] if found else ""
    return ""


def signed(block: Block, words: str) -> str:
    """The words with the signs of the block before them: nothing of them is lost."""
    sign, lines = sign_of(block), words.strip("\n").split("\n")
    if not sign:
        return words
    if block.kind == "quotation":
        return "\n".join(f"{sign} {line}" for line in lines)
    if block.kind == "list":
        return "\n".join(_points([line for line in lines if line.strip()], sign))
    set_in = "    " if block.kind == "note" else ""
    rest = [f"{set_in}{line}" if line.strip() else line for line in lines[1:]]
    return "\n".join([f"{sign} {lines[0]}", *rest])


def _points(lines: list[str], sign: str) -> list[str]:
    """Each line a point; numbers count on."""
    if not sign[0].isdigit():
        return [f"{sign} {line}" for line in lines or [""]]
    first, end = int(sign[:-1]), sign[-1]
    return [f"{n}{end} {line}" for n, line in enumerate(lines or [""], first)]
