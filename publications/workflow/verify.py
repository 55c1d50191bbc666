"""Checking the record against itself and against what is stored."""

from collections.abc import Iterator

from django.db.models import Prefetch

from publications.models import GENESIS, AuditEntry, Byline, Edition, Revision
from publications.rendering import RENDERER_VERSION, render

from . import pictures

# Acts whose entry carries the digest of the revision that they stored.
STORING = ("create", "save", "revise")
RELEASING = ("release", "schedule", "reschedule", "record_release")


def faults(counted: dict[str, int]) -> Iterator[str]:
    """Yield a sentence for each thing that doesn't fit, in the record's order.

    Counts what was checked into `counted`. Constant in memory but for the digests.
    """
    recorded: set[tuple[str, str]] = set()
    released: dict[str, str] = {}
    counted.update(entries=0, revisions=0, releases=0)
    yield from _chain(counted, recorded, released)
    yield from _revisions(counted, recorded)
    yield from _releases(counted, released)


def _chain(counted, recorded, released) -> Iterator[str]:
    previous, expected = GENESIS, 1
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=1000):
        name = f"Entry {entry.sequence} ({entry.act}, {entry.at:%Y-%m-%d %H:%M:%S} UTC)"
        if entry.sequence != expected:
            yield f"{name} follows entry {expected - 1}: entries are missing."
        if entry.previous_hash != previous:
            yield f"{name} does not follow the entry before it."
        if entry.hash != entry.computed_hash():
            yield f"{name} was changed after it was written."
        previous, expected = entry.hash, entry.sequence + 1
        counted["entries"] += 1
        if entry.act in STORING:
            recorded.add((str(entry.edition), entry.digest))
        if entry.act in RELEASING:
            released[str(entry.edition)] = entry.digest
        if entry.act == "unschedule":
            released.pop(str(entry.edition), None)


def _revisions(counted, recorded) -> Iterator[str]:
    revisions = Revision.objects.select_related(
        "edition__text__publication", "address", "rendering"
    ).prefetch_related(Prefetch("bylines", Byline.objects.select_related("person")))
    for revision in revisions.order_by("pk").iterator(chunk_size=500):
        counted["revisions"] += 1
        edition = revision.edition
        name = f"Revision {revision.number} of edition {edition.uuid}"
        if revision.digest != revision.computed_digest(revision.bylines.all()):
            yield f"{name} was changed after it was saved: its digest doesn't fit."
        elif (str(edition.uuid), revision.digest) not in recorded:
            yield f"{name} is not on the record: no entry carries its digest."
        elif not _rendered_truly(revision):
            yield f"{name} is shown otherwise than it was saved."


def _rendered_truly(revision: Revision) -> bool:
    stored = revision.rendering
    if stored.renderer != RENDERER_VERSION:
        return True  # made by another renderer, to be made again
    images = pictures.shown_as(pictures.named_in(revision.body))
    language = revision.edition.text.language
    return stored.html == render(revision.body, language=language, image=images).html


def _releases(counted, released) -> Iterator[str]:
    editions = Edition.objects.filter(live_from__isnull=False)
    editions = editions.select_related("revision").order_by("pk")
    for edition in editions.iterator(chunk_size=500):
        counted["releases"] += 1
        digest = released.pop(str(edition.uuid), None)
        if digest is None:
            yield f"Edition {edition.uuid} is released, but no entry says so."
        elif digest != edition.revision.digest:
            yield f"Edition {edition.uuid} is not the text that was released."
    for uuid in released:
        yield f"Edition {uuid} was released on the record, but is not stored so."
