"""Checking the record against itself and against what is stored."""

from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch
from django.db.models.fields.files import FieldFile

from publications.models import (
    GENESIS,
    Approval,
    ArchivedCopy,
    Attachment,
    AttachmentUse,
    AuditEntry,
    Byline,
    Edition,
    Image,
    ImageUse,
    Revision,
    Withdrawal,
)
from publications.rendering import RENDERER_VERSION

from . import storing
from .pages import page_faults
from .said import Said, in_utc


def faults(counted: dict[str, int]) -> Iterator[str]:
    """Yield a sentence for each thing that doesn't fit, in the record's order.

    Counts what was checked into `counted`. Constant in memory but for the digests.
    """
    said = Said()
    counted.update(entries=0, revisions=0, releases=0)
    yield from _chain(counted, said)
    yield from _revisions(counted, said)
    yield from _approvals(said)
    yield from _releases(counted, said)
    yield from _withdrawals(said)
    yield from _copies(said)
    yield from _media()
    yield from page_faults()
    yield from said.unmatched()


def _chain(counted: dict[str, int], said: Said) -> Iterator[str]:
    previous, expected = GENESIS, 1
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=1000):
        name = f"Entry {entry.sequence} ({entry.act}, {entry.at:%Y-%m-%d %H:%M:%S} UTC)"
        if entry.sequence != expected:
            yield f"{name} follows entry {expected - 1}: entries are missing."
        if entry.previous_hash != previous:
            yield f"{name} does not follow the entry before it."
        content = entry.content()
        if entry.hash != entry.hash_of(content):
            yield f"{name} was changed after it was written."
        previous, expected = entry.hash, entry.sequence + 1
        counted["entries"] += 1
        said.take(content)


def _revisions(counted: dict[str, int], said: Said) -> Iterator[str]:
    revisions = Revision.objects.select_related(
        "edition__text__publication", "address", "rendering", "follows"
    ).prefetch_related(
        Prefetch("bylines", Byline.objects.select_related("person")),
        Prefetch("image_uses", ImageUse.objects.select_related("image")),
        Prefetch("attachment_uses", AttachmentUse.objects.select_related("attachment")),
    )
    for revision in revisions.order_by("pk").iterator(chunk_size=500):
        counted["revisions"] += 1
        edition = revision.edition
        name = f"Revision {revision.number} of edition {edition.uuid}"
        if revision.digest != revision.computed_digest(*revision.parts()):
            yield f"{name} was changed after it was saved: its digest doesn't fit."
        elif fault := said.of_revision(
            str(edition.uuid), revision.number, revision.digest
        ):
            yield fault
        elif not _rendered_truly(revision):
            yield f"{name} is shown otherwise than it was saved."


def _rendered_truly(revision: Revision) -> bool:
    stored = revision.rendering
    if stored.renderer < RENDERER_VERSION:
        return True  # made by an older renderer, to be made again
    # One that there is not would never be asked again.
    return stored.renderer == RENDERER_VERSION and all(
        getattr(stored, name) == made
        for name, made in storing.rendered_again(revision).items()
    )


def _approvals(said: Said) -> Iterator[str]:
    """Approvals that stand: a voided one lets nothing out."""
    approvals = Approval.objects.filter(voided_at=None).select_related(
        "edition", "revision", "approver"
    )
    for approval in approvals.order_by("pk").iterator(chunk_size=500):
        if fault := said.of_approval(
            str(approval.edition.uuid),
            approval.revision.digest,
            None if approval.signatory_id else approval.approver_id,
            approval.by_name,
        ):
            yield fault


def _releases(counted: dict[str, int], said: Said) -> Iterator[str]:
    following = Edition.objects.filter(
        text=OuterRef("text"), live_from=OuterRef("live_until")
    )
    editions = Edition.objects.filter(live_from__isnull=False)
    editions = editions.annotate(is_followed=Exists(following))
    editions = editions.select_related("revision").order_by("pk")
    for edition in editions.iterator(chunk_size=500):
        counted["releases"] += 1
        if fault := said.of_release(
            str(edition.uuid),
            edition.revision.digest,
            in_utc(edition.live_from.isoformat()),
        ):
            yield fault
        until = edition.live_until and in_utc(edition.live_until.isoformat())
        if fault := said.of_end(str(edition.uuid), until, edition.is_followed):
            yield fault


def _withdrawals(said: Said) -> Iterator[str]:
    withdrawals = Withdrawal.objects.select_related("edition").order_by("pk")
    for withdrawal in withdrawals.iterator(chunk_size=500):
        if fault := said.of_withdrawal(
            str(withdrawal.edition.uuid), withdrawal.outcome
        ):
            yield fault


def _copies(said: Said) -> Iterator[str]:
    """Copies of what outlets printed: each on the record, its file as it came."""
    for copy in ArchivedCopy.objects.order_by("pk").iterator(chunk_size=500):
        if fault := said.of_copy(str(copy.uuid), copy.digest):
            yield fault
        yield from _file("copy", copy.uuid, copy.file, copy.digest)


def _media() -> Iterator[str]:
    """Pictures and attachments: each file as it was taken in."""
    for image in Image.objects.order_by("pk").iterator(chunk_size=500):
        yield from _file("picture", image.uuid, image.file, image.digest)
        if image.animation:
            yield from _file(
                "picture", image.uuid, image.animation, image.animation_digest
            )
    for attachment in Attachment.objects.order_by("pk").iterator(chunk_size=500):
        yield from _file(
            "attachment", attachment.uuid, attachment.file, attachment.digest
        )


def _file(what: str, uuid: UUID, file: FieldFile, digest: str) -> Iterator[str]:
    try:
        with file.open() as opened:
            found = sha256()
            for chunk in opened.chunks():
                found.update(chunk)
    except FileNotFoundError:
        yield f"The file of the {what} {uuid} is gone."
        return
    except OSError as error:
        yield f"The file of the {what} {uuid} can't be read: {error}"
        return
    if found.hexdigest() != digest:
        yield f"The file of the {what} {uuid} is not the one that was kept."
