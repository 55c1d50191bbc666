"""A body from Markdown to what is stored: safe HTML, plain text, number of words."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from markdown_it.token import Token

from .cjk import join_lines
from .directions import mark_directions
from .footnotes import gather_notes
from .headings import outline
from .languages import settle_marks
from .links import finish_links
from .parser import article_parser
from .pictures import ImageHtml, place_pictures
from .plain import read_aloud
from .sanitise import sanitise
from .tables import box_tables

# Stored beside the HTML. Raise it when the same Markdown gives other HTML than before,
# so that stored renderings can be found and made again.
RENDERER_VERSION = 5

MAX_CHARACTERS = 400_000
# A few characters can stand for many (a link's address, defined once and used often).
MAX_HTML_CHARACTERS = 10 * MAX_CHARACTERS

# What neither HTML nor a feed's XML may hold (XML 1.0, "Char"), C1 controls besides.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class TooLong(ValueError):
    """The body is longer than the site can carry; the message is for its editor."""


@dataclass(frozen=True)
class Rendered:
    """What a body becomes. All of it derives from it and is outside its digest.

    `prose` is the text without headings, lists and tables: what an excerpt begins with.
    """

    html: str
    text: str
    prose: str
    words: int


def _writable(text: str) -> str:
    return _UNWRITABLE.sub(_REPLACEMENT, text)


def refuse_long(length: int, limit: int) -> None:
    if length > limit:
        raise TooLong(
            gettext("This text is too long for one page (limit: %(limit)d characters).")
            % {"limit": MAX_CHARACTERS}
        )


def _refuse_expansion(tokens: list[Token]) -> None:
    """Refuse before it is written out what link definitions would blow up."""
    length = sum(
        len(str(value))
        for token in tokens
        for child in token.children or []
        for value in child.attrs.values()
    )
    refuse_long(length, MAX_HTML_CHARACTERS)


def _compose(
    tokens: list[Token], language: str, image: ImageHtml | None
) -> list[Token]:
    join_lines(tokens)
    tokens = place_pictures(tokens, image)
    finish_links(tokens)
    tokens = settle_marks(tokens)
    tokens = gather_notes(tokens)
    mark_directions(tokens, language)
    tokens = outline(tokens)
    return box_tables(tokens)


def render(source: str, *, language: str, image: ImageHtml | None = None) -> Rendered:
    """Render a body written in `language` (its words for "Footnote" and the like too).

    `image` returns the HTML of one of our pictures by its UUID, or None; it passes the
    sanitiser like the rest. Raises TooLong, in the active language of the caller.
    """
    refuse_long(len(source), MAX_CHARACTERS)
    parser = article_parser()
    env: dict[str, Any] = {}
    tokens = parser.parse(_writable(source), env)
    _refuse_expansion(tokens)
    with translation.override(language):
        tokens = _compose(tokens, language, image)
        html = parser.renderer.render(tokens, parser.options, env)
    refuse_long(len(html), MAX_HTML_CHARACTERS)
    text, prose, words = read_aloud(tokens)
    return Rendered(sanitise(_writable(html)), _writable(text), _writable(prose), words)
