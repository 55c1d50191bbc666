"""Files sent to the desk, on their way into the library.

Those of a form are taken in before its form is looked at: whatever else is wrong with
it, and whatever becomes of its transaction, nobody has to choose them again.
"""

from collections.abc import Callable

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from publications import attachments, images, workflow
from publications.models import Account, Attachment, Image

# What a form may hold beside the file itself.
AROUND = 2**20  # bytes
Media = Image | Attachment


class NotTaken(Exception):
    """A file was not taken in; `str()` is a sentence for people."""

    def __init__(self, sentence: str, status: int = 400):
        super().__init__(sentence)
        self.status = status


def sent_too_much(request: HttpRequest, limit: int) -> bool:
    """Whether the request is longer than its file may be, by its own word; asked
    before anything of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > limit + AROUND


def too_large() -> str:
    size = {"size": images.MAX_BYTES >> 20}
    return str(images.Refused("too_many_bytes", size))


def picture(file: UploadedFile, *, by: Account) -> Image:
    """Take one picture in. Raises NotTaken."""
    if file.size > images.MAX_BYTES:
        raise NotTaken(too_large())
    return _taken(lambda: workflow.take_picture_in(file.read(), file.name or "", by=by))


def in_place_of(old: Image, file: UploadedFile, name: str, *, by: Account) -> Image:
    """Take a picture in that replaces another, under this name. Raises NotTaken."""
    if file.size > images.MAX_BYTES:
        raise NotTaken(too_large())
    return _taken(lambda: workflow.replace_picture(old, file.read(), name, by=by))


def attachment(file: UploadedFile, language: str, *, by: Account) -> Attachment:
    """Take one document or recording in. Raises NotTaken."""
    return _taken(
        lambda: workflow.take_attachment_in(
            file, file.size, file.name or "", language=language, by=by
        )
    )


def _taken(take: Callable[[], Media]) -> Media:
    try:
        return take()
    except workflow.NotPermitted as error:
        raise NotTaken(str(error), status=403) from error
    except (workflow.Refused, images.Refused, attachments.Refused) as error:
        raise NotTaken(str(error)) from error


def from_form(
    request: HttpRequest, name: str, take: Callable[[UploadedFile], Media]
) -> tuple[list[Media], list[str]]:
    """Take in what was chosen in one field of a form. Return what is in the library
    now, and a sentence for each file that is not."""
    taken, sentences = [], []
    for file in request.FILES.getlist(name):
        try:
            taken.append(take(file))
        except NotTaken as reason:
            told = {"name": images.clean_name(file.name or ""), "reason": reason}
            sentences.append(_("“%(name)s”: %(reason)s") % told)
    request.FILES.pop(name, None)
    return taken, sentences


def of_writing_page(request: HttpRequest, language: str) -> dict[str, list[str]]:
    """Take in what was chosen on the writing page, and have its form say so. Return
    the sentences about what was not taken, by field."""
    by = request.user

    def of_language(file: UploadedFile) -> Attachment:
        return attachment(file, language, by=by)

    def plain(file: UploadedFile) -> Image:
        return picture(file, by=by)

    lead, no_lead = from_form(request, "new_lead", plain)
    shown, not_shown = from_form(request, "new_pictures", plain)
    beside, not_beside = from_form(request, "new_attachments", of_language)
    _write_in(request, lead, shown, beside)
    return {
        name: sentences
        for name, sentences in (
            ("new_lead", no_lead),
            ("new_pictures", not_shown),
            ("new_attachments", not_beside),
        )
        if sentences
    }


def of_person_page(request: HttpRequest) -> dict[str, list[str]]:
    """As `of_writing_page`, for a portrait."""
    taken, sentences = from_form(
        request, "new_portrait", lambda file: picture(file, by=request.user)
    )
    if taken:
        request.POST = request.POST.copy()
        request.POST["taken_portrait"] = str(taken[0].uuid)
    return {"new_portrait": sentences} if sentences else {}


def _write_in(
    request: HttpRequest,
    lead: list[Image],
    shown: list[Image],
    beside: list[Attachment],
) -> None:
    typed: QueryDict = request.POST.copy()
    if lead:
        typed["lead"] = str(lead[0].uuid)
    if shown:
        references = [f"![](image:{image.uuid})" for image in shown]
        typed["body"] = "\n\n".join(
            [typed.get("body", "").rstrip(), *references]
        ).lstrip()
    for file in beside:
        typed.appendlist("attachments-add", str(file.uuid))
    request.POST = typed
