"""Pictures in the listed sizes: made once, on first need or at approval, and kept.

Whoever needs one first claims its row and makes it in a confined child process; others
wait for that. Which sizes exist, `images.renditions` says; nobody can ask for others.
"""

import hashlib
import threading
import time
from contextlib import suppress
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from . import clock
from .images import Busy, Failed, confined, find, renditions_of
from .images import Rendition as Size
from .models import Image, Rendition

# Longer than the making of one may take (`images.confined`), so that nobody begins the
# same one while its maker lives.
LEASE = timedelta(seconds=120)
WAIT = 20  # seconds for somebody else's making
PAUSE = 0.1  # seconds between two looks
CROPS = ("card", "thumb")

# Of a web process's threads (four, `run_site`) one always is left for pages: whoever
# asks for a thousand sizes that were never made holds up nothing else.
room = threading.BoundedSemaphore(3)


class NotReady(Exception):
    """It can't be had now: somebody else makes it still, or the machine is full."""


def ready(image: Image, name: str, extension: str) -> Rendition | None:
    """Return the rendition, made if need be; None where no such size exists.

    Raises NotReady.
    """
    size = find(image.width, image.height, image.extension, name, extension)
    if size is None:
        return None
    known = image.renditions.filter(name=name, extension=extension)
    if made := known.exclude(digest="").first():
        return made
    if not room.acquire(blocking=False):
        raise NotReady(f"{image.uuid}: too many are waited for")
    try:
        return _awaited(image, size, known)
    finally:
        room.release()


def make_all(image: Image) -> None:
    """Have every rendition of a picture ready. Raises NotReady."""
    for size in renditions_of(image.width, image.height, image.extension):
        ready(image, size.name, size.extension)


def forget_crops(image: Image) -> None:
    """Have what is cropped round the focal point made anew; within a transaction."""
    forget(image.renditions.filter(name__in=CROPS))


def forget(renditions: QuerySet[Rendition]) -> None:
    """Remove renditions; their files go once that is certain."""
    stored = [(r.file.storage, r.file.name) for r in renditions if r.file]
    renditions.delete()
    transaction.on_commit(
        lambda: [storage.delete(name) for storage, name in stored], robust=True
    )


def _awaited(image: Image, size: Size, known: QuerySet[Rendition]) -> Rendition:
    """Make it, or wait until somebody else has."""
    deadline = time.monotonic() + WAIT
    while True:
        rendition = known.first()
        if rendition and rendition.digest:
            return rendition
        if claimed := _claim(image, size, rendition):
            _make(claimed, size)
        elif time.monotonic() > deadline:
            raise NotReady(f"{image.uuid}, {size.name}: somebody else makes it still")
        else:
            time.sleep(PAUSE)


def _claim(image: Image, size: Size, seen: Rendition | None) -> Rendition | None:
    """Take the making of what was not there, or was abandoned, when it was looked at;
    None where somebody else has it."""
    if seen and seen.claimed_until >= clock.database_now():
        return None
    with transaction.atomic():
        # Who moves its focal point has it, too: the crops are of before or of after.
        image = Image.objects.select_for_update(no_key=True).get(pk=image.pk)
        now = clock.database_now()
        known = image.renditions.filter(name=size.name, extension=size.extension)
        claimed = known.first() or Rendition(
            image=image, name=size.name, extension=size.extension, claimed_until=now
        )
        if claimed.digest or claimed.claimed_until > now:
            return None
        claimed.claimed_until = now + LEASE
        claimed.save()
        return claimed


def _make(claimed: Rendition, size: Size) -> None:
    """Make it and store it, under the claim alone; whatever fails lets the claim go."""
    mine = Rendition.objects.filter(
        pk=claimed.pk, digest="", claimed_until=claimed.claimed_until
    )
    stored = 0
    try:
        data = _pixels(claimed.image, size)
        made = f"{size.name}-{get_random_string(12)}.{size.extension}"
        claimed.file.save(made, ContentFile(data), save=False)
        stored = mine.update(
            file=claimed.file.name,
            size=len(data),
            digest=hashlib.sha256(data).hexdigest(),
        )
    except (Busy, Failed, OSError) as error:
        raise NotReady(f"{claimed.image.uuid}, {size.name}: {error}") from error
    finally:
        # Nothing to let go where it ran out, or the focal point was moved meanwhile.
        if not stored:
            mine.delete()
            if claimed.file:
                with suppress(OSError):  # of a store that is away
                    claimed.file.storage.delete(claimed.file.name)


def _pixels(image: Image, size: Size) -> bytes:
    with image.file.open("rb") as master:
        return confined.make(master.read(), size, image.focus)
