"""The page itself: which sections this person has."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from publications import clock
from publications.admin.permissions import may
from publications.models import Edition

from .caring import caring
from .sections import Section, section, texts, timed_lines, with_what_lines_show
from .waiting import waiting


def home(request: HttpRequest) -> HttpResponse:
    """Show each what is theirs; whoever reads no texts, the ways alone."""
    at = clock.moment()
    reads = may(request, "read")
    context = {
        **admin.site.each_context(request),
        "title": _("Desk"),
        "reads": reads,
        "writes": may(request, "save"),
        "waiting": list(waiting(request, at)) if reads else [],
        "coming": list(_coming(request, at)) if reads else [],
        "caring": list(caring(request, at)) if reads else [],
    }
    return TemplateResponse(request, "publications/desk/home/home.html", context)


def _coming(request: HttpRequest, at: datetime) -> Iterator[Section]:
    """What goes out next, and what went out lately."""
    seen = with_what_lines_show(Edition.objects.visible_to(request.user, at))
    yield section(
        "next",
        _("Going out next"),
        _("Nothing is scheduled."),
        seen.filter(live_from__gt=at).order_by("live_from", "id"),
        timed_lines(at),
        texts(state="scheduled"),
    )
    yield section(
        "lately",
        _("Went out lately"),
        _("Nothing has gone out yet."),
        seen.filter(live_from__lte=at)
        .order_by("-live_from", "-id")
        .prefetch_related("withdrawals"),
        timed_lines(at),
        texts(state="live"),
    )
