"""Storing what was typed: the revision with its bylines, address and rendering."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from publications.models import (
    Account,
    Address,
    Byline,
    Edition,
    ImageUse,
    Rendering,
    Revision,
    Text,
)
from publications.rendering import RENDERER_VERSION, TooLong, excerpt, render
from publications.rendering.slugs import propose_slug

from . import people, pictures
from .content import Content
from .signatory import NONE, Signatory

EXCERPT = 280


def content_of(revision: Revision) -> Content:
    """Return what a revision holds, ready to be compared or saved again."""
    return Content(
        title=revision.title,
        subtitle=revision.subtitle,
        summary=revision.summary,
        body=revision.body,
        signatories=tuple(
            signature_of(byline) for byline in revision.bylines.select_related("person")
        ),
        byline=revision.byline,
        written_on=revision.written_on,
        place=revision.place,
        event=revision.event,
        fidelity=revision.fidelity,
        issuer=revision.issuer,
        slug=revision.address.slug,
    )


def signature_of(byline: Byline) -> Signatory:
    """Return what a byline holds, as it was typed."""
    return Signatory(
        name=byline.name,
        honorific=byline.honorific,
        post=byline.post,
        role=byline.role,
        person=str(byline.person.uuid),
        office=str(byline.appointment_id or NONE),
        capacity=byline.capacity,
        reason=byline.reason,
    )


def store(
    content: Content, edition: Edition, *, number: int, by: Account, at: datetime
) -> Revision:
    """Write a revision with bylines, digest and rendering, and make it the one that
    counts. Within an act's transaction."""
    text = edition.text
    images = pictures.named_in(content.body)
    try:
        rendered = render(
            content.body, language=text.language, image=pictures.shown_as(images)
        )
    except TooLong as error:
        raise ValidationError({"body": str(error)}) from error
    revision = Revision(
        edition=edition,
        number=number,
        title=content.title,
        subtitle=content.subtitle,
        summary=content.summary,
        body=content.body,
        byline=content.byline,
        written_on=content.written_on,
        place=content.place,
        event=content.event,
        fidelity=content.fidelity,
        issuer=content.issuer,
        address=_address(content, text),
        saved_at=at,
        saved_by=by,
    )
    bylines = [
        people.byline(signatory, position, text.language, by=by, at=at)
        for position, signatory in enumerate(content.signatories, 1)
    ]
    revision.digest = revision.computed_digest(bylines)
    revision.save(force_insert=True)
    for byline in bylines:
        byline.revision = revision
    Byline.objects.bulk_create(bylines)
    ImageUse.objects.bulk_create(
        ImageUse(revision=revision, image=image) for image in images.values()
    )
    Rendering.objects.create(
        revision=revision,
        html=rendered.html,
        text=rendered.text,
        beginning=excerpt(rendered.text, EXCERPT),
        words=rendered.words,
        renderer=RENDERER_VERSION,
    )
    edition.revision = revision
    edition.save(update_fields=["revision"])
    return revision


def _address(content: Content, text: Text) -> Address:
    """Find or take the address; a taken one is refused if typed, else numbered."""
    if content.slug:
        address = _claimed(text, content.slug)
        if address is None:
            raise ValidationError(
                {
                    "slug": _(
                        "Another text has the address “%(slug)s”, and keeps it for "
                        "ever. Please choose another."
                    )
                    % {"slug": content.slug}
                }
            )
        return address
    slug = propose_slug(content.title, text.language)
    for ending in ("", "-2", "-3", "-4", "-5"):
        if address := _claimed(text, slug + ending):
            return address
    random = get_random_string(8, "abcdefghjkmnpqrstuvwxyz23456789")
    return Address.objects.create(
        language=text.language, slug=f"{slug}-x{random}", text=text
    )


def _claimed(text: Text, slug: str) -> Address | None:
    """Return the address if it is this text's or free, else None; safe in a race."""
    try:
        with transaction.atomic():
            address, _made = Address.objects.get_or_create(
                language=text.language, slug=slug, defaults={"text": text}
            )
    except IntegrityError:
        return None
    return address if address.text_id == text.pk else None
