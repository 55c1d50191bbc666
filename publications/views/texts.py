"""A text's own page."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications import clock, lists, site_languages
from publications.models import (
    Change,
    Edition,
    Kind,
    Outcome,
    PageText,
    Relation,
    Withdrawal,
)
from publications.rendering.reading_time import reading_minutes

from .citing import cited
from .languages import versions_told
from .plain_forms import digests
from .provenance import provenance
from .sharing import ways_to_share
from .standing import standing
from .structured_data import article, trail


@require_safe
def text(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """A text: its latest released edition, or what its withdrawal says instead.

    An address is known only once an edition that uses it has been released; older
    slugs and a wrong year redirect.
    """
    at = clock.moment()
    answering = _answering(slug)
    readable = Edition.objects.readable(at).of_text_at(get_language(), slug)
    readable = readable.filter(pk__in=answering)
    latest = readable.order_by("-live_from").to_read()
    edition = latest.annotate(**pages_beside(get_language())).first()
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
    context = {
        **told(edition),
        "canonical": settings.SITE_URL + address,
        "withdrawal": withdrawal,
        "changes": changes_told(readable, edition),
    }
    if withdrawal is None:
        context |= _of_a_live_text(edition, context, at)
    return render(request, "publications/text.html", context)


def told(edition: Edition) -> dict[str, Any]:
    """What every page of an edition (`to_read`) shows, its text's own or an earlier
    edition's."""
    return {
        "edition": edition,
        "revision": edition.revision,
        "kind": Kind(edition.kind),
        "section": f"kind-{Kind(edition.kind).path}",
        "in_languages": {edition.language: edition.get_absolute_url()},
        "citation": cited(edition),
        **provenance(edition),
    }


def _of_a_live_text(
    edition: Edition, context: dict[str, Any], at: datetime
) -> dict[str, Any]:
    """What leads on from a text that is public, and what machines read of it."""
    canonical = context["canonical_elsewhere"] or context["canonical"]
    versions = versions_of(edition, at)
    subjects = lists.subjects_of(edition)
    topics = [topic.subject.pk for topic in subjects["topics"]]
    original = original_of(versions)
    return {
        "is_live": True,
        "canonical": canonical,
        "versions": versions if len(versions) > 1 else [],
        **versions_told(versions, default=original),
        "standing": standing(edition, versions, at),
        "plain_forms": digests(edition, context["changes"]),
        "minutes": reading_minutes(edition.revision.rendering.words, edition.language),
        "ways_to_share": ways_to_share(edition),
        "trail": trail(edition),
        "subjects": subjects,
        "related": lists.related(edition, at, topics),
        "structured_data": article(
            edition,
            canonical=canonical,
            changes=context["changes"],
            first_placement=next(iter(context["first_placements"]), None),
            original=original if original != edition else None,
        ),
    }


def pages_beside(language: str) -> dict[str, Exists]:
    """Whether the pages of the site that each text leads to are there in a language;
    asked along with the text, so that it costs no query."""
    live = PageText.objects.live().filter(language=language)
    return {
        "contact_is_there": Exists(live.filter(page__slug="contact")),
        "reuse_is_there": Exists(live.filter(page__slug="reuse")),
    }


def original_of(versions: list[Edition]) -> Edition | None:
    return next((e for e in versions if e.text.relation == Relation.ORIGINAL), None)


def versions_of(edition: Edition, at: datetime) -> list[Edition]:
    """The publication in every language in which it is live, in the site's order."""
    live = Edition.objects.live(at).filter(
        text__publication=edition.text.publication_id
    )
    found = live.select_related("text", "revision__address").defer("revision__body")
    return site_languages.in_site_order(found)


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


def changes_told(readable: QuerySet[Edition], edition: Edition) -> list[Edition]:
    """Editions up to this one that told readers of a change, the latest first."""
    if edition.number < 2:
        return []
    changed = readable.filter(number__gt=1, number__lte=edition.number)
    return list(changed.exclude(change=Change.TECHNICAL).order_by("-number"))


def _gone(request: HttpRequest, withdrawal: Withdrawal) -> HttpResponse:
    """A retracted text's page (RFC 9110, 15.5.11): nothing on it is of the text."""
    context = {"withdrawal": withdrawal}
    return render(request, "publications/gone.html", context, status=410)
