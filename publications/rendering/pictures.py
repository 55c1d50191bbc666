"""Pictures of our own stand between paragraphs; those of others become a link.

`![alt](image:UUID)` is shown as what the caller makes of it, as a `<figure>`, which
HTML doesn't allow inside a paragraph: so a picture moves behind the block it was
written in, and a paragraph that held nothing else goes. Nothing else is ever fetched: a
picture on another site would tell that site who reads here, and could change after
approval. Its text alternative stays, as a link where it was an http(s) address.
"""

import re
from collections.abc import Callable, Iterator

from markdown_it.token import Token

# From a UUID (lower case) and the text alternative to HTML; None: there is no such one.
ImageHtml = Callable[[str, str], str | None]

_OURS = re.compile(
    r"image:([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})", re.IGNORECASE
)


def _shown(token: Token, image: ImageHtml | None) -> str | None:
    """Return the picture as a figure, if it is one of ours."""
    found = _OURS.fullmatch(str(token.attrs["src"]))
    if found is None or image is None:
        return None
    html = image(found[1].lower(), _alternative(token))
    if not html or html.startswith("<figure"):
        return html
    return f"<figure>{html}</figure>"


def _alternative(token: Token) -> str:
    words: list[str] = []
    waiting = [token]
    while waiting:
        child = waiting.pop()
        if child.children:
            waiting += reversed(child.children)
        elif child.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif child.type in {"text", "text_special", "code_inline"}:
            words.append(child.content)
    return "".join(words)


def _in_words(token: Token, *, in_link: bool) -> Iterator[Token]:
    source, words = str(token.attrs["src"]), _alternative(token)
    linked = not in_link and source.lower().startswith(("http://", "https://"))
    if linked:
        yield Token("link_open", "a", 1, attrs={"href": source})
    if words:
        yield Token("text", "", 0, content=words)
    if linked:
        yield Token("link_close", "a", -1)


def _lift(inline: Token, image: ImageHtml | None) -> list[str]:
    """Take our pictures out of a block's words and return their HTML."""
    pictures: list[str] = []
    kept: list[Token] = []
    in_link = 0
    for child in inline.children or []:
        in_link += child.nesting if child.type in {"link_open", "link_close"} else 0
        if child.type != "image":
            kept.append(child)
            continue
        html = _shown(child, image)
        if html:
            pictures.append(html)
        if not html or in_link:
            # A link round a picture would be left without words.
            kept += _in_words(child, in_link=bool(in_link))
    if pictures and kept and kept[0].type == "text":
        kept[0].content = kept[0].content.lstrip()
    inline.children = kept
    return pictures


def _is_blank(inline: Token) -> bool:
    return all(
        child.type in {"text", "softbreak"} and not child.content.strip()
        for child in inline.children or []
    )


def _had_pictures(inline: Token) -> bool:
    return any(child.type == "image" for child in inline.children or [])


def place_pictures(tokens: list[Token], image: ImageHtml | None) -> list[Token]:
    """Put every picture where HTML allows it, or its words where it stood."""
    placed: list[Token] = []
    waiting: list[str] = []
    emptied = False
    for token in tokens:
        if token.type == "inline" and _had_pictures(token):
            waiting = _lift(token, image)
            emptied = _is_blank(token)
        placed.append(token)
        if token.nesting != -1:
            continue
        if emptied and token.type == "paragraph_close":
            del placed[-3:]
        emptied = False
        if waiting:
            html = Token("html_block", "", 0, content="\n".join(waiting) + "\n")
            in_cell = token.type in {"th_close", "td_close"}
            placed.insert(len(placed) - in_cell, html)
            waiting = []
    return placed
