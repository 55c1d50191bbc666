"""What was typed on a page of the desk, carried over a sign-in that came between.

A page says, signed, to whom it was shown and of which text (`page`). So what comes back
without a session is held out again to that person alone, and a form that another site
made up never is. Nothing is stored: the browser holds it, signed and bounded, in the
page that asks for the sign-in. Tests: tests/admin/test_signed_out.py.
"""

from collections.abc import Mapping
from typing import NamedTuple

from django.core import signing
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict
from django.utils.crypto import get_random_string

FIELD = "typed"
DAY = 24 * 60 * 60
OF_PAGES, OF_TYPED = "publications.page", "publications.typed"
# A page may stay open over a long holiday; what a sign-in carries is of just now.
PAGE_AGE, TYPED_AGE = 30 * DAY, DAY
MAX_CHARACTERS = 3 * 1024 * 1024
MAX_PACKED = 4 * 1024 * 1024  # what a form may send back (DATA_UPLOAD_MAX_MEMORY_SIZE)
MAX_REQUEST = 200 * 1024 * 1024
# Of a request's own, and what is pressed anew.
LEFT_OUT = ("csrfmiddlewaretoken", "page")


class Page(NamedTuple):
    """One page as it was shown: to whom, of which edition (0: of a new text), and a key
    of its own."""

    user: int
    edition: int
    key: str

    def __str__(self) -> str:
        return signing.dumps(list(self), salt=OF_PAGES)


def new_page(user: int, edition: int = 0) -> Page:
    return Page(user, edition, get_random_string(16))


def page_of(value: object) -> Page | None:
    """The page that this is the word of; None where we never said so."""
    try:
        return Page(*signing.loads(str(value), salt=OF_PAGES, max_age=PAGE_AGE))
    except (signing.BadSignature, TypeError, ValueError):
        return None


class _Passing(FileUploadHandler):
    """Lets files pass unread: who isn't signed in leaves none here."""

    def new_file(self, *args, **kwargs):
        raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return None


def carried(request: HttpRequest) -> str:
    """What a request without a session brought, to be held out again; "" where it is of
    no page of ours, or too much."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAX_REQUEST:
        return ""
    request.upload_handlers = [_Passing(request)]
    try:
        return packed(request.POST)
    except RequestDataTooBig:
        return ""


def packed(typed: QueryDict) -> str:
    """The fields of a page of ours, signed; "" where they are none, or too many."""
    page = page_of(typed.get("page"))
    fields = fields_of(typed)
    if (
        page is None
        or sum(len(v) for vs in fields.values() for v in vs) > MAX_CHARACTERS
    ):
        return ""
    value = signing.dumps([str(page), fields], salt=OF_TYPED, compress=True)
    return value if len(value) <= MAX_PACKED else ""


def unpacked(value: str) -> tuple[Page, dict[str, list[str]]] | None:
    """What `packed` held, not longer than a day ago."""
    try:
        page, fields = signing.loads(value, salt=OF_TYPED, max_age=TYPED_AGE)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    found = page_of(page)
    return (found, fields) if found else None


def fields_of(typed: QueryDict) -> dict[str, list[str]]:
    """What was typed, without the buttons and what belongs to the request."""
    return {
        name: values
        for name, values in typed.lists()
        if name not in LEFT_OUT and not name.startswith("_")
    }


def as_posted(fields: Mapping[str, list[str]], page: Page) -> QueryDict:
    """The fields as a browser would send them from this page."""
    posted = QueryDict(mutable=True)
    for name, values in fields.items():
        posted.setlist(name, values)
    posted["page"] = str(page)
    return posted
