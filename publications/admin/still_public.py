"""What readers still find of a text that is gone: files that other texts show, too.

Tests: tests/admin/test_still_public.py.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from publications.models import Attachment, Edition, Image, Person, Text


class StillPublic(NamedTuple):
    """A picture or an attachment, and why anybody may fetch it."""

    file: Image | Attachment
    editions: list[Edition]  # the latest of each text that shows it
    people: list[Person]  # who sign public texts, and whose portrait it is


def still_public(text: Text, at: datetime) -> list[StillPublic]:
    """The files of a retracted text that the check of its retraction left out."""
    shown = Edition.objects.filter(text=text, live_from__lte=at).values("revision")
    return [*_pictures(shown, at), *_attachments(shown, at)]


def _pictures(shown, at: datetime) -> Iterator[StillPublic]:
    images = Image.objects.filter(uses__revision__in=shown)
    portraits = set(Image.objects.portraits(Edition.objects.live(at)))
    for image in Image.objects.public(at).filter(pk__in=images).order_by("pk"):
        people = list(image.portrait_of.all()) if image in portraits else []
        yield StillPublic(image, _showing(image.uses.public(at)), people)


def _attachments(shown, at: datetime) -> Iterator[StillPublic]:
    files = Attachment.objects.filter(uses__revision__in=shown)
    for file in Attachment.objects.public(at).filter(pk__in=files).order_by("pk"):
        yield StillPublic(file, _showing(file.uses.public(at)), [])


def _showing(uses) -> list[Edition]:
    editions = Edition.objects.filter(revision__in=uses.values("revision"))
    latest = editions.select_related("text", "revision").order_by("live_from")
    return list({edition.text_id: edition for edition in latest}.values())
