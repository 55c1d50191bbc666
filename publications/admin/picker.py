"""What the writing page asks while somebody writes: pictures and attachments to choose
from, as pieces of HTML, and attachments that are sent at once."""

import re

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from publications import attachments as files
from publications import site_languages
from publications.models import Image

from . import finding, taking_in
from .media_fields import OFFERED
from .permissions import may

# What would end a text alternative early, or make anything but words of it.
_MARKS = re.compile(r"[\\\[\]*_`<&]")


def urls(model_admin) -> list:
    """Addresses beside the texts' own."""
    door = model_admin.admin_site.admin_view
    return [
        path("pictures/", door(pictures), name="edition_pictures"),
        path("attachments/", door(attachments), name="edition_attachments"),
    ]


@require_safe
def pictures(request: HttpRequest) -> HttpResponse:
    """Pictures to choose from: `?q=` words, `?language=` of the text, `?page=`."""
    language = language_of(request.GET)
    page = _found(request, finding.pictures(request), finding.OF_PICTURES)
    found = [picture_told(image, language) for image in page]
    context = {"page": page, "found": found, "language": language}
    return render(request, "publications/desk/pictures_found.html", context)


@csrf_exempt  # its length is looked at before the check reads it: `_take` is protected
@require_http_methods(["GET", "HEAD", "POST"])
def attachments(request: HttpRequest) -> HttpResponse:
    """Attachments to choose from; or take in the one that is sent."""
    if request.method != "POST":
        page = _found(request, finding.attachments(request), finding.OF_ATTACHMENTS)
        context = {"page": page}
        return render(request, "publications/desk/attachments_found.html", context)
    if taking_in.sent_too_much(request, max(files.MAX_AUDIO, files.MAX_DOCUMENT)):
        return sentence(_("The file is too large."))
    return _take(request)


@csrf_protect
def _take(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        return sentence(_("The file is missing."))
    try:
        taken = taking_in.attachment(file, language_of(request.POST), by=request.user)
    except taking_in.NotTaken as reason:
        return sentence(str(reason), reason.status)
    row = render_to_string(
        "publications/desk/attachment_row.html", {"file": taken}, request
    )
    return JsonResponse({"uuid": str(taken.uuid), "html": row})


def _found(request: HttpRequest, seen: QuerySet, columns: tuple[str, ...]) -> Page:
    if not may(request, "read"):
        raise PermissionDenied
    found = finding.found(seen, request.GET.get("q", "")[:200], columns)
    return Paginator(found, OFFERED).get_page(request.GET.get("page"))


def picture_told(image: Image, language: str) -> dict[str, object]:
    """A picture, what is said of it in the text's language, and its reference there."""
    words = image.words_in(language)
    return {"image": image, "words": words, "reference": reference(image, words.alt)}


def reference(image: Image, alt: str) -> str:
    """How a body names a picture, with every sign of its alternative as words."""
    plain = _MARKS.sub(r"\\\g<0>", " ".join(alt.split()))
    return f"![{plain}](image:{image.uuid})"


def language_of(asked) -> str:
    """The text's language that was sent along, or that of the desk."""
    language = asked.get("language", "")
    return language if site_languages.is_known(language) else get_language()


def sentence(words: str, status: int = 400) -> HttpResponse:
    """A refusal in words, for a script to show beside the field."""
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
