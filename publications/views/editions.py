"""A text's editions: the list of them, each as it stood, and how each is cited.

Tests: tests/views/test_editions.py, tests/views/test_comparing.py.
"""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from publications import clock
from publications.models import Edition, Kind, Outcome, Withdrawal

from .citing import FORMS, citation_of, edition_address
from .texts import changes_told, told, versions_of


class Row(NamedTuple):
    """One edition in the list."""

    edition: Edition
    address: str
    # What became of it; "" of the current one.
    ended: str
    # The one before it, and where the two are compared; None and "" of the first.
    previous: Edition | None
    comparison: str


@require_safe
def editions(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """What was changed and when: every edition that may be read, the latest first."""
    at = clock.moment()
    found = editions_of(slug, at).order_by("-live_from").in_brief()
    found = list(found.prefetch_related("withdrawals"))
    if not found:
        raise Http404
    latest = found[0]
    with translation.override(latest.text.language):
        address = reverse(
            "editions", args=[latest.text.year, latest.revision.address.slug]
        )
    if request.path != address:
        return redirect(address, permanent=True)
    asked = "from" in request.GET or "to" in request.GET
    if asked and (comparison := _comparison_asked_for(request, found)):
        return redirect(comparison)
    context = {
        "revision": latest.revision,
        "kind": Kind(latest.kind),
        "own_address": latest.get_absolute_url(),
        "canonical": settings.SITE_URL + address,
        "is_live": not latest.has_ended(at),
        **elsewhere(latest, at),
        "rows": _rows(found, at),
        "is_not_comparable": asked,
    }
    return render(request, "publications/editions.html", context)


@require_safe
def edition(request: HttpRequest, year: int, slug: str, number: int) -> HttpResponse:
    """An edition as it stood, under a banner that says which one it is."""
    at = clock.moment()
    readable = editions_of(slug, at)
    shown = _numbered(readable, number)
    if request.path != edition_address(shown):
        return redirect(edition_address(shown), permanent=True)
    latest = latest_of(readable)
    context = {
        **told(shown),
        "canonical": settings.SITE_URL + latest.get_absolute_url(),
        **taken_down(latest, at),
        "latest": latest,
        "is_latest": shown == latest,
        "ended": _ended(shown, at),
        "changes": changes_told(readable, shown),
        **elsewhere(latest, at),
    }
    return render(request, "publications/edition.html", context)


def _rows(found: list[Edition], at: datetime) -> list[Row]:
    """The editions, the latest first, each with the one before it."""
    return [
        Row(
            each,
            edition_address(each),
            _ended(each, at),
            before,
            comparison_address(before.number, each) if before else "",
        )
        for each, before in zip(found, [*found[1:], None], strict=True)
    ]


def _comparison_asked_for(request: HttpRequest, found: list[Edition]) -> str:
    """Where the two editions that the form names are compared, whichever is named
    first; "" where it doesn't name two."""
    named = {request.GET.get("from"), request.GET.get("to")}
    later, *others = [each for each in found if str(each.number) in named] or [None]
    return comparison_address(others[0].number, later) if others else ""


def latest_of(readable: QuerySet[Edition]) -> Edition:
    found = readable.order_by("-live_from")
    return found.select_related("text", "revision__address")[0]


def taken_down(latest: Edition, at: datetime) -> dict[str, object]:
    """What the withdrawal of a text says, while one is in force."""
    withdrawal = successor = None
    if latest.has_ended(at):
        withdrawal = Withdrawal.objects.in_force(at).filter(edition=latest).first()
    if withdrawal and withdrawal.outcome == Outcome.REPLACED:
        live = Edition.objects.live(at).filter(text=withdrawal.replacement_id)
        successor = live.select_related("text", "revision__address").first()
    return {"withdrawal": withdrawal, "successor": successor}


def elsewhere(latest: Edition, at: datetime) -> dict[str, object]:
    """Where the text is to be read in other languages, while it is."""
    here = {latest.language: latest.get_absolute_url()}
    if not latest.has_ended(at):
        here |= {e.language: e.get_absolute_url() for e in versions_of(latest, at)}
    section = f"kind-{Kind(latest.kind).path}"
    return {"in_languages": here, "section": section}


@require_safe
def citation(
    request: HttpRequest, year: int, slug: str, number: int, form: str
) -> HttpResponse:
    """A file for a reference manager, the same bytes for ever."""
    if form not in FORMS:
        raise Http404
    shown = _numbered(editions_of(slug, clock.moment()), number)
    address = f"{edition_address(shown)}citation.{form}"
    if request.path != address:
        return redirect(address, permanent=True)
    name = f"{shown.revision.address.slug}-{shown.number}.{form}"
    return HttpResponse(
        FORMS[form].written(citation_of(shown)),
        content_type=f"{FORMS[form].media_type}; charset=utf-8",
        headers={
            # Slugs are ASCII: no second, encoded name is needed (RFC 6266, 4.3).
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Robots-Tag": "noindex",
        },
    )


def editions_of(slug: str, at: datetime) -> QuerySet[Edition]:
    """What may be read of the text that has had this address by now: any of its
    editions, under whichever of its addresses it is asked for."""
    language = translation.get_language()
    released = Edition.objects.filter(
        live_from__lte=at,
        revision__address__language=language,
        revision__address__slug=slug,
    )
    readable = Edition.objects.readable(at).of_text_at(language, slug)
    return readable.filter(text__in=released.values("text"))


def comparison_address(earlier: int, later: Edition) -> str:
    """Where an edition is compared with an earlier one, by that one's number; for ever,
    as `edition_address`."""
    text, slug = later.text, later.revision.address.slug
    with translation.override(text.language):
        return reverse("comparison", args=[text.year, slug, earlier, later.number])


def _numbered(readable: QuerySet[Edition], number: int) -> Edition:
    found = readable.filter(number=number).to_read().prefetch_related("withdrawals")
    if not (shown := found.first()):
        raise Http404
    return shown


def _ended(edition: Edition, at: datetime) -> str:
    """What became of it by now, in a word; "" while it is live."""
    return edition.state(at)[1] if edition.has_ended(at) else ""
