"""What is left of a word without its endings, language by language.

By Snowball, as far as it knows them. It knows no Azerbaijani: there endings are taken
off one after another, as they are put on, from a list of those that nouns take. They
are told in folded letters, where four vowels of harmony are two. (Its Turkish asks for
that harmony, and does nothing with folded letters.)
"""

import re

import snowballstemmer

from .folding import folded, small

_SNOWBALL = {
    "en": snowballstemmer.stemmer("english"),
    "fr": snowballstemmer.stemmer("french"),
    "ru": snowballstemmer.stemmer("russian"),
    "ar": snowballstemmer.stemmer("arabic"),
    "de": snowballstemmer.stemmer("german"),
    "es": snowballstemmer.stemmer("spanish"),
    "it": snowballstemmer.stemmer("italian"),
    "pt": snowballstemmer.stemmer("portuguese"),
}
# From the end of the word: is, case, whose, how many; and how many letters must stay. A
# single a, e or i is as often the word's own: it goes from longer words alone.
_AZERBAIJANI = [
    re.compile(
        "|".join(f"(?<=.{{{left}}})(?:{endings})$" for left, endings in each.items())
    )
    for each in (
        {4: "dir|dur"},
        {
            2: "ndan|nden|nda|nde|dan|den|da|de|nin|nun|yin|yun|in|un",
            4: "ni|nu|na|ne|ya|ye|la|le",
        },
        {3: "imiz|umuz|iniz|unuz|miz|muz|niz|nuz|u", 4: "si|su|i|a|e"},
        {2: "lar|ler"},
    )
]
# Before a vowel q is written ğ, and k is written y.
_SOFTENED = {"g": "q", "y": "k"}
_LATIN = dict.fromkeys(("en", "fr", "az", "de", "es", "it", "pt"), re.compile("[a-z]"))
_IN_SCRIPT = {
    **_LATIN,
    "ru": re.compile("[а-я]"),
    "ar": re.compile("[\u0621-\u064a]"),
}
# Arabic "and", "so", "with", "like" before an article: Snowball leaves it there.
_BEFORE_ARTICLE = re.compile("^[وفبك](?=ال..)")
_FEW = 2


def languages_of(form: str) -> list[str]:
    """The languages with stems in whose letters a folded word is written."""
    return [code for code, script in _IN_SCRIPT.items() if script.match(form)]


def stems(word: str, language: str) -> frozenset[str]:
    """The stems of a word as written, and as somebody types it without accents; none
    in a language (a bare code) that isn't known here.

    Each names its language: the same letters are another word in another.
    """
    form = folded(word)
    if language not in _IN_SCRIPT or not _IN_SCRIPT[language].match(form):
        return frozenset()
    if language == "az":
        found = _azerbaijani(form)
    else:
        stem = _SNOWBALL[language].stemWord
        written = (_BEFORE_ARTICLE.sub("", each) for each in (small(word), form))
        found = {folded(stem(each)) for each in written}
    return frozenset(f"{language}0{each}" for each in found if len(each) >= _FEW)


def _azerbaijani(form: str) -> set[str]:
    """What is left after each: kitabxana ends like a case, and is none."""
    found, left = {form}, form
    for endings in _AZERBAIJANI:
        left = endings.sub("", left)
        found.add(left)
        if left != form and left[-1] in _SOFTENED:
            found.add(left[:-1] + _SOFTENED[left[-1]])
    return found
