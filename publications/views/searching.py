"""The page of search, and what a browser is told to search here from its address bar.

Every search is an address. What it doesn't know of a query string it leaves aside.
Tests: tests/search/test_page.py.
"""

from datetime import datetime
from typing import Any
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
from publications.rendering.searching import read
from publications.search import PAGES, PER_PAGE, Search, suggestion

from .narrowing import BY_DATE, SORT, Addresses, choices, narrowed, number_of, told_of

SHOWN_AGAIN = 200  # characters of what was typed


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    at, language = clock.moment(), get_language()
    if not lists.home(at, language).is_there_in(language):
        raise Http404
    typed = request.GET.get("q", "").replace("\0", " ").strip()
    found = _asked(request.GET, typed, at, language)
    last = max(1, min(PAGES, -(-found.total // PER_PAGE)))
    number = min(number_of(request.GET, "page", range(1, PAGES + 1)) or 1, last)
    address = Addresses(typed[:SHOWN_AGAIN], told_of(found))
    context = {
        "typed": typed[:SHOWN_AGAIN],
        "is_asked": bool(found.query),
        "found": found,
        "results": found.page(number) if found.total else [],
        "list": lists.of_search(at, language, typed[:SHOWN_AGAIN])
        if found.query
        else None,
        "meant": _meant(typed[:SHOWN_AGAIN], found),
        "choices": choices(found, address),
        "page_number": number,
        "last_page": last,
        "earlier": address.of(page=number - 1) if number > 1 else "",
        "later": address.of(page=number + 1) if number < last else "",
        "is_searching": True,
        "in_languages": _in_languages(typed),
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
    by_date = told.get(SORT) == BY_DATE
    return Search(at, language, read(typed), narrowed(told), by_date)


def _meant(typed: str, found: Search) -> dict[str, Any] | None:
    """Another search, where this one finds nothing; what this was narrowed by is left
    aside, since it may leave nothing of the other."""
    if not found.query or found.total:
        return None
    if meant := suggestion(typed, found.at, found.language):
        return {"parts": meant.parts, "address": Addresses(meant.typed, {}).of()}
    return None


def _in_languages(typed: str) -> dict[str, str]:
    """What is asked for goes along into the other language; what it was narrowed by,
    since it may not be there, does not."""
    told = f"?{urlencode({'q': typed[:SHOWN_AGAIN]})}" if typed else ""
    addresses = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            addresses[code] = reverse("search") + told
    return addresses
