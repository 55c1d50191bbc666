"""Adding many files at once: each is taken in by itself, and each is told of.

What is wrong with one leaves the others alone. Without script one form sends them all
and a page lists a sentence for each; a script sends them one by one and gets the same
sentences as JSON.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publications import clock, images, workflow
from publications.admin import taking_in
from publications.admin.taking_in import Media, NotTaken

FIELD = "files"
MAX_FILES = 30  # in one request
MAX_TOGETHER = 200 << 20  # bytes; a photographer's set of an evening
STORED, KNOWN, REFUSED = "stored", "known", "refused"


class NotRead(Exception):
    """Nothing of the request was taken; `str()` is a sentence for people."""

    def __init__(self, sentence: str, status: int = 400):
        super().__init__(sentence)
        self.status = status


@dataclass
class Result:
    """What became of one file. `name` is shown, so it is clean; `address` is that of
    the library's page, where the person may open it."""

    name: str
    state: str
    sentence: str
    media: Media | None = None
    address: str = ""
    # It is not the file's fault: it can be taken in later.
    passes: bool = False

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "state": self.state,
            "sentence": self.sentence,
            "id": self.media.pk if self.media else None,
            "address": self.address,
            "again": self.passes,
        }


def read(request: HttpRequest, most: int = MAX_TOGETHER) -> None:
    """Receive what is sent, unless it is too long by its own word. Raises NotRead.

    Called before the check of the request's token, which would read it in any case,
    and would answer what can't be read without a sentence.
    """
    if taking_in.sent_too_much(request, most):
        raise NotRead(
            _("This is more than %(size)d MB at once: please send less.")
            % {"size": most >> 20},
            status=413,
        )
    try:
        _received = request.POST
    except TooManyFilesSent as error:
        raise NotRead(_too_many()) from error
    except (MultiPartParserError, OSError) as error:
        # It was cut off, or there is no room for what is being received.
        raise NotRead(
            _("The files did not arrive whole. Please send them again.")
        ) from error


def files_of(request: HttpRequest) -> list[UploadedFile]:
    """The files that were sent, none of which is looked at yet. Raises NotRead."""
    files = request.FILES.getlist(FIELD)
    if not files:
        raise NotRead(_("Please choose a file first."))
    if len(files) > MAX_FILES:
        raise NotRead(_too_many())
    return files


def take_all(
    files: list[UploadedFile],
    take: Callable[[UploadedFile], Media],
    address_of: Callable[[Media], str],
) -> list[Result]:
    """Take each in that can be, in the order in which they were sent."""
    since, new = clock.database_now(), set()
    results = []
    for file in files:
        result = _result(file, take)
        if result.media:
            is_new = result.media.uploaded_at >= since and result.media.pk not in new
            new.add(result.media.pk)
            _tell(result, is_new, address_of(result.media))
        results.append(result)
    return results


def _result(file: UploadedFile, take: Callable[[UploadedFile], Media]) -> Result:
    name = images.clean_name(file.name or "", otherwise=_("file"))
    try:
        return Result(name, STORED, "", take(file))
    except NotTaken as reason:
        passes = isinstance(reason.__cause__, workflow.NotPossible)
        return Result(name, REFUSED, str(reason), passes=passes)


def _tell(result: Result, is_new: bool, address: str) -> None:
    result.address = address
    if is_new:
        result.sentence = _("Added.")
        return
    result.state = KNOWN
    # Of a text that the person doesn't see: nothing more is said of it.
    result.sentence = _("It is there already.")
    if address:
        told = {"name": result.media}
        result.sentence = _("It is there already, as “%(name)s”.") % told


def _too_many() -> str:
    return ngettext(
        "At most %(n)d file can be sent at once.",
        "At most %(n)d files can be sent at once.",
        MAX_FILES,
    ) % {"n": MAX_FILES}
