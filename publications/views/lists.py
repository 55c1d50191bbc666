"""Lists of live texts: home, by kind, by person."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publications import clock
from publications.models import Byline, Edition, Kind, Person

PER_PAGE = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at = clock.moment()
    editions = Edition.objects.listed(at).filter(language=get_language())
    return _list_page(request, at, editions, "publications/home.html", {})


@require_safe
def by_kind(request: HttpRequest, kind: Kind) -> HttpResponse:
    at = clock.moment()
    editions = Edition.objects.listed(at).filter(language=get_language(), kind=kind)
    return _list_page(
        request,
        at,
        editions,
        "publications/list.html",
        {"heading": kind.plural, "kind": kind},
    )


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody's texts, in every language. Whoever has none live has no page."""
    at = clock.moment()
    signed = Byline.objects.filter(person__slug=slug).values("revision")
    editions = Edition.objects.listed(at).filter(revision__in=signed)
    found = get_object_or_404(
        Person.objects.filter(
            bylines__revision__in=Edition.objects.live(at).values("revision")
        )
        .prefetch_related("names", "appointments__titles")
        .distinct(),
        slug=slug,
    )
    return _list_page(
        request,
        at,
        editions,
        "publications/person.html",
        {
            "person": found,
            "name": _in_language(found.names.all()),
            "posts": [
                {"appointment": post, "title": _in_language(post.titles.all())}
                for post in found.appointments.all()
            ],
        },
    )


def _list_page(
    request: HttpRequest,
    at: datetime,
    editions: QuerySet[Edition],
    template: str,
    context: dict,
) -> HttpResponse:
    """Render one page of a list; `?before=` names the text that the page follows.

    A cursor costs the same on every page; it is an address, never a row's number,
    which would tell how many texts are still hidden.
    """
    if before := request.GET.get("before"):
        last = get_object_or_404(_at_address(editions, before))
        editions = editions.filter(first_released_at__lte=last.first_released_at)
        editions = editions.exclude(
            first_released_at=last.first_released_at, id__gte=last.id
        )
    shown = list(editions.in_brief()[: PER_PAGE + 1])
    more = shown[PER_PAGE - 1] if len(shown) > PER_PAGE else None
    return render(
        request,
        template,
        {
            "editions": shown[:PER_PAGE],
            "older": f"{more.language}/{more.revision.address.slug}" if more else "",
            "is_first_page": not before,
            **context,
        },
    )


def _at_address(editions: QuerySet[Edition], address: str) -> QuerySet[Edition]:
    language, _slash, slug = address.partition("/")
    if "\0" in address:
        raise Http404(_("There is no such page."))
    return editions.filter(
        revision__address__language=language, revision__address__slug=slug
    )


def _in_language(named: list):
    """The one in the page's language, else the first there is, else None."""
    language = get_language()
    return next((n for n in named if n.language == language), None) or next(
        iter(named), None
    )
