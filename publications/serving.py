"""Answers that are stored files: pictures, their sizes, attachments, PDFs (RFC 9110).

Whether somebody may have a file is asked before. The ETag is the digest stored beside
the file, so nothing is read for a 304 or a HEAD; the bytes go out in blocks, or by the
front server where INTERNAL_REDIRECT is set.
"""

import logging
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from . import renditions
from .middleware import MEDIA_CACHE, PRIVATE_CACHE
from .models import Attachment, Image, Paper, Rendition

# Whatever a file is taken for, nothing in it runs or loads.
POLICY = "default-src 'none'; sandbox"
# A PDF of our own making is shown: Chromium's viewer is a page of its own with inline
# style round an object, which a sandbox or a stricter policy leaves empty.
POLICY_OF_PAPER = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# Of an SVG opened by itself: its own styles and the pictures that it carries.
POLICY_OF_DRAWING = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
)
ANIMATED = ("animated", "webp")
RETRY_AFTER = "5"  # seconds
MAX_NAME = 100  # characters
BLOCK = 64 * 1024  # bytes

# One range. More digits than a file has bytes are no range.
_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.IGNORECASE)
# What Windows allows in no name, or every system takes for a path.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_JOINERS = "\u200c\u200d"  # invisible, and part of words in Persian and in Hindi

logger = logging.getLogger(__name__)


class Stored(NamedTuple):
    """A file with what is known of it. `name`: under which it is to be kept; empty
    where a browser is to show it. `is_shown`: both."""

    file: FieldFile
    mime: str
    digest: str
    name: str = ""
    is_shown: bool = False


def picture(image: Image) -> Stored:
    return Stored(image.file, image.mime, image.digest)


def animation(image: Image) -> Stored:
    return Stored(image.animation, "image/webp", image.animation_digest)


def rendition(made: Rendition, name: str = "") -> Stored:
    return Stored(made.file, made.mime, made.digest, name)


def attachment(kept: Attachment, title: str) -> Stored:
    return Stored(kept.file, kept.mime, kept.digest, name_of(title, kept.extension))


def paper(made: Paper, name: str) -> Stored:
    return Stored(made.file, "application/pdf", made.digest, name, is_shown=True)


def name_of(words: str, extension: str) -> str:
    """A name for a folder of downloads, in any script: nothing that is a path, breaks
    a line, or turns the end round (U+202E shows `exe.pdf` as `fdp.exe`)."""
    shown = "".join(
        c if c.isprintable() or c in _JOINERS else " "
        for c in _FORBIDDEN.sub(" ", words)
    )
    kept = " ".join(shown.split())[:MAX_NAME].strip(". ")
    return f"{kept or 'file'}.{extension}"


def answer(request: HttpRequest, stored: Stored, *, public: bool) -> HttpResponseBase:
    """Answer with the file, or with what the request's conditions make of it."""
    etag = f'"{stored.digest}"'
    try:
        response = get_conditional_response(request, etag=etag) or _with_content(
            request, stored, etag
        )
    except FileNotFoundError as error:
        logger.error("The file %s is not in the storage.", stored.file.name)
        raise Http404 from error
    except OSError as error:
        logger.error("The file %s can't be read: %s", stored.file.name, error)
        return not_ready()
    response.headers["ETag"] = etag
    policy = POLICY_OF_PAPER if stored.is_shown else POLICY
    response.headers["Content-Security-Policy"] = policy
    if not public:
        response.headers["Cache-Control"] = PRIVATE_CACHE
    elif response.status_code < 400:
        response.headers["Cache-Control"] = MEDIA_CACHE
        # Readers of feeds show our pictures in pages of their own.
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def in_size(
    request: HttpRequest,
    image: Image,
    name: str,
    extension: str,
    *,
    public: bool,
    kept_as: str = "",
) -> HttpResponseBase:
    """Answer with a picture in one of the listed sizes, made now if it never was asked
    for. Raises Http404 where there is no such size."""
    if (name, extension) == ANIMATED and image.animation:
        return answer(request, animation(image), public=public)
    try:
        made = renditions.ready(image, name, extension)
    except renditions.NotReady:
        return not_ready()
    if made is None:
        raise Http404
    return answer(request, rendition(made, kept_as), public=public)


def not_ready() -> HttpResponse:
    """Somebody who may have it comes back for it (RFC 9110, 15.6.4)."""
    headers = {"Retry-After": RETRY_AFTER, "Cache-Control": PRIVATE_CACHE}
    return HttpResponse(status=503, headers=headers)


def _with_content(request: HttpRequest, stored: Stored, etag: str) -> HttpResponseBase:
    local = isinstance(stored.file.storage, FileSystemStorage)
    if settings.INTERNAL_REDIRECT and local:
        response = HttpResponse()
        path = settings.INTERNAL_REDIRECT + quote(stored.file.name)
        response.headers["X-Accel-Redirect"] = path
    else:
        response = _with_bytes(request, stored, etag)
    if response.status_code < 400:
        response.headers["Content-Type"] = stored.mime
        if stored.name:
            disposition = content_disposition_header(not stored.is_shown, stored.name)
            response.headers["Content-Disposition"] = disposition
    return response


def _with_bytes(request: HttpRequest, stored: Stored, etag: str) -> HttpResponseBase:
    size = stored.file.size
    part = wanted(request, etag, size)
    if part is not None and not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    sent = range(size) if part is None else part
    if request.method == "HEAD":
        response = HttpResponse()
    else:
        response = StreamingHttpResponse(_blocks(stored, sent))
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(len(sent))
    if part is not None:
        response.status_code = 206
        last = f"{part.start}-{part.stop - 1}"
        response.headers["Content-Range"] = f"bytes {last}/{size}"
    return response


def wanted(request: HttpRequest, etag: str, size: int) -> range | None:
    """The bytes that are asked for: an empty range where the file has no such, None
    where it is the whole (RFC 9110, 14.2).

    That is so for other methods than GET, for a file that has changed (If-Range), for
    several ranges and for what is no range.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    unchanged = request.headers.get("If-Range", etag) == etag
    if request.method != "GET" or not asked or not unchanged:
        return None
    first, last = asked.groups()
    if not first:
        return range(max(size - int(last), 0), size) if last else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def _blocks(stored: Stored, part: range) -> Iterator[bytes]:
    """Some bytes of a file, which is opened once the first are fetched."""
    left = len(part)
    with stored.file.open("rb") as file:
        file.seek(part.start)
        while left and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
