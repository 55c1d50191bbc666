"""Pictures of a text: which ones a body names, with which words they are shown."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications.models import (
    Delivery,
    Edition,
    Image,
    ImageRole,
    ImageUse,
    ImageWords,
    Task,
)

from .figures import figure

REFERENCE = re.compile(
    r"\(image:([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})", re.IGNORECASE
)

_WHERE_TO_SAY = {
    ImageRole.LEAD: gettext_lazy(
        "The lead picture “%(name)s” has no text alternative: say in its field on the "
        "text's page what it shows, or mark it in the library as decorative."
    ),
    ImageRole.BODY: gettext_lazy(
        "The picture “%(name)s” has no text alternative: say in the brackets of "
        "![…] or in the library what it shows, or mark it there as decorative."
    ),
}


class Shown:
    """The pictures that a body may show, by uuid, and those that it did show.

    Rendering calls it for each reference; the words are those of the uses.
    """

    def __init__(self, uses: Iterable[ImageUse]):
        self.uses = {str(use.image.uuid): use for use in uses}
        self.alternatives: dict[str, list[str]] = {}
        self.unknown: list[str] = []

    def __call__(self, uuid: str, alt: str) -> str | None:
        use = self.uses.get(uuid)
        if use is None:
            self.unknown.append(uuid)
            return None
        self.alternatives.setdefault(uuid, []).append(alt)
        return figure(use, alt or use.alt or "")

    def settled(self) -> list[ImageUse]:
        """What the body showed, each with the alternative that it is shown with: the
        library's wherever the body gives none."""
        for uuid, alternatives in self.alternatives.items():
            if all(alternatives):
                use = self.uses[uuid]
                use.alt, use.decorative = alternatives[0][:500], False
        return [self.uses[uuid] for uuid in self.alternatives]


def named_in(body: str, language: str) -> list[ImageUse]:
    """What a body in this language may show, with the words of the library now."""
    uuids = {UUID(found) for found in REFERENCE.findall(body)}
    if not uuids:
        return []
    images = Image.objects.filter(uuid__in=uuids).prefetch_related("words")
    return [_use(image, language, ImageRole.BODY) for image in images.order_by("pk")]


def lead(uuid: str, language: str) -> list[ImageUse]:
    """The lead picture of an edition in this language, if it has one."""
    images = Image.objects.filter(uuid=uuid) if uuid else Image.objects.none()
    known = images.prefetch_related("words")
    return [_use(image, language, ImageRole.LEAD) for image in known]


def _use(image: Image, language: str, role: str) -> ImageUse:
    words = image.words_in(language)
    return ImageUse(
        image=image,
        role=role,
        alt=words.alt,
        decorative=words.decorative,
        caption=words.caption,
        credit=words.credit,
        printable=words.printable,
    )


def take_over(uses: Iterable[ImageUse], frozen: Iterable[ImageUse]) -> None:
    """Give the uses the words of those that were frozen before."""
    known = {(use.image_id, use.role): use for use in frozen if use.alt is not None}
    for use in uses:
        if old := known.get((use.image_id, use.role)):
            for name in ("alt", "decorative", "caption", "credit", "printable"):
                setattr(use, name, getattr(old, name))


def have_sizes_made(edition: Edition, at: datetime) -> None:
    """Have the worker make every size of its pictures, before readers ask for them."""
    if edition.revision.image_uses.exists():
        Delivery.objects.create(
            task=Task.MAKE_RENDITIONS, edition=edition, created_at=at, due_at=at
        )


def without_alternative(uses: Iterable[ImageUse]) -> list[str]:
    """Say of each picture that nobody who can't see it learns what it shows."""
    return [
        _WHERE_TO_SAY[use.role] % {"name": use.image}
        for use in uses
        if use.lacks_alternative
    ]


def obstacles(edition: Edition, day: date, *, submitting: bool = False) -> list[str]:
    """What is wrong with the pictures of an edition that is to go out on a day."""
    uses = list(edition.revision.image_uses.select_related("image"))
    if submitting and any(use.alt is None for use in uses):
        return [_("Please save the text once more: its pictures are checked anew.")]
    return [*without_alternative(uses), *rights_ended(edition, day)]


def rights_ended(edition: Edition, day: date) -> list[str]:
    """Say which pictures may not be shown on a day, in the text's language."""
    ended = ImageWords.objects.filter(
        image__uses__revision=edition.revision_id,
        language=edition.text.language,
        rights_until__lt=day,
    )
    return [
        _("The rights to the picture “%(name)s” end on %(day)s.")
        % {"name": words.image, "day": words.rights_until.isoformat()}
        for words in ended.select_related("image").distinct()
    ]
