"""What is found, in pieces: its words, where they stand, and in which language.

Of the same pieces an index is written and a page shows where the words stand.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from publications.models import (
    Attachment,
    Edition,
    Image,
    PageText,
    Person,
    Remark,
    Revision,
)
from publications.rendering.searching import Places, Query, places


class Where(models.TextChoices):
    TITLE = "title", _("Title")
    SUBTITLE = "subtitle", _("Subtitle")
    SUMMARY = "summary", _("Summary")
    BODY = "body", _("Body")
    BYLINE = "byline", _("Byline")
    EVENT = "event", _("Event")
    PLACE = "place", _("Place")
    ISSUER = "issuer", _("Issuing body")
    PICTURE = "picture", _("With a picture")
    ATTACHMENT = "attachment", _("Attachment")
    REMARK = "remark", _("Remark")
    NAME = "name", _("Name on record")
    POST = "post", _("Post")
    BIOGRAPHY = "biography", _("Biography")
    FILE = "file", _("File")
    ALTERNATIVE = "alternative", _("Text alternative")
    CAPTION = "caption", _("Caption")
    CREDIT = "credit", _("Credit or rights")
    TRANSCRIPT = "transcript", _("Transcript")


class Piece(NamedTuple):
    """`language` "": of names, which are the same in each; None: nobody said which."""

    where: Where
    text: str
    language: str | None = ""
    remark: Remark | None = None

    @property
    def languages(self) -> list[str]:
        """Where nobody said in which language something is, it is found in any."""
        if self.language is not None:
            return [self.language]
        return [code for code, _name in settings.LANGUAGES]


# What `pieces_of` reads of each: for many in as many questions as for one.
_READ = {
    Edition: (
        "revision__bylines",
        "revision__image_uses",
        "revision__attachment_uses",
        "remarks__written_by",
    ),
    Person: ("names", "spellings", "appointments__titles"),
    Image: ("words", "people__names", "people__spellings"),
    Attachment: (),
    PageText: ("page", "live", "revisions"),
}


def whole(rows: QuerySet) -> QuerySet:
    """With all that its pieces are read from."""
    if rows.model is Edition:
        rows = rows.select_related("text__publication", "revision__rendering")
        rows = rows.defer("revision__body", "revision__rendering__html")
    return rows.prefetch_related(*_READ[rows.model])


def pieces_of(stored: Model) -> Iterator[Piece]:
    """The title first; nothing empty."""
    return (piece for piece in _PIECES[type(stored)](stored) if piece.text)


def standing(piece: Piece, query: Query, most: int) -> Places:
    """Every place in a piece, the first `most` to be shown."""
    has_stems = any(term.loose for term in query.terms)
    languages = piece.languages if has_stems else piece.languages[:1]
    told = (places(piece.text, query, language, most) for language in languages)
    return max(told, key=lambda found: found.number)


def _of_edition(edition: Edition) -> Iterator[Piece]:
    language = edition.text.language
    for where, text in _of_revision(edition.revision):
        yield Piece(where, text, language)
    for use in edition.revision.attachment_uses.all():
        yield Piece(Where.ATTACHMENT, use.title, use.language)
        yield Piece(Where.ATTACHMENT, use.transcript, use.language)
    for remark in edition.remarks.all():
        yield Piece(Where.REMARK, remark.body, None, remark)


def _of_revision(revision: Revision) -> Iterator[tuple[Where, str]]:
    yield Where.TITLE, revision.title
    yield Where.SUBTITLE, revision.subtitle
    yield Where.SUMMARY, revision.summary
    yield Where.BODY, revision.rendering.text
    yield Where.BYLINE, revision.byline
    for byline in revision.bylines.all():
        # An office is printed in the line, unless somebody has worded that.
        if byline.post and byline.post not in revision.byline:
            yield Where.BYLINE, byline.post
    yield Where.EVENT, revision.event
    yield Where.PLACE, revision.place
    yield Where.ISSUER, revision.issuer
    for use in revision.image_uses.all():
        for text in (use.alt or "", use.caption, use.credit):
            yield Where.PICTURE, text


def _of_person(person: Person) -> Iterator[Piece]:
    names = list(person.names.all())
    for name in names:
        for text in (name.display, name.short):
            yield Piece(Where.NAME, text)
    yield Piece(Where.NAME, person.original_name)
    for spelling in person.spellings.all():
        yield Piece(Where.NAME, spelling.spelling)
    for post in person.appointments.all():
        for title in post.titles.all():
            yield Piece(Where.POST, title.title, title.language)
        for text in (post.rank_in_words, post.sending_state):
            yield Piece(Where.POST, text, None)
    for name in names:
        yield Piece(Where.BIOGRAPHY, name.biography, name.language)


def _of_picture(image: Image) -> Iterator[Piece]:
    yield Piece(Where.FILE, image.name)
    for person in image.people.all():
        for name in person.names.all():
            yield Piece(Where.NAME, name.display)
        for spelling in person.spellings.all():
            yield Piece(Where.NAME, spelling.spelling)
    yield Piece(Where.EVENT, image.event, None)
    for words in image.words.all():
        yield Piece(Where.ALTERNATIVE, words.alt, words.language)
        yield Piece(Where.CAPTION, words.caption, words.language)
        yield Piece(Where.CREDIT, words.credit, words.language)
        yield Piece(Where.CREDIT, words.rights, words.language)


def _of_attachment(attachment: Attachment) -> Iterator[Piece]:
    yield Piece(Where.TITLE, attachment.title, attachment.language)
    yield Piece(Where.FILE, attachment.name)
    yield Piece(Where.TRANSCRIPT, attachment.transcript, attachment.language)


def _of_page(text: PageText) -> Iterator[Piece]:
    """What is live and, where it is another wording, what was saved last."""
    latest = list(text.revisions.all())[-1:]
    for revision in dict.fromkeys(filter(None, (text.live, *latest))):
        yield Piece(Where.TITLE, revision.title, text.language)
        yield Piece(Where.BODY, revision.body, text.language)


_PIECES = {
    Edition: _of_edition,
    Person: _of_person,
    Image: _of_picture,
    Attachment: _of_attachment,
    PageText: _of_page,
}
