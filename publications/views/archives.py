"""The archive: pages of the texts of a year and of a month."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications import clock, lists

from .lists import list_page


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    return _page(request, lists.of_period(clock.moment(), get_language(), year))


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    return _page(request, lists.of_period(clock.moment(), get_language(), year, month))


def _page(request: HttpRequest, found: lists.TextList) -> HttpResponse:
    """One address for each period: `/en/2026/4/` leads to `/en/2026/04/`."""
    if request.path != found.path:
        return redirect(found.path, permanent=True)
    earlier, later = lists.years_beside(found)
    return list_page(
        request,
        found,
        "publications/archive.html",
        months=lists.months_of(found),
        earlier=earlier,
        later=later,
    )
