"""Writing: a publication begins, its drafts are saved, a live text is begun anew."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from publications import clock
from publications.models import (
    Account,
    Edition,
    ImportedFile,
    Kind,
    Publication,
    Relation,
    Revision,
    Stage,
    Text,
)

from . import record
from .act import acting
from .content import Content
from .refusals import NotPermitted, NotPossible
from .roles import permissions_of
from .storing import content_of, store


@dataclass(frozen=True)
class Source:
    """The file that a text came from; `digest` is of its decoded text (SHA-256)."""

    digest: str
    name: str = ""


@transaction.atomic
def create(
    kind: str,
    language: str,
    content: Content,
    *,
    by: Account,
    source: Source | None = None,
) -> Edition:
    """Begin a publication with its original text and the draft of its first edition.

    Raises NotPermitted, NotPossible where the source has become a text already, or
    ValidationError with one message a field.
    """
    if "save" not in permissions_of(by):
        raise NotPermitted(_("Your role does not include this."))
    content = content.cleaned(language)
    if kind not in Kind.values:
        raise ValidationError({"kind": _("Please say what kind of text it is.")})
    at = clock.database_now()
    publication = Publication.objects.create(kind=kind)
    text = Text.objects.create(
        publication=publication, language=language, relation=Relation.ORIGINAL
    )
    edition = Edition.objects.create(text=text, begun_at=at, begun_by=by)
    if source:
        _remember(source, text, at)
    store(content, edition, number=1, by=by, at=at)
    record.enter("create", by=by, at=at, edition=edition, language=language, kind=kind)
    return edition


def _remember(source: Source, text: Text, at: datetime) -> None:
    """Two imports of one file at the same instant: the constraint lets one through."""
    try:
        with transaction.atomic():
            ImportedFile.objects.create(
                digest=source.digest,
                language=text.language,
                name=source.name[:255],
                text=text,
                imported_at=at,
            )
    except IntegrityError as error:
        raise NotPossible(_("This text has been imported before.")) from error


def save(edition: Edition, content: Content, *, by: Account, version: int) -> Revision:
    """Save a new revision; every approval of the one before is void.

    Saving what is stored already does nothing. Raises ValidationError with one
    message a field, beside the refusals of every act.
    """
    content = content.cleaned(edition.text.language)
    stored = content_of(edition.revision)
    if not content.slug and content.title == stored.title:
        content = replace(content, slug=stored.slug)
    if content == stored:
        return edition.revision
    with acting("save", edition, by=by, version=version) as act:
        edition = act.edition
        number = edition.revision.number + 1
        edition.approvals.filter(voided_at=None).update(voided_at=act.at)
        if edition.stage == Stage.APPROVED:
            edition.stage = Stage.IN_REVIEW
            edition.save(update_fields=["stage"])
        act.details["revision"] = number
        return store(content, edition, number=number, by=by, at=act.at)


def revise(edition: Edition, *, by: Account, version: int) -> Edition:
    """Begin a new edition from the live one, which stays as it is."""
    with acting("revise", edition, by=by, version=version) as act:
        draft = Edition.objects.create(
            text=act.edition.text,
            begun_from=act.edition,
            begun_at=act.at,
            begun_by=by,
        )
        store(content_of(act.edition.revision), draft, number=0, by=by, at=act.at)
        act.edition = draft
        return draft
