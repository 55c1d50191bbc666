"""Keeping a copy of what an outlet printed: bytes as they came, and their digest."""

import hashlib
from contextlib import suppress

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from publications import clock
from publications.images import clean_name
from publications.models import Account, ArchivedCopy, Edition, Placement
from publications.workflow import record
from publications.workflow.act import refusals_on_record
from publications.workflow.locks import hold
from publications.workflow.refusals import NotPossible, not_stored
from publications.workflow.viruses import look_for_viruses

from . import kinds
from .permitted import require

MAX_COPY = 25 * 1024 * 1024


def keep_copy(
    placement: Placement, file: File, name: str, *, by: Account
) -> ArchivedCopy:
    """Keep a file (one that can be read twice) for the record; the same file again is
    the copy that is there already.

    Begins and ends its transaction itself, and raises RuntimeError within another: one
    that was undone later would leave a file to which no row belongs.
    """
    publication = placement.publication
    edition = Edition.objects.filter(text__publication=publication).first()
    with refusals_on_record("keep_copy", edition, by):
        require("change_placement", publication, by)
        size, digest = _measured(file)
        file.seek(0)
        kinds.check(name, file.read(kinds.HEAD))
        look_for_viruses(file, by)
        copy = ArchivedCopy(
            placement=placement,
            name=clean_name(name, otherwise="copy"),
            size=size,
            digest=digest,
            kept_by=by,
        )
        try:
            with transaction.atomic(durable=True):
                return _kept(copy, file)
        except BaseException:
            _leave_no_file(copy)
            raise


def _measured(file: File) -> tuple[int, str]:
    """Return size and SHA-256, read piece by piece; too large is told at the first
    byte too many."""
    size, digest = 0, hashlib.sha256()
    for chunk in file.chunks():
        size += len(chunk)
        if size > MAX_COPY:
            raise NotPossible(
                _("The file is larger than %(size)d MB.") % {"size": MAX_COPY // 2**20}
            )
        digest.update(chunk)
    if not size:
        raise NotPossible(_("The file is empty."))
    return size, digest.hexdigest()


def _kept(copy: ArchivedCopy, file: File) -> ArchivedCopy:
    hold([copy.placement.publication])
    there = copy.placement.copies.filter(digest=copy.digest).first()
    if there:
        return there
    try:
        copy.file.save(copy.name, file, save=False)
    except OSError as error:
        raise not_stored(error) from error
    copy.kept_at = clock.database_now()
    copy.save(force_insert=True)
    record.enter(
        "keep_copy",
        by=copy.kept_by,
        at=copy.kept_at,
        publication=copy.placement.publication,
        placement=copy.placement_id,
        outlet=copy.placement.outlet.name,
        copy=copy.uuid,
        name=copy.name,
        size=copy.size,
        sha256=copy.digest,
    )
    return copy


def _leave_no_file(copy: ArchivedCopy) -> None:
    """What is written half is a file, too; what was committed keeps its own."""
    if not ArchivedCopy.objects.filter(uuid=copy.uuid).exists():
        field = ArchivedCopy._meta.get_field("file")
        with suppress(OSError):  # of a store that is away: the reason counts
            field.storage.delete(field.generate_filename(copy, copy.name))
