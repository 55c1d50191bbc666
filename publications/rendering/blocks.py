"""A body's top-level blocks as they were typed, for work on one at a time.

The parser says where each begins and ends, so a list, a quotation, a table or a note
stays whole, and a mark of language stays with what it marks. Joined again, the blocks
are the body, but for how many blank lines part them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from markdown_it.token import Token

from .languages import MARKABLE
from .parser import article_parser

KINDS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quotation",
    "table_open": "table",
    "footnote_reference_open": "note",
    "hr": "rule",
    "fence": "code",
    "code_block": "code",
    # What no block follows is shown as it was typed.
    "language_mark": "paragraph",
}
PICTURE = re.compile(r"!\[[^\]]*\]\((image:[0-9a-f-]{36})[^)]*\)", re.IGNORECASE)
_NOTE_LABEL = re.compile(r"\[\^[^\s\[\]]{1,100}\]:?")
_TARGET = re.compile(
    r"\]\([^)]*\)|\]\{[^}]*\}|<[^>\s]+>|https?://\S+|^\{[^}]*\}$", re.M
)


class Block(NamedTuple):
    """One block: its Markdown, and what it is. `definition`: addresses for links that
    stand elsewhere, of which nothing is shown."""

    source: str
    kind: str

    @property
    def words(self) -> str:
        """What of it a translator translates: no addresses, pictures or labels."""
        if self.kind in ("definition", "rule"):
            return ""
        without = _NOTE_LABEL.sub(" ", PICTURE.sub(" ", self.source))
        return _TARGET.sub(" ", without)

    @property
    def has_words(self) -> bool:
        return any(map(str.isalpha, self.words))


def join(sources: Iterable[str]) -> str:
    """The body that these blocks make; empty ones are left out."""
    return "\n\n".join(tidy for source in sources if (tidy := _tidied(source)))


def split(body: str) -> list[Block]:
    """The blocks of a body, in order."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks: list[Block] = []
    end = 0
    for start, after, kind in _spans(article_parser().parse("\n".join(lines), {})):
        blocks += _definitions(lines[end:start])
        blocks.append(Block(_tidied("\n".join(lines[start:after])), kind))
        end = after
    return blocks + list(_definitions(lines[end:]))


def _tidied(source: str) -> str:
    """Without blank lines around it; what is set in on its first line stays so."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    while lines and not lines[-1].strip():
        del lines[-1]
    return "\n".join(lines)


def _spans(tokens: list[Token]) -> Iterator[tuple[int, int, str]]:
    """First line, line after the last, and kind of what stands at the top."""
    top = [t for t in tokens if not t.level and t.map and t.type in KINDS]
    shows_pictures_alone = _pictures(tokens)
    begun: int | None = None
    for token, following in pairwise([*top, None]):
        first, after = token.map
        begun = first if begun is None else begun
        is_mark = token.type == "language_mark"
        if is_mark and following is not None and following.type in MARKABLE:
            continue
        is_picture = id(token) in shows_pictures_alone
        yield begun, after, "picture" if is_picture else KINDS[token.type]
        begun = None


def _pictures(tokens: list[Token]) -> set[int]:
    """Which paragraphs hold nothing but pictures of our own."""
    return {
        id(opening)
        for opening, inline in pairwise(tokens)
        if opening.type == "paragraph_open"
        and PICTURE.search(inline.content)
        and not PICTURE.sub("", inline.content).strip()
    }


def _definitions(lines: list[str]) -> Iterator[Block]:
    """Lines that the parser has taken for itself, as far as they hold anything."""
    for source in re.split(r"\n\s*\n", "\n".join(lines)):
        if tidy := _tidied(source):
            yield Block(tidy, "definition")
