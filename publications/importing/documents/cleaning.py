"""HTML of anybody as the few elements of which Markdown is written.

nh3 parses it as browsers do, and leaves elements and attributes of a list alone:
scripts, styles, comments and handlers are gone before anything looks at it. The rest is
told by what it is, not by what it is called.
"""

from collections import Counter
from dataclasses import dataclass

import nh3
from bs4 import BeautifulSoup, Tag

from . import formatting, lists, notes, structure, tables, word_lists
from .depth import refuse_deep, refuse_unclosed
from .leaving_out import leave_out, without_surroundings

WITH_CONTENT = {
    *("script", "style", "template", "noscript", "title", "xml", "head", "nav"),
    *("datalist", "map"),
}
EMBEDDED = {
    *("iframe", "object", "embed", "video", "audio", "canvas", "applet", "frame"),
    *("input", "select", "textarea", "button", "svg"),
}
KEPT = {
    *("p", "div", "section", "article", "main", "header", "footer", "aside", "address"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "center", "hr", "br", "pre"),
    *("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"),
    *("a", "b", "strong", "i", "em", "cite", "dfn", "var", "s", "strike", "del", "ins"),
    *("sup", "sub", "span", "font", "code", "kbd", "samp", "tt", "q", "img", "wbr"),
}
# `style` and `class` say what is bold, hidden, a list or a note; none stays in the end.
ATTRIBUTES = {
    "*": {"style", "class", "id", "hidden"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "input": {"type"},
}
SCHEMES = {"http", "https", "mailto", "tel", "file", "picture"}

_CLEANER = nh3.Cleaner(
    tags=KEPT | EMBEDDED,
    clean_content_tags=WITH_CONTENT,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel=None,
    strip_comments=True,
)

# What a paragraph in plain text says as well.
FORMATTED = (
    *("strong", "em", "s", "a", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote"),
    *("table", "img", "hr", notes.REFERENCE),
)


@dataclass(frozen=True)
class Cleaned:
    soup: BeautifulSoup
    counts: Counter[str]
    is_plain: bool


def cleaned(html: str, counts: Counter[str], *, first_note: int, of: str) -> Cleaned:
    """Give what is to be written, and count what isn't.

    `of`: a "page", which may have menus; a "document"; or a "piece" of one, which has
    no title, since it comes into a text that has its own. Raises Refused.
    """
    refuse_unclosed(html)
    sheet = formatting.style_sheet(html)
    soup = BeautifulSoup(_CLEANER.clean(html), "html.parser")
    refuse_deep(soup)
    if of == "page":
        soup = without_surroundings(soup, counts)
    leave_out(soup, sheet, counts)
    word_lists.make_lists(soup)
    notes.gather(soup, first_note)
    formatting.say_by_elements(soup, sheet)
    lists.settle(soup)
    tables.settle(soup, counts)
    structure.settle(soup, counts, has_title=of != "piece")
    formatting.tidy(soup)
    return Cleaned(soup, counts, _is_plain(soup))


def _is_plain(soup: BeautifulSoup) -> bool:
    """Whether there is nothing that plain text wouldn't say: one paragraph without
    formatting, or code, which may be Markdown itself."""
    if soup.find(FORMATTED):
        return False
    blocks = [e for e in soup.find_all(["p", "div", "pre"]) if _has_own_words(e)]
    return len(blocks) < 2 or all(block.name == "pre" for block in blocks)


def _has_own_words(block: Tag) -> bool:
    return any(isinstance(e, str) and e.strip() for e in block.descendants) and not (
        block.find(["p", "div", "pre"])
    )
