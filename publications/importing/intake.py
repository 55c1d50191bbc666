"""From bytes to a draft: what stands behind the command and the desk's import."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import PurePath

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from publications import attachments, workflow
from publications.models import Account, Edition, ImportedFile, Kind
from publications.workflow import Source

from . import documents, pictures
from .decoding import MAX_BYTES, Unreadable, decode
from .documents import left_out
from .found import Found, Overrides, Unclear
from .recognition import recognise

__all__ = [
    "MAX_BYTES",
    "MAX_FILE",
    "Found",
    "Overrides",
    "Result",
    "Unclear",
    "recognise_bytes",
    "recognise_file",
    "take_in",
    "with_pictures",
]

# A document with pictures is larger than any text.
MAX_FILE = attachments.MAX_DOCUMENT

# The account in whose name the command imports; nobody can sign in with it.
IMPORTER = "import"


@dataclass(frozen=True)
class Result:
    """A draft that was made, or (`held`) the text that holds this file already."""

    edition: Edition
    found: Found
    held: bool

    @property
    def address(self) -> str:
        return reverse("admin:publications_edition_change", args=[self.edition.pk])


def is_markdown(name: str) -> bool:
    return PurePath(name).suffix.lower() in (".md", ".markdown")


def recognise_file(data: bytes, *, name: str = "", markdown: bool = False) -> Found:
    """Recognise a Word document, a web page or a text; raises Unreadable."""
    if documents.is_word(data):
        document = documents.read_word(data)
    elif documents.is_page(data, name):
        document = documents.read_page(data)
    else:
        return recognise_bytes(data, name=name, markdown=markdown)
    if not document.markdown.strip():
        raise Unreadable(_("There are no words in the file that could be taken."))
    return replace(
        _recognised(document.markdown, name, markdown=True),
        pictures=document.pictures,
        left_out=tuple(left_out.told(document.left_out)),
    )


def recognise_bytes(data: bytes, *, name: str = "", markdown: bool = False) -> Found:
    """Decode and recognise; raises Unreadable with a sentence for people."""
    return _recognised(decode(data), name, markdown=markdown)


def _recognised(source: str, name: str, *, markdown: bool) -> Found:
    text = recognise(source, markdown=markdown)
    return Found(
        text=text,
        source=Source(hashlib.sha256(source.encode()).hexdigest(), name),
        kind=text.kind or Kind.OP_ED,
        language=text.language or settings.LANGUAGE_CODE,
    )


def holder(found: Found) -> Edition | None:
    """Return the latest edition of the text that this file has become, if any."""
    held = (
        ImportedFile.objects.filter(digest=found.source.digest, language=found.language)
        .select_related("text")
        .first()
    )
    return held and held.text.editions.order_by("-id").first()


def with_pictures(found: Found, *, by: Account) -> Found:
    """Take the document's pictures into the library, and have the body name them."""
    body, sentences = pictures.taken_in(
        found.text.body, found.pictures, found.source.name, by=by
    )
    return replace(
        found,
        text=replace(found.text, source=body) if found.pictures else found.text,
        pictures=(),
        left_out=(*found.left_out, *sentences),
    )


def take_in(found: Found, *, by: Account) -> Result:
    """Make a draft with its placement, or find the text that holds the file.

    The outlet's presenting sentence says that the text has appeared, so the placement
    counts as confirmed; without it somebody at the desk confirms. Raises Unclear for a
    name that may be a known person's.
    """
    if held := holder(found):
        return Result(held, found, held=True)
    found.ask_who_is_meant()
    # Outside the transaction: a picture that is taken in stays in the library.
    return _made(with_pictures(found, by=by), by)


@transaction.atomic
def _made(found: Found, by: Account) -> Result:
    edition = workflow.create(
        found.kind, found.language, found.content(), by=by, source=found.source
    )
    if found.text.outlet:
        workflow.place(
            edition,
            found.text.outlet,
            by=by,
            presenting_sentence=found.text.presenting_sentence,
            confirmed=bool(found.text.presenting_sentence),
        )
    return Result(edition, found, held=False)


def importer() -> Account:
    """Return the command's own account: a drafter that can't sign in."""
    account, made = Account.objects.get_or_create(
        username=IMPORTER, defaults={"first_name": "Import", "is_staff": False}
    )
    if made:
        account.set_unusable_password()
        account.save()
        account.groups.add(Group.objects.get(name="Drafter"))
    return account
