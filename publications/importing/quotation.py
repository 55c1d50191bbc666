"""Quotation marks of every kind, around titles and names of newspapers."""

import re
from collections.abc import Iterator

PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "〝": "〞",
    "＂": "＂",
    "”": "”",
}

# Nobody's heading has more, and each one is tried.
MOST_SPANS = 40


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where quoted passages begin and end, marks included, longest first.

    The same mark may be an apostrophe or belong to a quotation within the quotation;
    so a mark may have several ends, and the caller takes the one that makes sense.
    """
    given = 0
    for start, mark in enumerate(text):
        if mark not in PAIRS or not _may_open(text, start):
            continue
        for end in range(len(text) - 1, start + 1, -1):
            if text[end] in PAIRS[mark] and _may_close(text, end):
                yield start, end + 1
                given += 1
                if given == MOST_SPANS:
                    return


def unquoted(text: str) -> str:
    """Take off quotation marks that stand around all of a title.

    The comma of American usage goes with them.
    """
    text = text.strip()
    for start, end in spans(text):
        if start > 0:
            break
        inner = text[1 : end - 1].strip()
        if end == len(text) and not _ends_early(text):
            return inner.removesuffix(",").strip() or text
    return text


def _ends_early(text: str) -> bool:
    """Tell `“Yes” and “No”` from `“The “second” spring”`."""
    opening, closing = text[0], text[-1]
    if opening == closing:
        apostrophes = len(re.findall(rf"(?<=\w){opening}(?=\w)", text))
        return text.count(opening) - apostrophes > 2
    depth = 0
    for i, mark in enumerate(text[:-1]):
        if mark == opening:
            depth += 1
        elif mark == closing and _may_close(text, i):
            depth -= 1
            if depth <= 0:
                return True
    return False


def _may_open(text: str, i: int) -> bool:
    """An apostrophe or inch mark within a word doesn't open anything."""
    if i + 1 >= len(text) or (text[i] not in "«‹„‚" and text[i + 1].isspace()):
        return False
    return text[i] not in "'’‘\"»”" or i == 0 or not text[i - 1].isalnum()


def _may_close(text: str, i: int) -> bool:
    if text[i] not in "'’":
        return True
    return i + 1 == len(text) or not text[i + 1].isalnum()
