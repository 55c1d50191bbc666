"""Addresses made from titles, and those that an editor types.

Only a-z, 0-9 and single hyphens: two letters that look alike in different alphabets, or
one letter in two encodings, can then never make two pages. Letters are written as each
language's readers write them in addresses, which anyascii does for nearly all:

- Azerbaijani as its newspapers do, plain letters without their signs (`xəbər` →
  `xeber`, `çıxış` → `cixis`), which is also what people type.
- Russian after BGN/PCGN 1947 without its apostrophes (`Щука` → `shchuka`).
- Chinese as pinyin with a hyphen after each syllable, since where a word ends would be
  a guess. German has pairs of its own (`ü` → `ue`).
- Arabic by a table of our own (`arabic`), since anyascii drops the article's alif.
"""

import re
import unicodedata

from anyascii import anyascii
from django.utils.translation import gettext

from .arabic import latinised
from .cjk import HAN

LONGEST_PROPOSED = 80
LONGEST = 100
FALLBACK = "text"

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Left out, so that `People's` stays one word; & would become "and" in no language.
_LEFT_OUT = {**dict.fromkeys(map(ord, "'’‘ʼʻ`´ʹʺ")), ord("&"): " "}
_OF_LANGUAGE = {"de": str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})}


def _shorten(slug: str) -> str:
    """Cut at a hyphen where there is one, so that no word is left half."""
    if len(slug) <= LONGEST_PROPOSED:
        return slug
    cut = slug.rfind("-", 1, LONGEST_PROPOSED + 1)
    return slug[: cut if cut > 0 else LONGEST_PROPOSED]


def propose_slug(title: str, language: str) -> str:
    """Return a slug of at most 80 characters: never empty, never digits only."""
    text = unicodedata.normalize("NFC", title).lower().translate(_LEFT_OUT)
    text = text.translate(_OF_LANGUAGE.get(language.split("-")[0].lower(), {}))
    text = anyascii(HAN.sub(r" \g<0> ", latinised(text))).lower().translate(_LEFT_OUT)
    slug = "-".join(re.findall("[a-z0-9]+", text))
    if not re.search("[a-z]", slug):
        slug = f"{FALLBACK}-{slug}".strip("-")
    return _shorten(slug)


def clean_slug(value: str) -> str:
    """Return the address an editor typed; raise ValueError saying what to change.

    Nothing but surrounding space is mended: what is shown is what will be printed.
    """
    slug = value.strip()
    if len(slug) > LONGEST:
        raise ValueError(
            gettext("An address has at most %(limit)d characters.") % {"limit": LONGEST}
        )
    if not _SLUG.fullmatch(slug):
        raise ValueError(
            gettext(
                "An address is made of the small letters a to z, digits and single "
                "hyphens between them, for example “a-visit-to-the-port”."
            )
        )
    if slug.isdigit():
        raise ValueError(
            gettext("An address needs a letter: digits alone would be read as a month.")
        )
    return slug
