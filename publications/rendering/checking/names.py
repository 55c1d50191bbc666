"""Names that stand in a text otherwise than the desk writes them.

Certain cases alone: at least two words, of which the others stand exactly so, and one
with other accents, or with one other letter. Endings are no difference: Russian,
Azerbaijani and Arabic bend names.
"""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from publications.rendering.names import folded

from .findings import Finding, finding

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# Shorter words are too much like others.
LONG_ENOUGH = 4


def misspelt(
    field: str, value: str, hidden: str, names: Iterable[str]
) -> Iterator[Finding]:
    """`names`: as they are printed in the text's language."""
    known = {parts for name in names if len(parts := tuple(_WORD.findall(name))) > 1}
    # By each of its words, which must stand in the text for the rest to be compared.
    places: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for parts in sorted(known):
        for position, part in enumerate(parts):
            places.setdefault(part, []).append((parts, position))
    words = list(_WORD.finditer(hidden))
    told = set()
    for index, word in enumerate(words):
        for parts, position in places.get(word[0], ()):
            first = index - position
            window = words[max(first, 0) : first + len(parts)]
            written = tuple(found[0] for found in window)
            is_told = (first, parts) in told
            if len(window) != len(parts) or written in known or is_told:
                continue
            span = window[0].start(), window[-1].end()
            if "\n" in hidden[slice(*span)] or not _is_slip(written, parts):
                continue
            told.add((first, parts))
            yield finding(
                "name",
                field,
                _("The desk writes this name otherwise: %(name)s.")
                % {"name": " ".join(parts)},
                _("Write it so, unless somebody else is meant."),
                at=(value, *span),
            )


def _is_slip(written: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether all words but one are the same, and that one is nearly."""
    differing = [
        pair for pair in zip(written, known, strict=True) if pair[0] != pair[1]
    ]
    return len(differing) == 1 and _is_nearly(*differing[0])


def _is_nearly(word: str, known: str) -> bool:
    if not word[0].isupper() or word.casefold() == known.casefold():
        return False
    if _plain(word) == _plain(known):
        return True  # other accents
    if min(len(word), len(known)) < LONG_ENOUGH or _is_bent(word, known):
        return False
    return _differ_by_one(_plain(word), _plain(known))


def _plain(word: str) -> str:
    return folded(word).replace("ə", "e")


def _is_bent(word: str, known: str) -> bool:
    """The same word with another ending: what differs begins at the last letter."""
    return word[: len(known) - 1] == known[:-1]


def _differ_by_one(a: str, b: str) -> bool:
    """One letter more, less or other, or two that changed places."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    swapped = a[1:2] + a[:1] + a[2:] == b and len(a) == len(b)
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]
