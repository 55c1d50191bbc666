"""Pictures: public while a readable edition uses them, else for readers of the desk."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from publications import clock
from publications.middleware import PRIVATE_CACHE
from publications.models import Edition, Image


@require_safe
def picture(request: HttpRequest, uuid: UUID, extension: str) -> HttpResponse:
    """A picture that a readable edition uses, or the portrait of who signs a live one;
    to others than readers of the desk it doesn't exist."""
    image = get_object_or_404(Image, uuid=uuid, extension=extension)
    at = clock.moment()
    shown = Image.objects.filter(pk=image.pk)
    public = (
        shown.readable(Edition.objects.readable(at)).exists()
        or shown.portraits(Edition.objects.live(at)).exists()
    )
    if not public and not _seen_at_the_desk(request, image, at):
        raise Http404
    with image.file.open() as file:
        answer = HttpResponse(file.read(), content_type=image.mime)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not public:
        answer.headers["Cache-Control"] = PRIVATE_CACHE
    return answer


def _seen_at_the_desk(request: HttpRequest, image: Image, at: datetime) -> bool:
    """Whoever took it in sees it, and who sees a draft that uses it."""
    user = request.user
    if not user.is_authenticated or "read" not in user.permitted():
        return False
    drafts = Image.objects.readable(Edition.objects.visible_to(user, at))
    return image.uploaded_by_id == user.pk or drafts.filter(pk=image.pk).exists()
