"""A feed's answer: the current document or an archive, conditional and compressed."""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications import clock
from publications.lists import FORMS, TextList

from . import documents, pages
from .archive import Archive
from .documents import Contents, Document
from .items import items_of


def feed_of(lists: Callable[..., TextList]) -> Callable[..., HttpResponse]:
    """The view of a list's feed; `lists` is given the moment, the language, and what
    stands in the address."""

    @require_safe
    def feed(request: HttpRequest, feed_form: str, **address: object) -> HttpResponse:
        entry = documents.last_entry()
        language = get_language()
        found = lists(clock.moment(), language, **address)
        if not found.is_there_in(language):
            raise Http404
        seen, page = _asked(request, found)
        document = documents.kept(
            found, feed_form, (entry, seen), lambda: _contents(page(), found.at)
        )
        mime = f"{FORMS[feed_form].mime}; charset=utf-8"
        return answer(request, document, mime, found.at)

    return feed


def _asked(
    request: HttpRequest, found: TextList
) -> tuple[pages.Glance | pages.Page, Callable[[], pages.Page]]:
    """What tells whether the document is another than before, and how to its page. An
    archive's page is known at once: whether there is one is not seen at a glance."""
    name = request.GET.get("archive")
    if name is None:
        seen = pages.glance(found)
        return seen, lambda: pages.current(found, seen)
    archive = Archive.named(name)
    page = archive and pages.archived(found, archive)
    if not page:
        raise Http404
    return page, lambda: page


def _contents(page: pages.Page, at: datetime) -> Contents:
    return Contents(page, items_of(page, at))


def answer(
    request: HttpRequest, document: Document, mime: str, at: datetime
) -> HttpResponse:
    is_packed = _takes_gzip(request)
    etag = f'"{document.digest}{"-gzip" if is_packed else ""}"'
    changed = document.changed_at and int(document.changed_at.timestamp())
    if changed and changed >= int(at.timestamp()):
        changed = None  # something more may come within this second
    response = get_conditional_response(request, etag=etag, last_modified=changed)
    if response is None:
        content = document.packed if is_packed else document.plain
        response = HttpResponse(content, content_type=mime)
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
    response.headers["ETag"] = etag
    if changed:
        response.headers["Last-Modified"] = http_date(changed)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _takes_gzip(request: HttpRequest) -> bool:
    """RFC 9110, 12.5.3: named, and not with a weight of nothing."""
    for asked in request.headers.get("Accept-Encoding", "").split(","):
        coding, *parameters = asked.replace(" ", "").lower().split(";")
        if coding in ("gzip", "x-gzip"):
            return not any(p.startswith("q=") and _is_nothing(p) for p in parameters)
    return False


def _is_nothing(weight: str) -> bool:
    return not weight.removeprefix("q=").strip("0.")
