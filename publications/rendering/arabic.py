"""Arabic in Latin letters, for addresses.

Consonants after UNGEGN's system of 2017 without its signs, the article apart (`al-`),
long vowels as vowels. Short vowels aren't written in Arabic, and which they are takes a
dictionary: where the author put no marks there are none (`klma` for kalima), so that an
editor may want to type an address of their own.
"""

import re

# fmt: off
_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z",
    "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ک": "k",
}
# Ayn is heard as an a more often than as anything else; hamza alone is not written. The
# marks: short vowels, the same as endings of words, shadda and sukun.
_VOWELS = {
    **dict.fromkeys("اأآٱىعة", "a"),
    "إ": "i", "ئ": "i", "ؤ": "u", "ء": "", "ـ": "",
    "\u064e": "a", "\u064f": "u", "\u0650": "i",
    "\u064b": "an", "\u064c": "un", "\u064d": "in", "\u0651": "", "\u0652": "",
}
# fmt: on
_LETTERS = _CONSONANTS | _VOWELS
# Waw and yeh: a consonant or a long vowel.
_GLIDES = {"و": ("w", "u"), "ي": ("y", "i"), "ی": ("y", "i")}
_WORD = re.compile(
    "[\u0621-\u063a\u0640-\u0652\u0671\u067e\u0686\u0698\u06a9\u06af\u06cc]+"
)
_ARTICLE = re.compile("(و?)ال(?=..)|(و?)لل(?=..)")


def latinised(text: str) -> str:
    """Return it with Arabic words in Latin letters; the rest stays."""
    return _WORD.sub(lambda found: _word(found[0]), text)


def _word(word: str) -> str:
    article, written = "", word
    if found := _ARTICLE.match(word):
        article = {"ال": "al-", "وال": "wal-", "لل": "lil-", "ولل": "wa-lil-"}[found[0]]
        written = word[found.end() :]
    letters: list[str] = []
    for index, letter in enumerate(written):
        after = written[index + 1 : index + 2]
        letters.append(
            _glide(letter, letters, after)
            if letter in _GLIDES
            else _LETTERS.get(letter, letter)
        )
    return article + re.sub("(?<=a)a+", "", "".join(letters))


def _glide(letter: str, before: list[str], after: str) -> str:
    """At the start `wa`, `ya`; a consonant beside a vowel; otherwise the vowel."""
    consonant, vowel = _GLIDES[letter]
    opens = _LETTERS.get(after, "").startswith(("a", "i", "u"))
    if not before:
        return consonant if opens else f"{consonant}a"
    if opens:
        # After a consonant a yeh before the ending is both: arab-iya.
        is_ending = after == "ة" and vowel == "i" and before[-1][-1:] not in "aiu"
        return "iy" if is_ending else consonant
    return consonant if before[-1][-1:] in ("a", "i", "u") else vowel
