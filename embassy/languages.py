"""Which languages SITE_LANGUAGES and LANGUAGE_NAMES name; tests/test_settings.py."""

import unicodedata

from django.conf.locale import LANG_INFO
from environs import Env

# Where Django's own is none that a reader would write.
ENDONYMS = {
    "en": "English",
    "zh-hans": "简体中文",
    "az": "Azərbaycanca",
    "ru": "Русский",
    "fr": "Français",
    "ar": "العربية",
}


def endonym(code: str, named: dict[str, str]) -> str:
    """Return a language's name in itself; ValueError where what was set can't be."""
    local = LANG_INFO.get(code, {}).get("name_local")
    if local is None:
        raise ValueError(f"SITE_LANGUAGES: there is no language “{code}”.")
    name = named.get(code) or ENDONYMS.get(code) or local

    def scripts(words: str) -> set[str]:
        return {unicodedata.name(c).split()[0] for c in words if c.isalpha()}

    is_english = name == LANG_INFO[code]["name"] != local
    if is_english or scripts(name) != scripts(local):
        raise ValueError(
            f"LANGUAGE_NAMES: “{name}” is not what “{code}” is called in itself."
        )
    return name


def languages_of_this_site(env: Env) -> list[tuple[str, str]]:
    """Return the codes with their names, in order."""
    codes = [code.strip() for code in env.list("SITE_LANGUAGES", list(ENDONYMS))]
    named = env.dict("LANGUAGE_NAMES", {})
    if not codes or len(set(codes)) < len(codes):
        raise ValueError("SITE_LANGUAGES: name each language once, at least one.")
    if strange := set(named) - set(codes):
        raise ValueError(f"LANGUAGE_NAMES: “{min(strange)}” is not in SITE_LANGUAGES.")
    languages = [(code, endonym(code, named)) for code in codes]
    if len({name for _code, name in languages}) < len(languages):
        raise ValueError("LANGUAGE_NAMES: two languages have the same name.")
    return languages
