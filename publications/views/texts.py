"""A text's own page."""

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications import clock
from publications.models import (
    Change,
    Edition,
    Kind,
    Outcome,
    PlacementRole,
    Withdrawal,
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
