"""Pictures and attachments of a wording in words, so that two of them can be compared:
what a revision froze of each, and enough of its digest to tell it from another."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from publications.models import AttachmentUse, ImageRole, ImageUse, Revision
from publications.rendering.language_names import language_name

SHOWN_OF_DIGEST = 12


def lead_picture(revision: Revision) -> str:
    return _pictures(revision, ImageRole.LEAD)


def pictures_in_text(revision: Revision) -> str:
    return _pictures(revision, ImageRole.BODY)


def attachments(revision: Revision) -> str:
    uses = revision.attachment_uses.select_related("attachment")
    return "\n\n".join("\n".join(_of_attachment(use)) for use in uses)


def _pictures(revision: Revision, role: str) -> str:
    uses: Iterable[ImageUse] = revision.image_uses.filter(role=role)
    return "\n\n".join(
        "\n".join(_of_picture(use)) for use in uses.select_related("image")
    )


def _of_picture(use: ImageUse) -> Iterator[str]:
    image = use.image
    size = f"{image.width} × {image.height}"
    yield f"{image.name} ({size}, {image.digest[:SHOWN_OF_DIGEST]})"
    if use.decorative:
        yield _("Decorative: screen readers pass over it.")
    else:
        yield _line(_("Text alternative"), use.alt or _("none"))
    if use.caption:
        yield _line(_("Caption"), use.caption)
    if use.credit:
        yield _line(_("Credit"), use.credit)
    if use.printable:
        yield _("Newsrooms may print it.")


def _of_attachment(use: AttachmentUse) -> Iterator[str]:
    file = use.attachment
    kind, language = file.extension.upper(), language_name(use.language)
    yield f"{use.title} ({kind}, {language}, {file.digest[:SHOWN_OF_DIGEST]})"
    if use.transcript:
        yield _line(_("Transcript"), use.transcript)


def _line(label: str, words: str) -> str:
    return _("%(label)s: %(words)s") % {"label": label, "words": words}
