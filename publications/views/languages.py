"""From a page to the same in another language: where it is, and what machines are told.

Only of what is live: a language that is still to come is named nowhere.
Tests: tests/views/test_languages.py.
"""

import re
from collections.abc import Iterable
from typing import Any, Protocol

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from publications import site_languages
from publications.middleware import PRIVATE_CACHE
from publications.rendering.languages import language_tag

YEAR = 365 * 24 * 60 * 60  # seconds


class Version(Protocol):
    language: str

    def get_absolute_url(self) -> str: ...


def versions_told(
    versions: Iterable[Version], default: Version | None = None
) -> dict[str, Any]:
    """What a page tells that is there in these languages: for the switcher, and for
    search engines (hreflang with x-default: the original, else the first)."""
    versions = site_languages.in_site_order(versions)
    addresses = {v.language: v.get_absolute_url() for v in versions}
    alternates = [(language_tag(v.language), addresses[v.language]) for v in versions]
    if alternates:
        first = default or versions[0]
        alternates.append(("x-default", addresses[first.language]))
    return {
        "in_languages": addresses,
        "alternates": alternates if len(versions) > 1 else [],
    }


def list_told(
    route: str, args: list[str], languages: Iterable[str] | None = None
) -> dict[str, Any]:
    """The same of a list that is there in these languages; None: in all of them."""
    offered = [code for code, _name in settings.LANGUAGES]
    codes = [code for code in offered if languages is None or code in languages]
    addresses = {}
    for code in codes:
        with override(code):
            addresses[code] = reverse(route, args=args)
    alternates = [(language_tag(code), address) for code, address in addresses.items()]
    if route == "home":
        alternates.append(("x-default", reverse("root")))
    elif alternates:
        first = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in codes else codes[0]
        alternates.append(("x-default", addresses[first]))
    return {
        "in_languages": addresses,
        "alternates": alternates if len(codes) > 1 else [],
    }


def cookie_name() -> str:
    secure = settings.SITE_URL.startswith("https://")
    return "__Host-language" if secure else "language"


@require_safe
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language, and lead on to a page of ours in it: `?to=/az/…`."""
    if not site_languages.is_offered(code):
        raise Http404
    wanted = request.GET.get("to", "")
    if not _is_ours(wanted, code):
        with override(code):
            wanted = reverse("home")
    response = HttpResponseRedirect(wanted, status=303)
    response.set_cookie(
        cookie_name(),
        code,
        max_age=YEAR,
        secure=settings.SITE_URL.startswith("https://"),
        httponly=True,
        samesite="Lax",
    )
    response.headers["Cache-Control"] = PRIVATE_CACHE
    return response


def _is_ours(address: str, code: str) -> bool:
    """Whether it is a page of ours in this language, and stays so when a browser has
    resolved it: `/az/../admin/` is another. Our own addresses are plain ASCII; what is
    searched for stands behind the question mark, percent-encoded."""
    path, _mark, told = address.partition("?")
    plain = re.fullmatch(rf"/{code}/[\w./-]*", path, re.ASCII)
    encoded = re.fullmatch(r"(?:[\w.~=&+-]|%[0-9A-F]{2})*", told, re.ASCII)
    return bool(plain and encoded) and ".." not in path and "//" not in path


@require_safe
def to_my_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the language that a reader chose, else to the one that the browser
    asks for. The only public answer that depends on either."""
    chosen = request.COOKIES.get(cookie_name(), "")
    asked = request.headers.get("Accept-Language", "")
    if not site_languages.is_offered(chosen):
        chosen = site_languages.preferred(asked)
    with override(chosen):
        response = HttpResponseRedirect(reverse("home"))
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.headers["Cache-Control"] = PRIVATE_CACHE
    return response
