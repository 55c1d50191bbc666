"""Letters as they are compared: without case, accents, width and variants.

People type without the letters that they don't have: ə is found as e, ı as i, ё as е,
and the other way about. Only й stays apart from и, as мой does from мои.
"""

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_SMALL = str.maketrans({"İ": "i", "ı": "i", "ə": "e", "Ə": "e"})
_VARIANTS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        # Arabic: endings that are written either way, and Persian forms of letters.
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ہ": "ه",
        "ـ": "",
    }
)
# Voicing makes another letter of kana; everything else that is put on top is taken off.
_KEPT = "\u3099\u309a"
_SHORT_I = "и\u0306"


def small(word: str) -> str:
    """In small letters of any width, with its accents: what stemmers expect."""
    word = unicodedata.normalize("NFKC", word.translate(_SMALL)).casefold()
    return unicodedata.normalize("NFC", word).replace("ё", "е")


@lru_cache(1 << 16)
def folded(word: str) -> str:
    """As it is compared; letters and digits, and nothing else."""
    word = unicodedata.normalize("NFKD", small(word)).replace(_SHORT_I, "й")
    word = "".join(c for c in word if c in _KEPT or not unicodedata.combining(c))
    word = unicodedata.normalize("NFC", word).translate(_one_for_all())
    return "".join(filter(str.isalnum, word))


@cache
def _one_for_all() -> dict[int, str]:
    """Variants of letters, and of traditional characters the simplified one that each
    is first written as."""
    table = files("opencc") / "dictionary" / "TSCharacters.txt"
    rows = (row.split() for row in table.read_text("utf-8").splitlines())
    simplified = {row[0]: row[1] for row in rows if len(row) > 1 and len(row[0]) == 1}
    return str.maketrans(simplified) | _VARIANTS
