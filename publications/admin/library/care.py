"""What somebody must see to in the library: told of each, asked for in its lists."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from publications.models import Attachment, Image, ImageUse, ImageWords, Person
from publications.rendering.days import in_words

SOON = timedelta(days=30)

Badge = tuple[str, str]  # (class, words)


def with_care(images: QuerySet[Image]) -> QuerySet[Image]:
    """With all that `of_picture` tells of, so that a list asks once."""
    of_it = OuterRef("pk")
    is_used = Exists(ImageUse.objects.filter(image=of_it))
    is_portrait = Exists(Person.objects.filter(portrait=of_it))
    return images.annotate(
        is_used=is_used | is_portrait,
        is_replaced=Exists(Image.objects.filter(replaces=of_it)),
    ).prefetch_related("words")


def lacking_alternative(images: QuerySet[Image], language: str) -> QuerySet[Image]:
    """Of which neither is said what they show, nor that they say nothing."""
    said = ImageWords.objects.filter(image=OuterRef("pk"), language=language)
    return images.filter(~Exists(said.filter(Q(decorative=True) | ~Q(alt=""))))


def rights_ending(images: QuerySet[Image], today: date) -> QuerySet[Image]:
    """Whose rights have ended in some language, or will soon."""
    ending = ImageWords.objects.filter(
        image=OuterRef("pk"), rights_until__lte=today + SOON
    )
    return images.filter(Exists(ending))


def of_picture(image: Image, today: date) -> Iterator[Badge]:
    """Asks the database of nothing that `with_care` hasn't fetched."""
    words = image.words_in(settings.LANGUAGE_CODE)
    if not (words.alt or words.decorative):
        yield "no-alternative", _("No text alternative")
    ends = [words.rights_until for words in image.words.all() if words.rights_until]
    if ends and min(ends) < today:
        yield "rights-ended", _("Rights have ended")
    elif ends and min(ends) <= today + SOON:
        told = {"day": in_words(min(ends))}
        yield "rights-ending", _("Rights end on %(day)s") % told
    if image.is_replaced:
        yield "replaced-picture", _("Replaced by a newer one")
    if not image.is_used:
        yield "unused", _("Not used")


def lacking_transcript(attachments: QuerySet[Attachment]) -> QuerySet[Attachment]:
    return attachments.filter(mime__startswith="audio/", transcript="")


def of_attachment(attachment: Attachment) -> Iterator[Badge]:
    """As `of_picture`; `in_texts` is counted by the list."""
    if attachment.is_recording and not attachment.transcript:
        yield "no-alternative", _("No transcript")
    if not attachment.in_texts:
        yield "unused", _("Not used")
