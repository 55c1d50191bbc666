"""Pages of lists of live texts: home, by kind, topic, series, outlet."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publications import clock, lists
from publications.models import Edition, Kind

from .languages import list_told

PER_PAGE = 20
ON_THE_FIRST_PAGE = 7  # with the one that leads


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the site; `?before=` goes on as any list does."""
    found = lists.home(clock.moment(), get_language())
    if request.GET.get("before"):
        return list_page(request, found, "publications/home.html")
    return list_page(
        request,
        found,
        "publications/home.html",
        per_page=ON_THE_FIRST_PAGE,
        front=lists.front(found),
    )


@require_safe
def by_kind(request: HttpRequest, kind: Kind) -> HttpResponse:
    found = lists.of_kind(clock.moment(), get_language(), kind)
    return list_page(request, found, "publications/list.html", kind=kind)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = lists.of_topic(clock.moment(), get_language(), slug)
    return list_page(request, found, "publications/list.html")


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    found = lists.of_series(clock.moment(), get_language(), slug)
    return list_page(request, found, "publications/list.html")


@require_safe
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    found = lists.of_outlet(clock.moment(), get_language(), slug)
    return list_page(request, found, "publications/outlet.html", outlet=found.subject)


def list_page(
    request: HttpRequest,
    found: lists.TextList,
    template: str,
    *,
    per_page: int = PER_PAGE,
    **context: object,
) -> HttpResponse:
    """Render one page of a list; `?before=` names the text that the page follows.

    A cursor costs the same on every page; it is an address, never a row's number,
    which would tell how many texts are still hidden.
    """
    editions = found.editions(mixed=True)
    if before := request.GET.get("before"):
        last = get_object_or_404(_at_address(editions, before))
        editions = editions.filter(first_released_at__lte=last.first_released_at)
        editions = editions.exclude(
            first_released_at=last.first_released_at, id__gte=last.id
        )
    if not found.is_there_in(get_language()):
        raise Http404
    shown = list(editions.in_brief()[: per_page + 1])
    more = shown[per_page - 1] if len(shown) > per_page else None
    shown = shown[:per_page]
    return render(
        request,
        template,
        {
            "list": found,
            "editions": shown,
            "older": f"{more.language}/{more.revision.address.slug}" if more else "",
            "is_first_page": not before,
            "elsewhere": "elsewhere" in request.GET and not before,
            **list_told(found.route, found.args, found.languages()),
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
