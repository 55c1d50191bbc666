"""The page behind an approval link: a signatory without an account reads exactly the
wording that is asked about, and approves it or returns it with a note.

Opening it uses nothing up (mail scanners open links): the act is a POST. Tests:
tests/test_signing.py.
"""

import re
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from . import clock, serving, site_languages, workflow
from .middleware import PRIVATE_CACHE
from .models import ApprovalLink
from .rendering import offline

_OF_PICTURE = re.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@require_http_methods(["GET", "HEAD", "POST"])
def approve_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the text and the two acts; do the one that was pressed."""
    link = workflow.link_of(token)
    if link is None:
        raise Http404
    with translation.override(_language(link)):
        answer = _act(request, link) if request.method == "POST" else None
        answer = answer or _page(request, link)
    answer.headers["Cache-Control"] = PRIVATE_CACHE
    # The address is the key: no other site may learn it. (With "no-referrer" browsers
    # send the form with "Origin: null", which is refused as another site's.)
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def file(
    request: HttpRequest, token: str, uuid: UUID, extension: str
) -> HttpResponseBase:
    """A picture or an attachment of the wording that is asked about, for whoever holds
    its open link."""
    link = workflow.link_of(token)
    if link is None or not link.is_open(clock.ticking()):
        raise Http404
    uses = link.revision.image_uses.select_related("image")
    if use := uses.filter(image__uuid=uuid, image__extension=extension).first():
        return serving.answer(request, serving.picture(use.image), public=False)
    uses = link.revision.attachment_uses.select_related("attachment")
    use = uses.filter(attachment__uuid=uuid, attachment__extension=extension).first()
    if use is None:
        raise Http404
    stored = serving.attachment(use.attachment, use.title)
    return serving.answer(request, stored, public=False)


def _language(link: ApprovalLink) -> str:
    language = link.edition.text.language
    return language if site_languages.is_known(language) else settings.LANGUAGE_CODE


def _act(request: HttpRequest, link: ApprovalLink) -> HttpResponse:
    where = {"network_address": request.META.get("REMOTE_ADDR", "")}
    decision = request.POST.get("decision", "")
    try:
        if decision == "approve":
            workflow.approve_by_link(link, **where)
        elif decision == "return":
            workflow.return_by_link(link, request.POST.get("note", ""), **where)
        else:
            raise workflow.NotPossible(_("Please press one of the two buttons."))
    except workflow.Refused as refusal:
        link.refresh_from_db()
        return _page(request, link, refusal=str(refusal), status=409)
    return HttpResponseRedirect(request.path)


def _page(
    request: HttpRequest, link: ApprovalLink, refusal: str = "", status: int = 200
) -> HttpResponse:
    at = clock.ticking()
    edition = link.edition
    embargo = edition.text.publication.embargo_until
    is_open = link.is_open(at)
    if is_open and request.method == "GET":
        workflow.note_opening(link, network_address=request.META.get("REMOTE_ADDR", ""))
    context = {
        "link": link,
        "is_open": is_open,
        "closed": "" if is_open else workflow.why_closed(link, at),
        "edition": edition,
        "revision": link.revision,
        **_wording(link, request.path),
        "embargo": embargo if embargo and embargo > at else None,
        "approved": edition.approvals.filter(
            signatory=link.person_id, revision=link.revision_id
        ).exists(),
        "refusal": refusal,
        "note": request.POST.get("note", ""),
    }
    return render(request, "publications/approve.html", context, status=status)


def _wording(link: ApprovalLink, path: str) -> dict[str, Any]:
    """What is shown of the text: its files are private, but for whoever holds the
    link, and stand below its own address."""
    rendering = link.revision.rendering
    pictures = {
        str(use.image.uuid): f"{path}{use.image.uuid}.{use.image.extension}"
        for use in link.revision.image_uses.select_related("image")
    }

    def file_of(address: str) -> str | None:
        found = _OF_PICTURE.search(address)
        return found and pictures.get(found[0])

    return {
        "body": offline(rendering.html, file_of),
        "lead": offline(rendering.lead.get("figure", ""), file_of),
        "attachments": [
            {**file, "address": path + file["address"].rsplit("/", 1)[-1]}
            for file in rendering.attachments
        ],
    }
