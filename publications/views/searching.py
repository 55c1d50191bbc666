"""The page of search, and what a browser is told to search here from its address bar.

Every search is an address. What it doesn't know of a query string it leaves aside.
Tests: tests/search/test_page.py.
"""

import re
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publications import clock, lists
from publications.mission import mission_name
from publications.models import Kind
from publications.rendering.searching import read
from publications.search import PAGES, PER_PAGE, Search

BY_DATE = "date"
SHOWN_AGAIN = 200  # characters of what was typed


class Choice(NamedTuple):
    """A link that narrows or orders the results, and how many it leads to."""

    name: str
    address: str
    is_chosen: bool
    number: int | None = None


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    at, language = clock.moment(), get_language()
    if not lists.home(at, language).is_there_in(language):
        raise Http404
    typed = request.GET.get("q", "").replace("\0", " ").strip()
    found = _asked(request.GET, typed, at, language)
    last = max(1, min(PAGES, -(-found.total // PER_PAGE)))
    number = min(_number(request.GET, "page", range(1, PAGES + 1)) or 1, last)
    address = _Addresses(found, typed)
    context = {
        "typed": typed[:SHOWN_AGAIN],
        "is_asked": bool(found.query),
        "found": found,
        "results": found.page(number) if found.total else [],
        "kinds_found": address.kinds(),
        "years_found": address.years(),
        "orders": address.orders(),
        "page_number": number,
        "last_page": last,
        "earlier": address.of(page=number - 1) if number > 1 else "",
        "later": address.of(page=number + 1) if number < last else "",
        "is_searching": True,
        "in_languages": _in_languages(),
    }
    return render(request, "publications/search.html", context)


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """OpenSearch 1.1, in the page's language."""
    if not lists.home(clock.moment(), get_language()).is_there_in(get_language()):
        raise Http404
    return render(
        request,
        "publications/opensearch.xml",
        {
            "address": f"{settings.SITE_URL}{reverse('search')}",
            "description": _("Search the texts of %(mission)s")
            % {"mission": mission_name()},
        },
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


def _asked(told: QueryDict, typed: str, at: datetime, language: str) -> Search:
    kinds = {kind.path: kind for kind in Kind}
    return Search(
        at,
        language,
        read(typed),
        kind=kinds.get(told.get("kind", "")),
        year=_number(told, "year", range(1000, 10_000)),
        by_date=told.get("sort") == BY_DATE,
    )


def _number(told: QueryDict, name: str, allowed: range) -> int | None:
    given = told.get(name, "")
    if not re.fullmatch(r"\d{1,4}", given, re.ASCII):
        return None
    return int(given) if int(given) in allowed else None


def _in_languages() -> dict[str, str]:
    addresses = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            addresses[code] = reverse("search")
    return addresses


class _Addresses:
    """The addresses of searches that differ from this one in one thing."""

    def __init__(self, found: Search, typed: str):
        self.found = found
        self.now: dict[str, Any] = {
            "q": typed[:SHOWN_AGAIN],
            "kind": found.kind.path if found.kind else "",
            "year": found.year or "",
            "sort": BY_DATE if found.by_date else "",
        }

    def of(self, **changes: Any) -> str:
        told = {name: value for name, value in {**self.now, **changes}.items() if value}
        return f"{reverse('search')}?{urlencode(told)}"

    def kinds(self) -> list[Choice]:
        found, chosen = self.found.kinds, self.found.kind
        total = sum(found.values())
        return [Choice(_("All kinds"), self.of(kind=""), chosen is None, total)] + [
            Choice(str(kind.plural), self.of(kind=kind.path), kind == chosen, number)
            for kind, number in found.items()
        ]

    def years(self) -> list[Choice]:
        found, chosen = self.found.years, self.found.year
        total = sum(found.values())
        return [Choice(_("All years"), self.of(year=""), chosen is None, total)] + [
            Choice(str(year), self.of(year=year), year == chosen, number)
            for year, number in found.items()
        ]

    def orders(self) -> list[Choice]:
        by_date = self.found.by_date
        return [
            Choice(_("Best first"), self.of(sort=""), not by_date),
            Choice(_("Latest first"), self.of(sort=BY_DATE), by_date),
        ]
