"""The record of one publication as a bundle that proves itself elsewhere.

A ZIP of every text, edition and revision, with pictures, clearance, copies of what
outlets printed and the acts of the record, that `bundle_check` checks without this
database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from zipfile import LargeZipFile

from django.db import connection, transaction
from django.utils.translation import gettext as _

from publications import clock
from publications.models import (
    GENESIS,
    Account,
    ArchivedCopy,
    Attachment,
    AuditEntry,
    Edition,
    Image,
    Publication,
)
from publications.rendering import RENDERER_VERSION
from publications.workflow import record
from publications.workflow.refusals import NotPermitted, NotPossible
from publications.workflow.roles import permissions_of

from . import facts, forms
from .archive import Archive


@dataclass(frozen=True)
class Written:
    """A bundle as it was written; `sha256` is the ZIP's, and on the record."""

    sha256: str
    files: int
    size: int


def bundle(publication: Publication, *, by: Account | None, out: BinaryIO) -> Written:
    """Write a publication's record to `out`, a file, and enter that on the record.

    Texts and acts are of one instant: nobody acts while they are read, so `out` must
    not be a slow reader's connection. Pictures and copies never change and follow
    after that. `by` is None on the command line alone. Raises NotPermitted, or
    NotPossible where a file is gone or the bundle would be too large.
    """
    _require(publication, by)
    try:
        with Archive(out) as archive:
            with transaction.atomic():
                record.wait_for_turn()
                publication = Publication.objects.get(pk=publication.pk)
                images = list(facts.images_of(publication))
                attachments = list(facts.attachments_of(publication))
                copies = list(facts.copies_of(publication))
                _write_texts(archive, publication, by)
            _write_media(archive, [*images, *attachments])
            _write_copies(archive, copies)
            written = Written(*archive.finish())
    except LargeZipFile as error:
        raise NotPossible(_("The bundle would be larger than 2 GB.")) from error
    with transaction.atomic():
        record.enter(
            "export",
            by=by,
            at=clock.database_now(),
            publication=publication,
            sha256=written.sha256,
        )
    return written


def _require(publication: Publication, by: Account | None) -> None:
    """Raise NotPermitted, on the record, for who may not read all of it."""
    if by is None:
        return
    refusal = None
    if "read_record" not in permissions_of(by):
        refusal = NotPermitted(_("Your role does not include this."))
    elif not Publication.objects.admitting(by).filter(pk=publication.pk).exists():
        refusal = NotPermitted(_("This text is shown to a limited circle only."))
    if refusal is None:
        return
    # In a transaction of the caller's the entry would be undone with it.
    if by.is_authenticated and not connection.in_atomic_block:
        with transaction.atomic():
            record.enter(
                "refused",
                by=by,
                at=clock.database_now(),
                publication=publication,
                note=str(refusal),
                refused="export",
            )
        refusal.on_record = True
    raise refusal


def _write_texts(archive: Archive, publication: Publication, by: Account | None):
    at = clock.database_now()
    archive.add(forms.MANIFEST, [forms.written(_manifest(publication, by, at))])
    archive.add(forms.PUBLICATION, [forms.written(facts.of_publication(publication))])
    archive.add(forms.ACTS, _acts(publication))
    for edition in facts.editions_of(publication).iterator(chunk_size=100):
        folder = forms.folder(edition.text.language, str(edition.uuid))
        told = facts.of_edition(edition, at)
        archive.add(folder + "edition.json", [forms.written(told)])
        _write_revisions(archive, folder, edition, at)


def _manifest(publication: Publication, by: Account | None, at: datetime):
    head = AuditEntry.objects.order_by("-sequence").values("sequence", "hash").first()
    return {
        "format": forms.FORMAT,
        "product": "embassy",
        "renderer": RENDERER_VERSION,
        "publication": str(publication.uuid),
        "exported_at": facts.moment(at),
        "exported_by": facts.who(by),
        "head": head or {"sequence": 0, "hash": GENESIS},
    }


def _acts(publication: Publication) -> Iterator[bytes]:
    entries = AuditEntry.objects.filter(publication=publication.uuid)
    for entry in entries.order_by("sequence").iterator(chunk_size=1000):
        yield forms.line({**entry.content(), "hash": entry.hash})


def _write_revisions(archive: Archive, folder: str, edition: Edition, at: datetime):
    for revision in facts.revisions_of(edition).iterator(chunk_size=10):
        told = facts.of_revision(revision, edition, at)
        shown = {
            str(use.image.uuid): forms.media_name(use.image.uuid, use.image.extension)
            for use in revision.image_uses.all()
        }
        before, after = forms.around(told)
        body = forms.with_media(revision.rendering.html, shown)
        for extension, data in (
            ("html", (before + body + after).encode()),
            ("json", forms.written(told)),
            ("md", forms.markdown(told)),
        ):
            name = folder + forms.revision_name(revision.number, extension)
            archive.add(name, [data])


def _write_media(archive: Archive, media: list[Image | Attachment]) -> None:
    for stored in media:
        name = forms.media_name(stored.uuid, stored.extension)
        try:
            with stored.file.open() as file:
                archive.add(name, file.chunks(), pack=False)
        except FileNotFoundError as error:
            raise NotPossible(
                _("The file of the picture “%(name)s” is gone.") % {"name": stored.name}
                if isinstance(stored, Image)
                else _("The file of the attachment “%(name)s” is gone.")
                % {"name": stored.name}
            ) from error


def _write_copies(archive: Archive, copies: list[ArchivedCopy]) -> None:
    for copy in copies:
        try:
            with copy.file.open() as file:
                archive.add(forms.copy_name(copy.uuid), file.chunks(), pack=False)
        except FileNotFoundError as error:
            raise NotPossible(
                _("The file of the copy “%(name)s” is gone.") % {"name": copy.name}
            ) from error
