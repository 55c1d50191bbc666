"""Counting words and cutting excerpts, in scripts with spaces and without."""

import re
import unicodedata

from .cjk import is_unspaced

# Scripts without spaces between words, letter by letter: Han (with 々 and 〇), kana,
# Bopomofo, Thai, Lao, Myanmar, Khmer.
_SINGLE = re.compile(
    "[\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
    "\u3105-\u312f"
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6"
    "\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3]"
)
# Full-width punctuation parts words although no space stands beside it.
_WIDE_PUNCTUATION = re.compile("[\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")

_SENTENCE_END = re.compile(
    # Four letters before a full stop, or it may be a title or an initial: "Ms. Lu".
    r"(?:(?<=\w{4})(?<!\bProf)(?<!\bCapt)(?<!\bпроф)\.|[!?…؟۔])[\"'”’»)\]]*(?=\s)"
    r"|[。！？｡][”’」』》）]*"
)
_PAUSES = " ,;:·，、；：،؛—–-"
_CLOSING = frozenset({"Pe", "Pf", "Po"})
_OPENING = frozenset({"Ps", "Pi"})
# Written before the letter that they are spoken after (Thai and Lao vowels), or joining
# two into one (virama of Myanmar and Khmer, zero width joiner).
_LEADING = frozenset("เแโใไເແໂໃໄ\u1039\u17d2\u200d")


def count_words(text: str) -> int:
    """Count words as a desk does.

    Each letter of a script without spaces is one word; otherwise a word is what stands
    between white space and holds a letter or digit, as `wc -w` counts, so that
    `China-Azerbaijan` and `People’s` are one each.
    """
    rest, single = _SINGLE.subn(" ", text)
    rest = _WIDE_PUNCTUATION.sub(" ", rest)
    return single + sum(1 for word in rest.split() if _LETTER_OR_DIGIT.search(word))


def count_characters(text: str) -> int:
    """Count letters, signs and spaces as people see them: vowel signs of Arabic and
    accents belong to their letter, and line ends are none."""
    marks = ("Mn", "Me", "Cf", "Cc")
    return sum(1 for each in text if unicodedata.category(each) not in marks)


def _stands_alone(character: str) -> bool:
    return is_unspaced(character) or _SINGLE.match(character) is not None


def _may_cut(text: str, at: int) -> bool:
    """Say whether a line could be broken there (a small part of UAX 14)."""
    before, after = text[at - 1], text[at]
    if after.isspace():
        return True
    if not _is_boundary(before, after):
        return False
    if not (_stands_alone(before) or _stands_alone(after)):
        return False
    return (
        unicodedata.category(after) not in _CLOSING
        and unicodedata.category(before) not in _OPENING
    )


def _is_boundary(before: str, after: str) -> bool:
    """Whether what people see as one letter ends there (a small part of UAX 29)."""
    joined = after == "\u200d" or unicodedata.category(after)[0] == "M"
    return not joined and before not in _LEADING


def _flat(text: str) -> str:
    words = text.split()
    flat = words[:1]
    for before, word in zip(words, words[1:], strict=False):
        if not (is_unspaced(before[-1]) and is_unspaced(word[0])):
            flat.append(" ")
        flat.append(word)
    return "".join(flat)


def opening(text: str, enough_characters: int) -> str:
    """Return the first paragraphs of a text, as many as are enough."""
    paragraphs = text.split("\n\n")
    taken, length = 0, 0
    while taken < len(paragraphs) and length < enough_characters:
        length += len(paragraphs[taken])
        taken += 1
    return "\n\n".join(paragraphs[:taken])


def excerpt(text: str, limit_characters: int) -> str:
    """Return the beginning of a text in one line, at most that many characters.

    Cut after a sentence if one ends in the second half of what fits, otherwise between
    words (in Chinese: between characters, not before punctuation) and marked with `…`.
    """
    flat = _flat(text)
    if len(flat) <= limit_characters:
        return flat
    ends = [
        found.end()
        for found in _SENTENCE_END.finditer(flat, 0, limit_characters + 1)
        if limit_characters // 2 <= found.end() <= limit_characters
    ]
    if ends:
        return flat[: ends[-1]]
    room = limit_characters - 1
    if room < 1:
        return "…"[:limit_characters]
    cut = next((at for at in range(room, room // 2, -1) if _may_cut(flat, at)), None)
    if cut is None:
        # A word longer than half of the excerpt (an address) is cut where it must be.
        at_all = range(room, 0, -1)
        whole = (at for at in at_all if _is_boundary(flat[at - 1], flat[at]))
        cut = next(whole, room)
    return flat[:cut].rstrip(_PAUSES) + "…"
