"""Copies of what outlets printed: listed with their digests, handed out as files."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publications.images import clean_name
from publications.models import Placement

from .words import in_words


def download(
    model_admin, request: HttpRequest, pk: int, uuid: UUID
) -> FileResponse | HttpResponse:
    """A copy as it came, for who may see its placement: to be stored, never shown.

    Whatever it says of itself, no browser runs it under the desk's address.
    """
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    placement = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    copy = get_object_or_404(placement.copies, uuid=uuid)
    try:
        file = copy.file.open()
    except FileNotFoundError as error:
        raise Http404(_("The file is gone.")) from error
    except OSError:
        return HttpResponse(status=503)
    return FileResponse(
        file,
        as_attachment=True,
        # Once more: what stands in a header may have been stored by another hand.
        filename=clean_name(copy.name, otherwise="copy"),
        content_type="application/octet-stream",
        headers={
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )


def listed(placement: Placement | None) -> SafeString | str:
    """The copies kept of a placement: name, size, digest, who and when."""
    copies = placement.copies.select_related("kept_by") if placement else []
    rows = format_html_join(
        "",
        '<li><a href="{}"><bdi>{}</bdi></a>, {}<br>SHA-256 <code>{}</code><br>{}</li>',
        (
            (
                reverse("admin:placement_copy", args=[placement.pk, copy.uuid]),
                copy.name,
                filesizeformat(copy.size),
                copy.digest,
                _("Kept by %(name)s, %(when)s")
                % {"name": copy.kept_by, "when": in_words(copy.kept_at)},
            )
            for copy in copies
        ),
    )
    return format_html('<ul class="copies">{}</ul>', rows) if rows else _("None yet")
