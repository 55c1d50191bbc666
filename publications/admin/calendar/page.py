"""The page of the calendar, and the form in place that moves a release."""

from datetime import datetime

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from publications import clock, zones
from publications.admin.permissions import may
from publications.models import Edition

from .entries import entries, laid_out
from .moving import MoveForm, asked_for, moved
from .spans import Span, asked, month_of, week_of


def calendar(request: HttpRequest) -> HttpResponse:
    """Show a month or a week (`?month=2026-11`, `?week=2026-W48`); with `?move=`, the
    form that moves that release, which is sent to the same address."""
    at = clock.moment()
    span = asked(request.GET, zones.day_of(at))
    moves = may(request, "reschedule")
    edition = asked_for(request, at) if moves else None
    form = None
    if request.method == "POST":
        if edition is None:  # nothing was named
            return HttpResponseRedirect(address(span))
        form = MoveForm(edition, request.POST)
        if done := moved(request, edition, form):
            return HttpResponseRedirect(_where_it_stands(span, done))
    elif edition is not None and edition.live_from > at:
        form = MoveForm(edition)
    return _page(request, span, at, edition, form)


def address(span: Span, **more: str | int) -> str:
    return reverse("admin:calendar", query={**span.query, **more})


def _where_it_stands(span: Span, edition: Edition) -> str:
    """The same month or week where it still holds the release, else that which does."""
    day = zones.day_of(edition.live_from)
    if not span.begins <= day < span.ends:
        span = month_of(day) if span.unit == "month" else week_of(day)
    return f"{address(span)}#entry-{edition.pk}"


def _page(
    request: HttpRequest,
    span: Span,
    at: datetime,
    edition: Edition | None,
    form: MoveForm | None,
) -> HttpResponse:
    today = zones.day_of(at)
    found = entries(span, request.user, at, moves=may(request, "reschedule"))
    context = {
        **admin.site.each_context(request),
        "title": _("Calendar"),
        "span": span,
        "weeks": list(laid_out(span, found, today)),
        "is_cut": found.is_cut,
        "is_empty": not found.days,
        "here": address(span),
        "previous": address(span.preceding()),
        "next": address(span.following()),
        "today": address(_of(span.unit, today)),
        "as_month": address(month_of(max(span.first, span.begins))),
        "as_week": address(week_of(today if span.holds(today) else span.first)),
        "mission_zone": settings.TIME_ZONE,
        "capital_zone": _capital(),
        "moving": edition if form else None,
        "form": form,
    }
    status = form.status if form else 200
    template = "publications/desk/calendar/calendar.html"
    return TemplateResponse(request, template, context, status=status)


def _of(unit: str, day) -> Span:
    return month_of(day) if unit == "month" else week_of(day)


def _capital() -> str:
    capital = settings.CAPITAL_TIME_ZONE
    return "" if capital == settings.TIME_ZONE else capital
