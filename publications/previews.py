"""The page behind a preview link: somebody without an account reads one edition as
readers will, until its release.

A token that never was, and one whose link has ended, are answered alike to the byte.
Whatever is answered below the token is kept by no cache, listed by no engine, and its
address told to no other site. Tests: tests/test_preview.py.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from . import clock, serving, site_languages, workflow, zones
from .middleware import PRIVATE_CACHE
from .models import Edition, PreviewLink, Revision
from .rendering.reading_time import reading_minutes
from .rendering.relocated import relocated

PRINT = "print"
HEADERS = {
    "Cache-Control": PRIVATE_CACHE,
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, noarchive",
}

# A file's public address: its uuid, and what follows.
_FILE = re.compile(
    r"/(?:media|attachments)/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})([/.].+)"
)


def _by_token(view: Callable[..., HttpResponseBase | None]):
    """Let in whoever holds the token of a living link; the view answers None where
    there is no such file."""

    @require_safe
    @wraps(view)
    def entered(request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
        at = clock.ticking()
        link, answer = workflow.previewed(token, at), None
        # No size of that name, or a file that is lost.
        with suppress(Http404):
            answer = view(request, link, at, **more) if link else None
        if answer is None:
            ended = "publications/preview_ended.html"
            answer = render(request, ended, status=404)
        for name, value in HEADERS.items():
            answer.headers[name] = value
        return answer

    return entered


@_by_token
def preview(request: HttpRequest, link: PreviewLink, at: datetime) -> HttpResponse:
    """The text, in its own language; what stands above it is in the recipient's.

    A GET counts as an opening, a HEAD does not: it shows nothing.
    """
    if request.method == "GET":
        workflow.note_preview_opening(
            link,
            user_agent=request.headers.get("User-Agent", ""),
            network_address=request.META.get("REMOTE_ADDR", ""),
        )
    edition = _as_read(link)
    with translation.override(_spoken(link.language)):
        line = render_to_string("publications/preview_line.html", _said(link, at))
    with translation.override(_spoken(edition.language)):
        response = render(
            request,
            "publications/preview.html",
            {
                "preview_line": line,
                "recipient": link.recipient,
                "edition": edition,
                "revision": link.wording,
                "kind": edition.text.publication.get_kind_display(),
                "wording": _wording(link.wording, request.path),
                "minutes": reading_minutes(
                    link.wording.rendering.words, edition.language
                ),
            },
        )
        response.headers["Content-Language"] = translation.get_language()
    return response


@_by_token
def file(
    request: HttpRequest, link: PreviewLink, at: datetime, uuid: UUID, extension: str
) -> HttpResponseBase | None:
    """A picture, whole, or an attachment of the wording that is shown."""
    uses = _pictures(link.wording, at).filter(image__extension=extension)
    if use := uses.filter(image__uuid=uuid).first():
        return serving.answer(request, serving.picture(use.image), public=False)
    uses = link.wording.attachment_uses.select_related("attachment")
    use = uses.filter(attachment__uuid=uuid, attachment__extension=extension).first()
    if use is None:
        return None
    stored = serving.attachment(use.attachment, use.title)
    return serving.answer(request, stored, public=False)


@_by_token
def rendition(
    request: HttpRequest,
    link: PreviewLink,
    at: datetime,
    uuid: UUID,
    name: str,
    extension: str,
) -> HttpResponseBase | None:
    """A picture in one of the listed sizes; for print where newsrooms may have it."""
    uses = _pictures(link.wording, at).filter(image__uuid=uuid)
    use = (uses.printable() if name == PRINT else uses).first()
    if use is None:
        return None
    return serving.in_size(request, use.image, name, extension, public=False)


def _spoken(language: str) -> str:
    return language if site_languages.is_known(language) else settings.LANGUAGE_CODE


def _as_read(link: PreviewLink) -> Edition:
    """The edition with what it gets with its period, which pages ask for. Without its
    number: that it has one would tell that it is scheduled."""
    edition = link.edition
    edition.language = edition.text.language
    edition.kind = edition.text.publication.kind
    edition.number = None
    return edition


def _said(link: PreviewLink, at: datetime) -> dict[str, Any]:
    """What stands above the text: for whom, until when, and which wording it is."""
    embargo = link.edition.text.publication.embargo_until
    return {
        "link": link,
        "embargo": embargo if embargo and embargo > at else None,
        "saved_at": link.wording.saved_at,
    }


def _pictures(wording: Revision, at: datetime):
    """Those that it may show today."""
    uses = wording.image_uses.select_related("image")
    return uses.with_rights(zones.day_of(at))


def _wording(wording: Revision, path: str) -> dict[str, Any]:
    """What is shown of the rendering, its files below the preview's own address: they
    have no other before the release."""
    rendering = wording.rendering
    uses = wording.image_uses.select_related("image")
    files = {str(use.image.uuid) for use in uses}

    def moved(address: str) -> str:
        found = _FILE.search(address)
        if found is None or found[1] not in files:
            return address
        return f"{path}media/{found[1]}{found[2]}"

    own = [
        {**file, "address": f"{path}media/{file['address'].rsplit('/', 1)[-1]}"}
        for file in rendering.attachments
    ]
    figure = rendering.lead.get("figure", "")
    return {
        "html": relocated(rendering.html, moved),
        "lead": {"figure": relocated(figure, moved)} if figure else {},
        "attachments": own,
    }
