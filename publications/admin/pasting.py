"""Words pasted with their formatting into the Markdown field, as Markdown.

Tests: tests/admin/test_pasting.py, tests/browser/test_pasting.py.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from publications.importing import documents, pictures
from publications.importing.decoding import Unreadable
from publications.importing.documents import left_out

from . import picker, taking_in
from .permissions import may

MAX_BYTES = 2 * 1024 * 1024
# Of footnotes in one text.
MOST_NOTES = 10_000


def urls(model_admin) -> list:
    """The address beside the texts' own."""
    door = model_admin.admin_site.admin_view
    return [path("pasted/", door(pasted), name="edition_pasted")]


@csrf_exempt  # its length is looked at before the check reads it: `_turn` is protected
@require_POST
def pasted(request: HttpRequest) -> HttpResponse:
    """Answer with Markdown for the `html` that was pasted, and with sentences about
    what is not as it was. `plain`: the plain text says as much.

    `notes` is the highest number of a note in the field; `pictures` says that the field
    takes some, which are then in the library.
    """
    if not (may(request, "save") or may(request, "translate")):
        raise PermissionDenied
    if taking_in.sent_too_much(request, MAX_BYTES):
        return picker.sentence(_too_much())
    return _turn(request)


@csrf_protect
def _turn(request: HttpRequest) -> HttpResponse:
    html = request.POST.get("html", "")
    if len(html.encode(errors="replace")) > MAX_BYTES:
        return picker.sentence(_too_much())
    try:
        found = documents.pasted(html, _first_note(request.POST.get("notes", "")))
    except Unreadable as reason:
        return picker.sentence(str(reason))
    takes = bool(request.POST.get("pictures"))
    markdown, untaken = pictures.taken_in(
        found.markdown, found.pictures, _("pasted"), by=request.user, takes=takes
    )
    return JsonResponse(
        {
            "markdown": markdown,
            "plain": found.is_plain,
            "said": " ".join([*left_out.told(found.left_out), *untaken]),
        }
    )


def _first_note(highest: str) -> int:
    number = int(highest) if highest.isdecimal() and len(highest) < 6 else 0
    return min(number, MOST_NOTES) + 1


def _too_much() -> str:
    return _("This is more than 2 MB with its formatting.")
