"""Where a link may lead, and which bare addresses in a text become links.

linkify-it-py isn't used: through markdown-it-py it takes 20 seconds for 45 kB of `://`
and 15 for 48 kB of `foo://`, reads Chinese punctuation as part of an address, and makes
a link of every newspaper whose name looks like a domain (`News.Az`). Here a bare
address needs its scheme, or an @; nothing is guessed.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from markdown_it.rules_core.state_core import StateCore
from markdown_it.token import Token

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
LONGEST = 2_000

# An address on this site has no colon before its first slash, and no leading "//" or
# "/\", both of which browsers read as another host (WHATWG URL, "path or authority"),
# nor a control character before them, which browsers pass over.
ADDRESS = re.compile(
    r"https?://[^/\\\s][^\s]*|mailto:[^\s]+|tel:[+0-9][^\s]*"
    r"|/(?![/\\])[^\s]*|[?#][^\s]*|[^\s\x00-\x1f:/?#\\]+(?:[/?#][^\s]*)?",
    re.IGNORECASE,
)
# What Markdown's picture syntax may name although a link may not (see pictures.py).
_PICTURE = re.compile(r"image:[0-9a-f-]{1,40}|data:image/[^\s]*", re.IGNORECASE)

# Unspaced scripts run on after an address without a space, so it ends before them.
_UNSPACED = (
    "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
)
_UNSPACED += "\U00020000-\U0003ffff"
_END = rf"\s<>\"“”„‘‚«»‹›`…{_UNSPACED}"
_BARE = re.compile(
    rf"(?<![A-Za-z0-9_.+/-])(?:"
    rf"https?://(?![\w.-]{{0,253}}@)(?:(?![{_UNSPACED}])\w)[^{_END}]{{0,{LONGEST}}}"
    r"|tel:\+?[0-9][0-9().-]{2,30}"
    r"|(?:mailto:)?[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,63})"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,63}(?![A-Za-z0-9_-])"
    r")",
    re.IGNORECASE,
)
_TRAILING = "?!.,:;*_~'’&|،؛؟।)]}-"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def is_address(address: str) -> bool:
    """Say whether a reader may be led there: http, https, mailto, tel or this site."""
    return len(address) <= LONGEST and ADDRESS.fullmatch(address) is not None


def may_be_parsed(address: str) -> bool:
    """Say whether Markdown may read it as a destination, of a link or a picture."""
    return is_address(address) or _PICTURE.fullmatch(address) is not None


def _without_tail(address: str) -> str:
    """Leave a sentence's own punctuation outside; a bracket stays if it was opened."""
    opened = {close: address.count(open_) for close, open_ in _BRACKETS.items()}
    closed = {close: address.count(close) for close in _BRACKETS}
    end = len(address)
    while end and (last := address[end - 1]) in _TRAILING:
        if last in _BRACKETS:
            if closed[last] <= opened[last]:
                break
            closed[last] -= 1
        end -= 1
    return address[:end]


def _linked(token: Token, state: StateCore) -> Iterator[Token]:
    text, done = token.content, 0
    for found in _BARE.finditer(text):
        address = _without_tail(found[0])
        has_scheme = "://" in address or address.lower().startswith(("tel:", "mailto:"))
        target = state.md.normalizeLink(address if has_scheme else f"mailto:{address}")
        if not is_address(target):
            continue
        start = found.start()
        if start > done:
            yield Token("text", "", 0, content=text[done:start], level=token.level)
        yield Token("link_open", "a", 1, attrs={"href": target}, info="auto")
        yield Token("text", "", 0, content=address)
        yield Token("link_close", "a", -1, info="auto")
        done = start + len(address)
    if done < len(text):
        yield Token("text", "", 0, content=text[done:], level=token.level)


def autolink_rule(state: StateCore) -> None:
    """Core rule, before escapes are joined: `http\\://…` was meant to stay text."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        if ":" not in block.content and "@" not in block.content:
            continue
        linked: list[Token] = []
        inside = 0
        for child in block.children:
            inside += child.nesting if child.type in {"link_open", "link_close"} else 0
            if inside or child.type != "text":
                linked.append(child)
            else:
                linked += _linked(child, state)
        block.children = linked


def _finished(children: list[Token]) -> Iterator[Token]:
    refused = False
    for child, following in zip(children, [*children[1:], None], strict=True):
        if child.type == "link_open":
            refused = not is_address(str(child.attrs["href"]))
            if refused:
                continue
            yield child
            if following is not None and following.type == "link_close":
                # A link without words can't be found, read or followed (WCAG 2.4.4).
                yield Token("text", "", 0, content=unquote(str(child.attrs["href"])))
        elif child.type == "link_close" and refused:
            refused = False
        else:
            yield child


def finish_links(tokens: list[Token]) -> None:
    """Unwrap links that may lead nowhere, and give wordless ones their address."""
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = list(_finished(token.children))
