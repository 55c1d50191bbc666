"""What an editor typed, before it becomes a revision: checked, compared, stored."""

import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

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
    SignatoryRole,
    Text,
)
from publications.rendering import (
    MAX_CHARACTERS,
    RENDERER_VERSION,
    TooLong,
    excerpt,
    render,
)
from publications.rendering.slugs import clean_slug, propose_slug

from . import people, pictures

MAX_TITLE = 300
MAX_SUMMARY = 1000
EXCERPT = 280


@dataclass(frozen=True)
class Signatory:
    """One signature as it is to be printed."""

    name: str
    honorific: str = ""
    post: str = ""
    role: str = SignatoryRole.AUTHOR


@dataclass(frozen=True)
class Content:
    """All that a revision holds. An empty slug asks for one made from the title, an
    empty byline for the line made from the signatories. A draft may lack anything."""

    title: str = ""
    body: str = ""
    subtitle: str = ""
    summary: str = ""
    signatories: tuple[Signatory, ...] = ()
    byline: str = ""
    written_on: date | None = None
    place: str = ""
    slug: str = ""

    def cleaned(self) -> "Content":
        """Return it NFC-normalised, with `\\n` line ends and a printed byline.

        Raises ValidationError with one message a field, in words.
        """
        errors: dict[str, str] = {}
        clean: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                clean[field.name] = _tidy(value)
                if fault := unfit_characters(clean[field.name]):
                    errors[field.name] = fault
        content = replace(self, **clean)
        errors |= content._lengths()
        if content.slug and "slug" not in errors:
            try:
                clean_slug(content.slug)
            except ValueError as error:
                errors["slug"] = str(error)
        for signatory in self.signatories:
            for value in (signatory.name, signatory.honorific, signatory.post):
                if fault := unfit_characters(value):
                    errors["byline"] = fault
        if errors:
            raise ValidationError(errors)
        return content if content.byline else replace(content, byline=content.printed())

    def _lengths(self) -> dict[str, str]:
        errors = {}
        for name, limit in (
            ("title", MAX_TITLE),
            ("subtitle", MAX_TITLE),
            ("summary", MAX_SUMMARY),
            ("byline", 1000),
            ("place", 100),
            ("body", MAX_CHARACTERS),
        ):
            length = len(getattr(self, name))
            if length > limit:
                errors[name] = _(
                    "This has %(length)d characters; at most %(limit)d fit."
                ) % {"length": length, "limit": limit}
        return errors

    def printed(self) -> str:
        """The line under the title: each signatory with honorific and post."""
        return "; ".join(
            ", ".join(filter(None, [f"{s.honorific} {s.name}".strip(), s.post]))
            for s in self.signatories
        )


def _tidy(value: str) -> str:
    value = unicodedata.normalize("NFC", value)
    return value.replace("\r\n", "\n").replace("\r", "\n").strip("\n \t")


def unfit_characters(value: str) -> str:
    """Say why these characters can't be stored, or return "".

    Control characters break feeds (XML 1.0 has no way to write them), overrides of
    direction make a page read otherwise than it was approved, and PostgreSQL has no
    place for NUL or a lone surrogate.
    """
    for character in value:
        code = ord(character)
        if (
            (code < 32 and character not in "\n\t")
            or 0x7F <= code < 0xA0
            or 0xD800 <= code < 0xE000
            or code & 0xFFFE == 0xFFFE
            or 0xFDD0 <= code < 0xFDF0
            or 0x202A <= code <= 0x202E
            or 0x2066 <= code <= 0x2069
        ):
            return _(
                "The invisible character U+%(code)s can't be stored: "
                "please delete it (after “%(before)s”)."
            ) % {
                "code": f"{code:04X}",
                "before": value[: value.index(character)][-20:],
            }
    return ""


def content_of(revision: Revision) -> Content:
    """Return what a revision holds, ready to be compared or saved again."""
    return Content(
        title=revision.title,
        subtitle=revision.subtitle,
        summary=revision.summary,
        body=revision.body,
        signatories=tuple(
            Signatory(b.name, b.honorific, b.post, b.role)
            for b in revision.bylines.all()
        ),
        byline=revision.byline,
        written_on=revision.written_on,
        place=revision.place,
        slug=revision.address.slug,
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
