"""What stands beside the words of a text: its lead picture and its attachments."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from publications.models import Attachment, AttachmentUse, Image
from publications.rendering import render

if TYPE_CHECKING:
    from .content import Content

MAX_ATTACHMENTS = 20


def unknown_media(content: "Content") -> dict[str, str]:
    """Say what the library doesn't have, a sentence a field."""
    errors = {}
    if content.lead and not _stored(Image, [content.lead]):
        errors["lead"] = _("This picture isn't in the library (any more).")
    chosen = content.attachments
    if len(set(chosen)) < len(chosen):
        errors["attachments"] = _("An attachment is named twice.")
    elif len(chosen) > MAX_ATTACHMENTS:
        errors["attachments"] = _("A text has at most %(limit)d attachments.") % {
            "limit": MAX_ATTACHMENTS
        }
    elif len(_stored(Attachment, chosen)) < len(chosen):
        errors["attachments"] = _("An attachment isn't in the library (any more).")
    return errors


def uses_of(uuids: tuple[str, ...]) -> list[AttachmentUse]:
    """The attachments in their order, with what the library says of them now."""
    known = {str(a.uuid): a for a in _stored(Attachment, uuids)}
    return [
        AttachmentUse(
            attachment=known[uuid],
            position=position,
            title=known[uuid].title,
            language=known[uuid].language,
            transcript=known[uuid].transcript,
        )
        for position, uuid in enumerate(uuids, 1)
    ]


def take_over(uses: Iterable[AttachmentUse], frozen: Iterable[AttachmentUse]) -> None:
    """Give the uses the words of those that were frozen before."""
    known = {use.attachment_id: use for use in frozen}
    for use in uses:
        if old := known.get(use.attachment_id):
            for name in ("title", "language", "transcript"):
                setattr(use, name, getattr(old, name))


def shown(use: AttachmentUse) -> dict[str, Any]:
    """What pages and feeds show of an attachment: size in bytes, length in seconds, a
    transcript as safe HTML in its own language."""
    attachment = use.attachment
    transcript = use.transcript and render(use.transcript, language=use.language).html
    return {
        "address": attachment.get_absolute_url(),
        "title": use.title,
        "language": use.language,
        "mime": attachment.mime,
        "extension": attachment.extension,
        "size": attachment.size,
        "seconds": attachment.seconds,
        "transcript": transcript,
    }


def _stored(model, uuids) -> list:
    try:
        wanted = [UUID(uuid) for uuid in uuids]
    except ValueError:
        return []
    return list(model.objects.filter(uuid__in=wanted)) if wanted else []
