"""The public pages: each asks the moment once and sees what `live`, `readable` say."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from . import clock
from .middleware import PRIVATE_CACHE
from .models import (
    Byline,
    Change,
    Edition,
    Image,
    Kind,
    Outcome,
    Person,
    PlacementRole,
    Withdrawal,
)

PER_PAGE = 20


@require_safe
def to_my_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the reader's language, by Accept-Language (RFC 9110, 12.5.4)."""
    response = redirect("home")
    patch_vary_headers(response, ["Accept-Language"])
    return response


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


@require_safe
def text(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """A text: its latest released edition, or what its withdrawal says instead.

    An address is known only once an edition that uses it has been released; older
    slugs and a wrong year redirect.
    """
    at = clock.moment()
    answering = _answering(slug)
    readable = Edition.objects.readable(at).filter(pk__in=answering)
    edition = readable.order_by("-live_from").to_read().first()
    withdrawal = None
    if edition is None or edition.has_ended(at):
        withdrawal = (
            Withdrawal.objects.in_force(at).filter(edition__in=answering).first()
        )
    if withdrawal and withdrawal.outcome == Outcome.RETRACTED:
        return _gone(request, withdrawal)
    if withdrawal and withdrawal.replacement_id:
        live = Edition.objects.live(at).filter(text=withdrawal.replacement_id)
        if successor := live.select_related("text", "revision__address").first():
            return redirect(successor.get_absolute_url(), permanent=True)
    if edition is None:
        raise Http404
    address = edition.get_absolute_url()
    if request.path != address:
        return redirect(address, permanent=True)
    return render(
        request,
        "publications/text.html",
        {
            "edition": edition,
            "revision": edition.revision,
            "kind": Kind(edition.kind),
            "canonical": settings.SITE_URL + address,
            "withdrawal": withdrawal,
            "earlier_changes": _earlier_changes(readable, edition),
            "first_placements": [
                placement
                for placement in edition.text.publication.placements.all()
                if placement.confirmed and placement.role == PlacementRole.FIRST
            ],
        },
    )


@require_safe
def picture(request: HttpRequest, uuid: UUID, extension: str) -> HttpResponse:
    """A picture that a readable edition uses; to others than readers of the desk it
    doesn't exist."""
    image = get_object_or_404(Image, uuid=uuid, extension=extension)
    at = clock.moment()
    readable = Edition.objects.readable(at)
    public = Image.objects.readable(readable).filter(pk=image.pk).exists()
    if not public and not _seen_at_the_desk(request, image, at):
        raise Http404
    with image.file.open() as file:
        answer = HttpResponse(file.read(), content_type=image.mime)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not public:
        answer.headers["Cache-Control"] = PRIVATE_CACHE
    return answer


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", ""]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml\n")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def no_such_page(request: HttpRequest, **_anything: str) -> HttpResponse:
    raise Http404


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page for everything that isn't there, never or not yet."""
    return page_not_found(request, exception, template_name="404.html")


def _answering(slug: str) -> QuerySet[Edition]:
    """Editions of the text that uses this address, from the first one that did on.

    Also what came before a retraction counts: its addresses are gone with it, and
    lead to the text again once it is reinstated.
    """
    return Edition.objects.filter(
        text__editions__live_from__lte=F("live_from"),
        text__editions__revision__address__language=get_language(),
        text__editions__revision__address__slug=slug,
    )


def _earlier_changes(
    readable: QuerySet[Edition], edition: Edition
) -> QuerySet[Edition] | tuple:
    """Editions before this one that told readers of a change, the latest first."""
    if edition.number < 3:
        return ()
    told = readable.filter(number__gt=1, number__lt=edition.number)
    return told.exclude(change=Change.TECHNICAL).order_by("-number")


def _gone(request: HttpRequest, withdrawal: Withdrawal) -> HttpResponse:
    """A retracted text's page (RFC 9110, 15.5.11): nothing on it is of the text."""
    context = {"withdrawal": withdrawal}
    return render(request, "publications/gone.html", context, status=410)


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


def _seen_at_the_desk(request: HttpRequest, image: Image, at: datetime) -> bool:
    """Whoever took it in sees it, and who sees a draft that uses it."""
    user = request.user
    if not user.is_authenticated or "read" not in user.permitted():
        return False
    drafts = Image.objects.readable(Edition.objects.visible_to(user, at))
    return image.uploaded_by_id == user.pk or drafts.filter(pk=image.pk).exists()


def _in_language(named: list):
    """The one in the page's language, else the first there is, else None."""
    language = get_language()
    return next((n for n in named if n.language == language), None) or next(
        iter(named), None
    )
