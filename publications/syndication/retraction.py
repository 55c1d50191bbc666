"""Whether readers, and every cache between, have really lost what was retracted.

Asked over HTTP at the public origin as any reader would, of nobody else, and without
following redirects: where an address leads is an answer, too. Nothing is said against
an answer from a cache: a file is confirmed once no cache between has it any more.
"""

import sqlite3
from collections.abc import Iterator
from http.client import HTTPException
from urllib.request import OpenerDirector, Request

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from publications import clock, fallback, workflow
from publications.images import renditions_of
from publications.models import (
    Attachment,
    AttachmentUse,
    Delivery,
    Image,
    ImageUse,
    Paper,
    Text,
)

from .plain_http import plain_http

TIMEOUT = 10  # seconds that one address may take
GONE = 410
NOT_FOUND = 404
AGENT = "embassy-worker (confirms a retraction)"


class StillThere(Exception):
    """Something that was retracted is answered otherwise than it must be."""


def confirm(delivery: Delivery) -> None:
    """Return where all is gone. Raises StillThere, which says what isn't.

    A text that was reinstated since is public again: the question falls away.
    """
    edition = delivery.withdrawal.edition
    released = edition.text.editions.filter(live_from__lte=clock.database_now())
    if released.filter(live_from__gt=edition.live_from).exists():
        delivery.delete()
        return
    if fallback.is_kept():
        _leave_copy(edition.text)
    opener = plain_http()
    wrong = [
        f"{path} answers {answer}, not {expected}"
        for path, expected in _all(edition.text)
        if (answer := _ask(opener, path)) != expected
    ]
    if wrong:
        raise StillThere("; ".join(wrong))


def _leave_copy(text: Text) -> None:
    """The fallback copy is another place where readers find it."""
    try:
        with fallback.shelf() as shelf:
            paths = workflow.addresses_of(text)
            if any(shelf.holds(path) for path in paths):
                shelf.take_out(paths, str(text.publication.uuid))
    except (OSError, sqlite3.Error) as error:
        raise StillThere(f"The fallback copy can't be written: {error}") from error


def _all(text: Text) -> Iterator[tuple[str, int]]:
    yield from _pages(text)
    yield from _papers(text)
    yield from _files(text)


def _pages(text: Text) -> Iterator[tuple[str, int]]:
    """Each address that an edition of the text was public at."""
    for path in workflow.addresses_of(text):
        yield path, GONE


def _papers(text: Text) -> Iterator[tuple[str, int]]:
    """The PDFs of its editions, where there are any."""
    made = Paper.objects.filter(edition__text=text).exclude(digest="")
    for paper in made.select_related("edition__revision__address").order_by("pk"):
        edition = paper.edition
        own = [text.year, edition.revision.address.slug]
        with translation.override(text.language):
            yield reverse("paper", args=own), GONE
            yield reverse("edition-paper", args=[*own, edition.number]), NOT_FOUND


def _files(text: Text) -> Iterator[tuple[str, int]]:
    """Its pictures in every size and its attachments, but for what is public with
    another text, or as a portrait."""
    at = clock.database_now()
    uses = ImageUse.objects.filter(revision__edition__text=text)
    images = Image.objects.filter(pk__in=uses.values("image")).order_by("pk")
    shown, printable = set(images.public(at)), set(images.printable(at))
    for image in images:
        if image not in shown:
            for path in _addresses(image):
                yield path, NOT_FOUND
        elif image not in printable:
            yield image.rendition_url("print", image.extension), NOT_FOUND
    offers = AttachmentUse.objects.filter(revision__edition__text=text)
    files = Attachment.objects.filter(pk__in=offers.values("attachment"))
    for file in files.exclude(pk__in=files.public(at)).order_by("pk"):
        yield file.get_absolute_url(), NOT_FOUND


def _addresses(image: Image) -> Iterator[str]:
    yield image.get_absolute_url()
    for size in renditions_of(image.width, image.height, image.extension):
        yield image.rendition_url(size.name, size.extension)
    if image.animation:
        yield image.rendition_url("animated", "webp")


def _ask(opener: OpenerDirector, path: str) -> int:
    address = settings.SITE_URL + path
    # The settings take http and https alone, the opener can do nothing else.
    request = Request(address, headers={"User-Agent": AGENT})  # noqa: S310
    try:
        with opener.open(request, timeout=TIMEOUT) as answer:
            return answer.status
    except (OSError, HTTPException) as error:
        raise StillThere(f"{path} does not answer: {error!r}") from error
