"""The order of words in a list, as readers of a language expect it.

After the Unicode Collation Algorithm (UTS #10) with CLDR's tailorings for the languages
of the site, cut down to what short lists of names need (decision 29). Levels, each
asked where all before it are equal:

1. letters: spaces and marks before figures, figures before letters, the reader's own
   script before others. `ё` is an `е` and `é` an `e`, but `й` is a letter of its own,
   as are `ç ə ğ ı ö ş ü` in Azerbaijani. Chinese goes by pinyin, then by tone;
2. accents;
3. small before capital.

A database sorts by rules of its own, each by another: lists that people see are sorted
here. What comes in pages stays in the database's order.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from anyascii import anyascii

from .casing import lowered
from .cjk import HAN

# A letter that isn't where its signs or its code put it: which letter it follows, and
# as the how manyth (0: with it). CLDR's root, then az.xml and ar.xml.
# fmt: off
_EVERYWHERE = {
    "ə": ("e", 1), "ı": ("i", 1), "đ": ("d", 1), "ø": ("o", 0), "ł": ("l", 0),
    "й": ("и", 1), "ў": ("у", 1), "ة": ("ت", 0), "ى": ("ي", 0),
}
_AZERBAIJANI = {
    "ç": ("c", 1), "ə": ("e", 1), "ğ": ("g", 1), "x": ("h", 1), "ı": ("h", 2),
    "q": ("k", 1), "ö": ("o", 1), "ş": ("s", 1), "ü": ("u", 1),
}
# fmt: on
_OF_LANGUAGE = {"az": _EVERYWHERE | _AZERBAIJANI}
_TWO_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss"})
# Latin comes first anyhow.
_OWN_SCRIPT = {
    **dict.fromkeys(
        ("ru", "uk", "be", "bg", "kk", "ky"), re.compile("[\u0400-\u052f]")
    ),
    **dict.fromkeys(("ar", "fa", "ur"), re.compile("[\u0600-\u06ff]")),
    "zh": HAN,
}
_SIGN, _FIGURE, _OWN, _OTHER = range(4)

Item = TypeVar("Item")


def in_order(
    items: Iterable[Item], language: str, words: Callable[[Item], str] = str
) -> list[Item]:
    """Return the items sorted by their `words` for readers of a language."""
    return sorted(items, key=lambda item: collation_key(str(words(item)), language))


def collation_key(words: str, language: str) -> tuple:
    """Return what to sort by. (Keys for two languages can't be compared.)"""
    language = language.split("-")[0].lower()
    words = unicodedata.normalize("NFC", words)
    small = unicodedata.normalize("NFC", lowered(words, language))
    letters = [
        letter
        for letter in small.translate(_TWO_LETTERS)
        if unicodedata.category(letter)[0] != "M"
    ]
    weights = [_weight(letter, language) for letter in letters]
    accents = [unicodedata.normalize("NFD", letter)[1:] for letter in letters]
    # Capitals have the smaller codes, so case is turned round.
    return weights, accents, words.swapcase()


def _weight(letter: str, language: str) -> tuple[int, str, int, bytes]:
    """What counts first of a small letter, a figure or a sign."""
    category = unicodedata.category(letter)[0]
    if category == "N":
        return _FIGURE, str(int(unicodedata.numeric(letter, 0))), 0, b""
    if category != "L":
        return _SIGN, letter, 0, b""
    own = _OWN_SCRIPT.get(language)
    rank = _OWN if own and own.match(letter) else _OTHER
    if HAN.match(letter):
        syllable = anyascii(letter).lower() if rank == _OWN else letter
        return rank, syllable, 0, _by_tone(letter)
    tailored = _OF_LANGUAGE.get(language, _EVERYWHERE)
    base, after = tailored.get(letter) or (unicodedata.normalize("NFD", letter)[0], 0)
    return rank, base, after, b""


def _by_tone(han: str) -> bytes:
    """Its place in GB 2312, which has everyday characters by sound and tone."""
    try:
        return han.encode("gb2312")
    except UnicodeEncodeError:
        return b"\xff" + han.encode("gb18030")
