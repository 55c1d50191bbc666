"""Names of people and outlets: as they are compared, listed, and said again.

Which part is the family's is never guessed from a name: people enter it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from anyascii import anyascii

from .bylines import addressed

# Written or left out at will: "Al-Karim", "O’Neil", "阿达·文恩", "J. R. Venn".
_BETWEEN = re.compile(r"[-‐‑’'ʼ`·•.,\s]+")
# Dotted and dotless i are one letter here: "İlham", "Ilham", "ILHAM".
_TURKIC = str.maketrans({"ı": "i", "İ": "i"})
# Spellings of one name differ in a letter or two: "Lu Mei" and "Lu Mey".
_ALIKE = 0.8


def folded(name: str) -> str:
    """Return the form in which names are compared: without case, accents and marks."""
    plain = unicodedata.normalize("NFKD", name.translate(_TURKIC).casefold())
    letters = "".join(c for c in plain if not unicodedata.category(c).startswith("M"))
    return " ".join(_BETWEEN.sub(" ", letters).split())


def alike(name: str, known: Iterable[str]) -> list[str]:
    """Return those known names that may be another spelling, the likest first.

    Scripts don't matter ("Лу Мэй"), nor the order of the parts ("Mei Lu").
    """
    by_letters: dict[str, list[str]] = {}
    for each in known:
        for form in _letters(each):
            by_letters.setdefault(form, []).append(each)
    found = [
        each
        for form in _letters(name)
        for match in get_close_matches(form, by_letters, n=5, cutoff=_ALIKE)
        for each in by_letters[match]
    ]
    return list(dict.fromkeys(found))


def _letters(name: str) -> set[str]:
    """The name in Latin letters without spaces, as written and in another order."""
    parts = folded(anyascii(name)).split()
    return {"".join(parts), "".join(sorted(parts))} - {""}


def listed(display: str, family: str, given: str, *, family_first: bool) -> str:
    """Return a name as lists sort it: "Venn, Ada", but "Lu Mei", whose family leads."""
    if not family or family_first:
        return display
    return f"{family}, {given}" if given else family


def second_mention(honorific: str, family: str, display: str, language: str) -> str:
    """Return how a text names somebody again: "Ms. Lu", never "Ms. Mei"."""
    return with_honorific(honorific, family or display, language)


def with_honorific(honorific: str, name: str, language: str) -> str:
    """Return both in the language's order: "Ms. Lu Mei", 陆梅女士."""
    return addressed(_Named(name, honorific), language)


@dataclass(frozen=True)
class _Named:
    """What `addressed` asks for."""

    name: str
    honorific: str
