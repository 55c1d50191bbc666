"""The languages that the site offers (SITE_LANGUAGES), and those that it knows beside
them: a text in a language that is no longer offered stays at its addresses.

Tests: tests/test_site_languages.py.
"""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

_PREFIX = re.compile(r"/([a-z]{2,3}(?:-[a-z0-9]{2,8})*)/")

Spoken = TypeVar("Spoken")


def is_offered(code: str) -> bool:
    return code in dict(settings.LANGUAGES)


def is_known(code: str) -> bool:
    """Whether there may be texts in it, from a time when it was offered."""
    return is_offered(code) or "name_local" in LANG_INFO.get(code, {})


def name_of(code: str) -> str:
    """A language's name in itself."""
    known: dict[str, Any] = LANG_INFO.get(code, {})
    return dict(settings.LANGUAGES).get(code) or known.get("name_local", code)


def in_site_order(versions: Iterable[Spoken]) -> list[Spoken]:
    """What has a `language`, in the site's order; what isn't offered comes last."""
    order = [code for code, _name in settings.LANGUAGES]
    return sorted(
        versions,
        key=lambda v: order.index(v.language) if v.language in order else len(order),
    )


def of_path(path: str) -> str | None:
    """The language that an address begins with, offered or known."""
    found = _PREFIX.match(path)
    return found[1] if found and is_known(found[1]) else None


def preferred(accept_language: str) -> str:
    """The offered language that a reader asks for (RFC 9110, 12.5.4; lookup as in RFC
    4647, 3.4, where `zh-CN` finds `zh-hans`), else the site's own."""
    for asked, _quality in parse_accept_lang_header(accept_language):
        if asked == "*":
            break
        try:
            return get_supported_language_variant(asked)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
