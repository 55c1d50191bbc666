"""Taking files into the library: pictures and attachments, each once, within limits."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from publications import attachments, clock, images, renditions, search
from publications.images import clean_name, confined
from publications.models import Account, Attachment, Image

from . import record
from .act import refusals_on_record
from .refusals import NotPermitted, NotPossible, not_stored
from .roles import permissions_of
from .viruses import look_for_viruses

HOUR = timedelta(hours=1)


class _There(Exception):
    """Somebody has taken the same file in at the same instant: this is it."""

    def __init__(self, known):
        self.known = known


def take_picture_in(data: bytes, name: str, *, by: Account) -> Image:
    """Store a picture; the same file again is the picture that is there already.

    Raises NotPermitted, NotPossible where the person has reached a limit, or
    images.Refused with a sentence for people.
    """
    _require("add_image", by)
    if known := _known(Image, hashlib.sha256(data).hexdigest()):
        return known
    check_limits(by)
    look_for_viruses(io.BytesIO(data), by)
    intake = _decoded(data)
    try:
        return _store_picture(intake, name, by, None)
    except _There as there:
        return there.known


def replace_picture(old: Image, data: bytes, name: str, *, by: Account) -> Image:
    """Store a picture that takes another's place in the library, with its words, its
    people and its event. Texts keep the one that they were saved with."""
    _require("change_image", by)
    try:
        if known := _known(Image, hashlib.sha256(data).hexdigest()):
            raise _There(known)
        check_limits(by)
        look_for_viruses(io.BytesIO(data), by)
        intake = _decoded(data)
        return _store_picture(intake, name, by, old)
    except _There as there:
        raise NotPossible(
            _("This file is in the library already, as “%(name)s”.")
            % {"name": there.known}
        ) from there


def remove_picture(image: Image, *, by: Account) -> None:
    """Remove a picture that no text, whatever became of it, and no person has."""
    with refusals_on_record("remove", None, by), transaction.atomic():
        _require("change_image", by)
        record.wait_for_turn()
        if not Image.objects.unused().filter(pk=image.pk, replaced_by=None).exists():
            raise NotPossible(
                _("“%(name)s” is used, or another took its place: it stays.")
                % {"name": image}
            )
        _remove(image, "image", by, (image.file, image.animation))


def take_attachment_in(
    file: BinaryIO, size: int, name: str, *, language: str, by: Account
) -> Attachment:
    """Store an attachment; the same file again is the one that is there already.

    Raises NotPermitted, NotPossible where the person has reached a limit, or
    attachments.Refused with a sentence for people.
    """
    _require("add_attachment", by)
    check_limits(by)
    look_for_viruses(file, by)
    intake = attachments.take_in(file, size=size)
    attachment = Attachment(
        name=clean_name(name, "file"),
        title=clean_name(name, "file").rsplit(".", 1)[0],
        language=language,
        extension=intake.extension,
        mime=intake.mime,
        size=intake.size,
        seconds=intake.seconds,
        digest=intake.sha256,
        original_digest=intake.original_sha256,
        uploaded_by=by,
    )
    try:
        with _stored_with_the_row((attachment.file, File(intake.data))):
            _enter(attachment, "add_attachment", "attachment")
    except _There as there:
        return there.known
    return attachment


def remove_attachment(attachment: Attachment, *, by: Account) -> None:
    """Remove an attachment that no text has, whatever became of it."""
    with refusals_on_record("remove", None, by), transaction.atomic():
        _require("change_attachment", by)
        record.wait_for_turn()
        if attachment.uses.exists():
            raise NotPossible(
                _("“%(name)s” is used by a text, and stays.") % {"name": attachment}
            )
        _remove(attachment, "attachment", by, (attachment.file,))


def check_limits(by: Account) -> None:
    """Raise NotPossible where somebody has taken in too much within the hour."""
    since = clock.database_now() - HOUR
    recent = {"uploaded_by": by, "uploaded_at__gt": since}
    files = Attachment.objects.filter(**recent)
    count = Image.objects.filter(**recent).count() + files.count()
    size = files.aggregate(all=Sum("size"))["all"] or 0
    if count >= settings.UPLOADS_PER_HOUR or size >= settings.UPLOAD_MB_PER_HOUR << 20:
        raise NotPossible(
            _("You have added %(count)d files within an hour: please go on later.")
            % {"count": count}
        )


def _decoded(data: bytes) -> images.Intake:
    try:
        return confined.take_in(data, animated=settings.ANIMATED_PICTURES)
    except images.Busy as error:
        raise NotPossible(
            _("Many pictures are being taken in just now: please try again.")
        ) from error


def _store_picture(
    intake: images.Intake, name: str, by: Account, old: Image | None
) -> Image:
    image = Image(
        name=clean_name(name),
        extension=intake.extension,
        mime=intake.mime,
        width=intake.width,
        height=intake.height,
        digest=intake.sha256,
        original_digest=intake.original_sha256,
        uploaded_by=by,
        replaces=old,
    )
    files = [(image.file, ContentFile(intake.data))]
    if intake.animation:
        image.animation_digest = hashlib.sha256(intake.animation).hexdigest()
        files.append((image.animation, ContentFile(intake.animation)))
    if old is None:
        with _stored_with_the_row(*files):
            _enter(image, "add_image", "image")
        return image
    image.event, image.taken_on = old.event, old.taken_on
    image.taken_precision = old.taken_precision
    with _stored_with_the_row(*files):
        _enter(image, "replace_image", "image", replaces=old.uuid)
        _carry_over(old, image)
    return image


@contextmanager
def _stored_with_the_row(*files) -> Iterator[None]:
    """Store files (each a model's file and its content), then the row in a transaction
    of its own: uploading to a distant store holds nobody up. Where either fails,
    nothing of the files stays behind."""
    names = [
        (file, file.field.generate_filename(file.instance, ""))
        for file, _content in files
    ]
    try:
        try:
            for file, content in files:
                file.save("", content, save=False)
        except OSError as error:
            raise not_stored(error) from error
        with transaction.atomic():
            yield
    except BaseException:
        for file, name in names:
            with suppress(OSError):  # of a store that is away: the reason counts
                file.storage.delete(name)
        raise


def _enter(stored: Image | Attachment, act: str, what: str, **more) -> None:
    """Write the row and put it on the record, unless the file came in meanwhile."""
    record.wait_for_turn()
    if known := _known(type(stored), stored.original_digest):
        raise _There(known)
    stored.uploaded_at = clock.database_now()
    stored.save(force_insert=True)
    search.keep(stored)
    told = {what: stored.uuid, "name": stored.name, "sha256": stored.digest, **more}
    record.enter(act, by=stored.uploaded_by, at=stored.uploaded_at, **told)


def _carry_over(old: Image, new: Image) -> None:
    """Words and people of a picture that is replaced; the old one keeps its own."""
    for row in (*old.words.all(), *old.depicted.all()):
        row.pk, row.image = None, new
        row.save(force_insert=True)
    search.keep(new)


def _remove(stored, what: str, by: Account, files) -> None:
    """Delete a row and, once that is certain, its files."""
    at = clock.database_now()
    told = {what: stored.uuid, "name": stored.name, "sha256": stored.digest}
    if what == "image":
        renditions.forget(stored.renditions.all())
    kept = [(file.storage, file.name) for file in files if file]
    search.lose(stored)
    stored.delete()
    record.enter("remove", by=by, at=at, what=what, **told)
    transaction.on_commit(
        lambda: [storage.delete(name) for storage, name in kept], robust=True
    )


def _known(model, original_digest: str):
    return model.objects.filter(original_digest=original_digest).order_by("pk").first()


def _require(permission: str, by: Account) -> None:
    if permission not in permissions_of(by):
        raise NotPermitted(_("Your role does not include this."))
