"""Tables that scroll within themselves and say which cells are headers.

A wide table scrolls in its own box instead of widening the page (WCAG 2.2, 1.4.10
Reflow). A box that scrolls must be reachable by keyboard, and so needs a role and a
name (2.1.1, 4.1.2). Alignment is a class, since the site's policy refuses `style=`.
"""

from django.utils.translation import gettext
from markdown_it.token import Token

ALIGNMENTS = {
    f"text-align:{side}": f"align-{side}" for side in ("left", "center", "right")
}


def _box(number: int, count: int) -> Token:
    # Two regions of one name can't be told apart in a list of landmarks.
    name = gettext("Table") if count == 1 else gettext("Table %(number)d")
    token = Token("table_box_open", "div", 1, block=True)
    token.attrs = {
        "class": "table",
        "role": "region",
        "tabindex": "0",
        "aria-label": name % {"number": number} if count > 1 else name,
    }
    return token


def _mend_cell(tokens: list[Token], index: int) -> None:
    cell, inline, closing = tokens[index : index + 3]
    if alignment := cell.attrs.pop("style", None):
        cell.attrs["class"] = ALIGNMENTS[str(alignment)]
    if cell.tag == "th" and inline.children:
        cell.attrs["scope"] = "col"
    elif cell.tag == "th":
        # The empty corner heads nothing.
        cell.tag = closing.tag = "td"


def box_tables(tokens: list[Token]) -> list[Token]:
    """Wrap every table, mend its cells."""
    count = sum(token.type == "table_open" for token in tokens)
    boxed: list[Token] = []
    number = 0
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            number += 1
            boxed.append(_box(number, count))
        elif token.type in {"th_open", "td_open"}:
            _mend_cell(tokens, index)
        boxed.append(token)
        if token.type == "table_close":
            boxed.append(Token("table_box_close", "div", -1, block=True))
    return boxed
