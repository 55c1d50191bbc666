"""Letters of one script among those of another that they look like.

"Аmbassador" with a Cyrillic А is found by no search and may be meant to deceive. People
are told of it, never stopped: somebody may have a reason. After UTS #39 (Unicode
Security Mechanisms, 4 "Confusable Detection", 5 "Detection Mechanisms"), of whose table
here is what a newspaper's font really draws alike.

Scripts stand together rightly in "USB-кабель", "SMSки", "μm", "访问Baku": a hyphen or
an apostrophe parts words, and a letter that looks like no other deceives nobody.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

LATIN, CYRILLIC = gettext_noop("Latin"), gettext_noop("Cyrillic")
GREEK, ARMENIAN = gettext_noop("Greek"), gettext_noop("Armenian")

_SCRIPTS = {
    LATIN: re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u02af\u1e00-\u1eff]"),
    CYRILLIC: re.compile("[\u0400-\u052f\u1c80-\u1c8f]"),
    GREEK: re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    ARMENIAN: re.compile("[\u0531-\u0587]"),
}
# Each letter, and the Latin one that it looks like. Greek α and γ are left out: beside
# Latin letters they are signs of science far more often than a slip.
_LOOKS = {
    CYRILLIC: dict(
        zip(
            "АВЕЅІЈКМНОРСТУХҮԚԜӀӘаеѕіјорсухһԁԛԝӏәү",
            "ABESIJKMHOPCTYXYQWIƏaesijopcyxhdqwləy",
            strict=True,
        )
    ),
    GREEK: dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονριυ", "ABEZHIKMNOPTYXovpiu", strict=True)),
    ARMENIAN: dict(zip("ՕՏՍԼոսօհզցյ", "OSULnuohqgj", strict=True)),
}
_LATIN_LOOK = {
    letter: look for looks in _LOOKS.values() for letter, look in looks.items()
}
# By script: its letter that has this Latin look.
_DRAWN = {
    LATIN: {look: look for look in _LATIN_LOOK.values()},
    **{s: {look: c for c, look in looks.items()} for s, looks in _LOOKS.items()},
}
# fmt: off
_WRITTEN_IN = {
    **dict.fromkeys(
        ("ab", "be", "bg", "kk", "ky", "mk", "mn", "os", "ru", "sr", "tg", "tt", "uk"),
        CYRILLIC,
    ),
    "el": GREEK,
    "hy": ARMENIAN,
}
# fmt: on
_WORD = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+")
# Russian bends foreign abbreviations without a hyphen, too: "SMSки", "PRщик".
_BENT = re.compile("[A-Z]{2,}[а-яё]{2,}")
# The Russian words of one letter that a Latin one could stand for: "c помощью".
_SHORT_WORDS = frozenset("acoy")


class LookAlike(NamedTuple):
    """A word in which a letter (of `script`) looks like `like`, one of `other`."""

    word: str
    letter: str
    script: str
    like: str
    other: str

    def __str__(self) -> str:
        return _(
            "“%(word)s”: the letter %(letter)s (U+%(code)s) is %(script)s and looks "
            "like the %(other)s %(like)s."
        ) % {
            "word": self.word,
            "letter": self.letter,
            "code": f"{ord(self.letter):04X}",
            "script": _(self.script),
            "other": _(self.other),
            "like": self.like,
        }


def look_alikes(text: str, language: str) -> list[LookAlike]:
    """Return what should be looked at again in a text of that language, each word
    once, in the text's order. `language` "": that of most of its letters."""
    code = language.split("-")[0]
    own = _WRITTEN_IN.get(code, LATIN) if code else _mostly(text)
    if text.isascii() and own == LATIN:
        return []
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    found: dict[str, LookAlike] = {}
    for index, word in enumerate(words):
        if word in found or (word.isascii() and own == LATIN):
            continue
        around = words[max(0, index - 1) : index] + words[index + 1 : index + 2]
        if told := _within(word, own) or _as_a_whole(word, own, around):
            found[word] = told
    return list(found.values())


def _mostly(text: str) -> str:
    scripts = Counter(filter(None, map(_script, text)))
    return scripts.most_common(1)[0][0] if scripts else LATIN


def _within(word: str, own: str) -> LookAlike | None:
    """Of a word in two scripts: the first of its rarer letters that looks like one of
    the others."""
    scripts = Counter(filter(None, map(_script, word)))
    if len(scripts) < 2 or _BENT.fullmatch(word):
        return None
    most = max(scripts, key=lambda script: (scripts[script], script == own))
    return next(
        (
            LookAlike(word, letter, _script(letter), like, most)
            for letter in word
            if _script(letter) != most and (like := _like(letter, most))
        ),
        None,
    )


def _as_a_whole(word: str, own: str, around: Sequence[str]) -> LookAlike | None:
    """Of a word all in another script that could be one of the text's own, unless it
    stands among others of that script, as in a quotation."""
    script = _script(word[0])
    if script in ("", own) or not _looks_like(word, own):
        return None
    if own == LATIN:
        quoted = (_script(w[0]) == script and not _looks_like(w, own) for w in around)
        is_suspect = not any(quoted)
    else:
        short = own == CYRILLIC and word in _SHORT_WORDS
        is_suspect = short and all(_script(w[0]) == own for w in around)
    if not is_suspect:
        return None
    return LookAlike(word, word[0], script, _like(word[0], own), own)


def _looks_like(word: str, other: str) -> bool:
    return all(_like(letter, other) for letter in word if _script(letter))


def _like(letter: str, other: str) -> str:
    """The letter of another script that this one looks like, if any, signs aside."""
    base = unicodedata.normalize("NFD", letter)[0]
    return _DRAWN[other].get(_LATIN_LOOK.get(base, base), "")


def _script(letter: str) -> str:
    return next((s for s, letters in _SCRIPTS.items() if letters.match(letter)), "")
