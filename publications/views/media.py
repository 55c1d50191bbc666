"""Pictures, their sizes and attachments: public while a readable edition uses them,
else for readers of the desk who see a text that does.

To everybody else there is no such address. The questions asked are the same, and so is
the answer, whether there is such a file or not.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from publications import clock, serving
from publications.models import Attachment, Image

PRINT = "print"


@require_safe
def picture(request: HttpRequest, uuid: UUID, extension: str) -> HttpResponseBase:
    """A picture as it was taken in, whole: what older renderings of texts name."""
    at = clock.moment()
    known = Image.objects.filter(uuid=uuid, extension=extension)
    image, public = _found(request, known, known.public(at), at)
    return serving.answer(request, serving.picture(image), public=public)


@require_safe
def rendition(
    request: HttpRequest, uuid: UUID, name: str, extension: str
) -> HttpResponseBase:
    """A picture in one of the listed sizes, made now if it never was asked for."""
    at = clock.moment()
    known = Image.objects.filter(uuid=uuid)
    shown = known.printable(at) if name == PRINT else known.public(at)
    image, public = _found(request, known, shown, at)
    kept_as = serving.name_of(_caption(image, at), extension) if name == PRINT else ""
    return serving.in_size(
        request, image, name, extension, public=public, kept_as=kept_as
    )


@require_safe
def attachment(request: HttpRequest, uuid: UUID, extension: str) -> HttpResponseBase:
    """A document or a recording, to be kept under its title."""
    at = clock.moment()
    known = Attachment.objects.filter(uuid=uuid, extension=extension)
    found, public = _found(request, known, known.public(at), at)
    # As a readable text has it: the library's may be worded for one to come.
    said = found.uses.public(at).newest_first().values_list("title", flat=True).first()
    stored = serving.attachment(found, said or ("" if public else str(found)))
    return serving.answer(request, stored, public=public)


def _found(request: HttpRequest, known: QuerySet, public: QuerySet, at: datetime):
    """What is there for whoever asks, and whether it is for everybody."""
    if found := public.first():
        return found, True
    if found := known.visible_to(request.user, at).first():
        return found, False
    raise Http404


def _caption(image: Image, at: datetime) -> str:
    """What a newsroom finds in the name of a print-size file: as a readable text says
    it, caption and credit."""
    use = image.uses.public(at).printable().newest_first().first()
    return " – ".join(filter(None, [use.caption or use.alt, use.credit])) if use else ""
