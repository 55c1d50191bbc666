"""Small letters and capitals as a language has them.

Python's `str.lower` follows no language: it makes `i̇` (with a dot put on top) of İ, and
i of I, which in Azerbaijani and Turkish are the capitals of i and ı (Unicode,
SpecialCasing.txt).
"""

_DOTTED = {"az", "tr", "crh", "tt"}
_SMALL = str.maketrans({"İ": "i", "I": "ı"})


def lowered(words: str, language: str) -> str:
    if language.split("-")[0].lower() in _DOTTED:
        words = words.translate(_SMALL)
    return words.lower()


def begun_large(words: str, language: str) -> str:
    """As a heading begins: with a capital, where the script has any."""
    if words.startswith("i") and language.split("-")[0].lower() in _DOTTED:
        return "İ" + words[1:]
    return words[:1].upper() + words[1:]
