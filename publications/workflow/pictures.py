"""Taking pictures in, and resolving the references to them in a body."""

import re
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _

from publications import clock
from publications.images import clean_name
from publications.images import take_in as decode
from publications.models import Account, Image

from . import record
from .refusals import NotPermitted
from .roles import permissions_of

REFERENCE = re.compile(
    r"\(image:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)"
)


def take_in(data: bytes, name: str, *, by: Account) -> Image:
    """Store a picture; the same file again is the picture that is there already.

    Raises NotPermitted, or images.Refused with a sentence for people.
    """
    if "add_image" not in permissions_of(by):
        raise NotPermitted(_("Your role does not include this."))
    intake = decode(data)
    with transaction.atomic():
        known = Image.objects.filter(original_digest=intake.original_sha256).first()
        if known:
            return known
        at = clock.database_now()
        image = Image(
            name=clean_name(name),
            extension=intake.extension,
            mime=intake.mime,
            width=intake.width,
            height=intake.height,
            digest=intake.sha256,
            original_digest=intake.original_sha256,
            uploaded_at=at,
            uploaded_by=by,
        )
        image.file.save(image.name, ContentFile(intake.data), save=False)
        image.save(force_insert=True)
        record.enter("add_image", by=by, at=at, image=image.uuid, name=image.name)
    return image


def named_in(body: str) -> dict[str, Image]:
    """Return the stored pictures that a body refers to, by uuid."""
    uuids = {UUID(found) for found in REFERENCE.findall(body)}
    return (
        {str(i.uuid): i for i in Image.objects.filter(uuid__in=uuids)} if uuids else {}
    )


def shown_as(images: dict[str, Image]):
    """Return what rendering calls for a reference: the picture's address and size."""

    def markup(uuid: str, alt: str) -> str | None:
        image = images.get(uuid)
        return image and format_html(
            '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
            image.get_absolute_url(),
            alt,
            image.width,
            image.height,
        )

    return markup
