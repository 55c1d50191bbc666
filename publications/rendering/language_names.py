"""What a language is called in the reader's own: outlets write in any language."""

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info


def language_name(code: str) -> str:
    """Return the name of a language, or the code where it has no name here."""
    return get_language_info(code)["name_translated"] if code in named() else code


def named() -> list[str]:
    """The codes of all languages that have a name, 90 and more."""
    return [code for code, told in LANG_INFO.items() if "name" in told]
