"""From bytes to a draft: what stands behind the command and the desk's import."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from publications import workflow
from publications.models import Account, Edition, ImportedFile, Kind
from publications.workflow import Content, Signatory, Source

from .decoding import MAX_BYTES, decode
from .recognition import Recognised, recognise, recognise_byline

__all__ = ["MAX_BYTES", "Found", "Overrides", "Result", "recognise_bytes", "take_in"]

# The account in whose name the command imports; nobody can sign in with it.
IMPORTER = "import"


@dataclass(frozen=True)
class Overrides:
    """What the person says about a file, instead of what the text says."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    kind: str | None = None
    written_on: date | None = None


@dataclass(frozen=True)
class Found:
    """What was recognised in one file, and under which digest it is remembered."""

    text: Recognised
    source: Source
    kind: str
    language: str
    written_on: date | None = None

    def overridden(self, said: Overrides) -> "Found":
        """Return this with the person's word in place of what was recognised."""
        text = replace(
            self.text,
            title=said.title or self.text.title,
            outlet=said.outlet or self.text.outlet,
            signatories=(
                recognise_byline(said.author) if said.author else self.text.signatories
            ),
            language=said.language or self.text.language,
            kind=said.kind or self.text.kind,
        )
        return replace(
            self,
            text=text,
            kind=said.kind or self.kind,
            language=said.language or self.language,
            written_on=said.written_on,
        )

    def content(self) -> Content:
        return Content(
            title=self.text.title,
            body=self.text.body,
            signatories=tuple(
                Signatory(s.name, s.honorific, s.post) for s in self.text.signatories
            ),
            written_on=self.written_on,
        )

    def initial(self) -> dict[str, Any]:
        """Values for the desk's form."""
        return {
            "kind": self.kind,
            "language": self.language,
            "title": self.text.title,
            "body": self.text.body,
            "signatories": [
                {"honorific": s.honorific, "name": s.name, "post": s.post}
                for s in self.text.signatories
            ],
            "outlet": self.text.outlet,
            "presenting_sentence": self.text.presenting_sentence,
            "confirmed": bool(self.text.presenting_sentence),
            "source": self.source.digest,
        }

    def told(self) -> list[tuple[str, str]]:
        """(label, value) of everything recognised, and of what was not."""
        text, unknown = self.text, _("not recognised")
        signed = [
            (_("Byline"), " | ".join(filter(None, [s.honorific, s.name, s.post])))
            for s in text.signatories
        ]
        if "byline" in text.inflected:
            signed.append((_("Please check"), _("the byline stands in another case")))
        language = dict(settings.LANGUAGES)[self.language]
        return [
            (_("Title"), text.title or unknown),
            *(signed or [(_("Byline"), unknown)]),
            (_("Outlet"), text.outlet or unknown),
            (_("Presenting sentence"), text.presenting_sentence or unknown),
            (
                _("Language"),
                language if text.language else f"{unknown}, taken as {language}",
            ),
            (
                _("Kind"),
                Kind(self.kind).label
                if text.kind
                else f"{unknown}, taken as {Kind(self.kind).label}",
            ),
            (_("Written on"), str(self.written_on or unknown)),
            (
                _("Body"),
                _("%(paragraphs)d paragraphs, %(words)d words")
                % {"paragraphs": len(text.paragraphs), "words": text.words},
            ),
        ]


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


def recognise_bytes(data: bytes, *, name: str = "", markdown: bool = False) -> Found:
    """Decode and recognise; raises Unreadable with a sentence for people."""
    decoded = decode(data)
    text = recognise(decoded, markdown=markdown)
    return Found(
        text=text,
        source=Source(hashlib.sha256(decoded.encode()).hexdigest(), name),
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


@transaction.atomic
def take_in(found: Found, *, by: Account) -> Result:
    """Make a draft with its placement, or find the text that holds the file.

    The outlet's presenting sentence says that the text has appeared, so the placement
    counts as confirmed; without it somebody at the desk confirms.
    """
    if held := holder(found):
        return Result(held, found, held=True)
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
