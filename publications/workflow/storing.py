"""Storing what was typed: the revision with its bylines, address and rendering."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from publications import renewal, search
from publications.models import (
    Account,
    Address,
    AttachmentUse,
    Byline,
    Edition,
    ImageRole,
    ImageUse,
    Rendering,
    Revision,
    Text,
)
from publications.rendering import (
    RENDERER_VERSION,
    Rendered,
    TooLong,
    excerpt,
    opening,
    render,
)
from publications.rendering.slugs import propose_slug

from . import enclosing, following, people, pictures
from .content import Content
from .figures import lead_of
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
        lead=next(
            (
                str(use.image.uuid)
                for use in revision.image_uses.select_related("image")
                if use.role == ImageRole.LEAD
            ),
            "",
        ),
        attachments=tuple(
            str(use.attachment.uuid)
            for use in revision.attachment_uses.select_related("attachment")
        ),
        follows=revision.follows.reference if revision.follows else "",
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
    content: Content,
    edition: Edition,
    *,
    number: int,
    by: Account,
    at: datetime,
    copied: Revision | None = None,
) -> Revision:
    """Write a revision with bylines, digest and rendering, and make it the one that
    counts. Within an act's transaction.

    `copied`: the revision that this one repeats, with the words that it froze of
    pictures and attachments; else they are those of the library now.
    """
    text = edition.text
    rendered, images = _rendered(content, text.language, copied)
    attachments = enclosing.uses_of(content.attachments)
    if copied:
        enclosing.take_over(attachments, copied.attachment_uses.all())
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
        follows=following.wording(content.follows, text),
        saved_at=at,
        saved_by=by,
    )
    bylines = [
        people.byline(signatory, position, text.language, by=by, at=at)
        for position, signatory in enumerate(content.signatories, 1)
    ]
    revision.digest = revision.computed_digest(bylines, images, attachments)
    revision.save(force_insert=True)
    for model, parts in (
        (Byline, bylines),
        (ImageUse, images),
        (AttachmentUse, attachments),
    ):
        for part in parts:
            part.revision = revision
        model.objects.bulk_create(parts)
    Rendering.objects.create(
        revision=revision,
        **_of_the_body(rendered),
        lead=_lead(images, text.language),
        attachments=[enclosing.shown(use) for use in attachments],
        renderer=RENDERER_VERSION,
    )
    edition.revision = revision
    edition.save(update_fields=["revision"])
    search.keep(edition)
    return revision


def rendered_again(revision: Revision) -> dict[str, Any]:
    """What pages, lists and search show of a revision, made anew from what it froze."""
    lead, attachments = _media_again(revision)
    return {
        **_of_the_body(_body_again(revision)),
        "lead": lead,
        "attachments": attachments,
    }


def _media_again(revision: Revision) -> tuple[dict, list]:
    language = revision.edition.text.language
    return (
        _lead(list(revision.image_uses.all()), language),
        [enclosing.shown(use) for use in revision.attachment_uses.all()],
    )


def _body_again(revision: Revision) -> Rendered:
    uses = revision.image_uses.all()
    in_body = [use for use in uses if use.role == ImageRole.BODY]
    return render(
        revision.body,
        language=revision.edition.text.language,
        image=pictures.Shown(in_body),
    )


def render_again(revision: Revision) -> None:
    """Put what the renderer makes of a revision now in the place of what an older one
    made: derived, so that no act is on the record and no digest changes."""
    Rendering.objects.filter(revision=revision).update(
        **rendered_again(revision), renderer=RENDERER_VERSION
    )
    renewal.announce()


def _of_the_body(rendered: Rendered) -> dict[str, str | int]:
    prose = rendered.prose or rendered.text
    return {
        "html": rendered.html,
        "text": rendered.text,
        "beginning": excerpt(opening(prose, EXCERPT // 4), EXCERPT),
        "words": rendered.words,
    }


def _lead(uses: list[ImageUse], language: str) -> dict:
    """Its words are in the text's language, as those of the body are."""
    with translation.override(language):
        return next((lead_of(u) for u in uses if u.role == ImageRole.LEAD), {})


def words_are_those_of(revision: Revision, content: Content, language: str) -> bool:
    """Whether the library says of the content's pictures and attachments what the
    revision froze: what was mended there comes in with the next save."""
    _html, images = _rendered(content, language)
    attachments = enclosing.uses_of(content.attachments)
    frozen = revision.image_uses.select_related("image")
    return [_said(use) for use in images] == [_said(use) for use in frozen] and [
        use.content() for use in attachments
    ] == [
        use.content() for use in revision.attachment_uses.select_related("attachment")
    ]


def _said(use: ImageUse) -> tuple:
    return use.image_id, use.alt, use.content()


def _rendered(
    content: Content, language: str, copied: Revision | None = None
) -> tuple[Rendered, list[ImageUse]]:
    """The body's rendering, and what it shows below the lead picture."""
    lead = pictures.lead(content.lead, language)
    in_body = pictures.named_in(content.body, language)
    if copied:
        pictures.take_over([*lead, *in_body], copied.image_uses.all())
    shown = pictures.Shown(in_body)
    try:
        rendered = render(content.body, language=language, image=shown)
    except TooLong as error:
        raise ValidationError({"body": str(error)}) from error
    if shown.unknown:
        raise ValidationError(
            {
                "body": _(
                    "A picture in the text isn't in the library (any more): %(id)s"
                )
                % {"id": shown.unknown[0]}
            }
        )
    return rendered, [*lead, *shown.settled()]


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
