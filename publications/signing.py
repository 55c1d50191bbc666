"""The page behind an approval link: a signatory without an account reads exactly the
wording that is asked about, and approves it or returns it with a note.

Opening it uses nothing up (mail scanners open links): the act is a POST. Tests:
tests/test_signing.py.
"""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from . import clock, workflow
from .middleware import PRIVATE_CACHE
from .models import ApprovalLink, Image


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
def picture(
    request: HttpRequest, token: str, uuid: UUID, extension: str
) -> HttpResponse:
    """A picture of the wording that is asked about, for whoever holds its open link."""
    link = workflow.link_of(token)
    if link is None or not link.is_open(clock.moment()):
        raise Http404
    image = get_object_or_404(
        Image, uuid=uuid, extension=extension, uses__revision=link.revision_id
    )
    with image.file.open() as file:
        answer = HttpResponse(file.read(), content_type=image.mime)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = PRIVATE_CACHE
    return answer


def _language(link: ApprovalLink) -> str:
    language = link.edition.text.language
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


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
    at = clock.moment()
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
        # Its pictures are private, but for whoever holds the link. Only within tags:
        # text that says `<img` is stored escaped.
        "body": link.revision.rendering.html.replace(
            '<img src="/media/', f'<img src="{request.path}'
        ),
        "embargo": embargo if embargo and embargo > at else None,
        "approved": edition.approvals.filter(
            signatory=link.person_id, revision=link.revision_id
        ).exists(),
        "refusal": refusal,
        "note": request.POST.get("note", ""),
    }
    return render(request, "publications/approve.html", context, status=status)
