"""The picture that stands beside a link to a text elsewhere, drawn from its words."""

import hashlib
import logging

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications import clock
from publications.images import social
from publications.middleware import MEDIA_CACHE
from publications.mission import colours, is_our_own, mission_name
from publications.mission.files import files
from publications.models import Edition
from publications.rendering import direction_of

logger = logging.getLogger(__name__)

KEPT = 24 * 60 * 60  # seconds; it is the same as long as its words are


@require_safe
def card(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Of a live text alone: what was taken down leaves no title behind."""
    live = Edition.objects.live(clock.moment()).filter(
        language=get_language(), text__year=year, revision__address__slug=slug
    )
    edition = live.select_related("revision").prefetch_related("revision__bylines")
    if (edition := edition.first()) is None:
        raise Http404
    chosen = colours()
    words = social.Card(
        title=edition.revision.title,
        kind=str(edition.get_kind_display()),
        signed=", ".join(edition.revision.creators()),
        mission=mission_name(),
        language=edition.language,
        direction=direction_of(edition.language),
        colour=chosen.light if chosen else "",
        emblem=b"" if is_our_own() else files()["icon-192.png"].data,
    )
    digest = hashlib.sha256(repr(words).encode()).hexdigest()[:32]
    etag = f'"{digest}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        _drawn(words, digest, edition), content_type="image/png"
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = MEDIA_CACHE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _drawn(words: social.Card, digest: str, edition: Edition) -> bytes:
    if found := cache.get(f"card:{digest}"):
        return found
    data, lettered = social.draw(words)
    if not lettered:
        logger.warning(
            "No font of this system has all letters of %s: its picture for links has "
            "no words.",
            edition.get_absolute_url(),
        )
    cache.set(f"card:{digest}", data, KEPT)
    return data
