"""Writing: a publication begins, its drafts are saved, a live text is begun anew."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from publications import clock, site_languages
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
from .act import acting, refusals_on_record, require
from .autosaving import close_autosaves
from .content import Content
from .following import source_of
from .locks import hold
from .offices import in_language
from .refusals import NotPermitted, NotPossible
from .release import back_to_review
from .review import void_all
from .roles import permissions_of
from .rules import latest_released, obstacle
from .storing import content_of, store, words_are_those_of


@dataclass(frozen=True)
class Source:
    """The file that a text came from; `digest` is of its decoded text (SHA-256)."""

    digest: str
    name: str = ""


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
    with refusals_on_record("create", None, by), transaction.atomic():
        if "save" not in permissions_of(by):
            raise NotPermitted(_("Your role does not include this."))
        return _create(kind, language, content, by, source)


def _create(
    kind: str, language: str, content: Content, by: Account, source: Source | None
) -> Edition:
    if not site_languages.is_offered(language):
        raise ValidationError(
            {"language": _("Please choose one of the site's languages.")}
        )
    content = content.cleaned(language)
    if kind not in Kind.values:
        raise ValidationError({"kind": _("Please say what kind of text it is.")})
    content.check_fits(kind)
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
    content.check_fits(edition.text.publication.kind)
    stored = content_of(edition.revision)
    if not content.slug and content.title == stored.title:
        content = replace(content, slug=stored.slug)
    if not content.follows:
        content = replace(content, follows=stored.follows)
    language = edition.text.language
    if content == stored and words_are_those_of(edition.revision, content, language):
        return edition.revision
    with acting("save", edition, by=by, version=version) as act:
        edition = act.edition
        number = edition.revision.number + 1
        void_all(act)
        back_to_review(act)
        act.details["revision"] = number
        return store(content, edition, number=number, by=by, at=act.at)


def check_writable(edition: Edition, *, by: Account) -> None:
    """Refuse a save of whatever was typed as `save` would, once the text isn't open."""
    with refusals_on_record("save", edition, by):
        require("save", edition, by=by)
        if reason := obstacle("save", edition, by=by, at=clock.moment()):
            raise NotPossible(reason)


def revise(edition: Edition, *, by: Account, version: int) -> Edition:
    """Begin a new edition from the live one, which stays as it is."""
    with acting("revise", edition, by=by, version=version) as act:
        draft = Edition.objects.create(
            text=act.edition.text,
            begun_from=act.edition,
            begun_at=act.at,
            begun_by=by,
        )
        live = act.edition.revision
        store(content_of(live), draft, number=0, by=by, at=act.at, copied=live)
        act.edition = draft
        return draft


def translate(
    edition: Edition, language: str, relation: str, *, by: Account
) -> Edition:
    """Begin a publication's text in another language, with the same signatories."""
    with refusals_on_record("translate", edition, by), transaction.atomic():
        require("translate", edition, by=by)
        publication = edition.text.publication
        texts = hold([publication])
        if not site_languages.is_offered(language):
            raise NotPossible(_("Please choose one of the site's languages."))
        if language in {text.language for text in texts}:
            raise NotPossible(_("There is a text in this language already."))
        if relation not in (Relation.OFFICIAL, Relation.COURTESY):
            raise NotPossible(_("Please say how it stands to the original."))
        at = clock.database_now()
        text = Text.objects.create(
            publication=publication, language=language, relation=relation
        )
        draft = Edition.objects.create(text=text, begun_at=at, begun_by=by)
        known = content_of(edition.revision)
        source = source_of(draft, at)
        content = Content(
            signatories=tuple(in_language(known.signatories, language)),
            written_on=known.written_on,
            place=known.place,
            event=known.event,
            fidelity=known.fidelity,
            lead=known.lead,
            follows=source.reference if source else "",
        ).cleaned(language)
        store(content, draft, number=0, by=by, at=at)
        record.enter("translate", by=by, at=at, edition=draft, language=language)
        return draft


def catch_up(edition: Edition, *, by: Account, version: int) -> Edition:
    """Say that one has compared the draft with the edition that went live since; every
    approval is void, for it was given against the older one."""
    with acting("catch_up", edition, by=by, version=version) as act:
        act.edition.caught_up_with = latest_released(act.edition, act.at)
        act.edition.save(update_fields=["caught_up_with"])
        void_all(act)
        back_to_review(act)
    return act.edition


def discard(edition: Edition, *, by: Account, version: int, note: str = "") -> Edition:
    """End a draft that is not to be; it stays on the record."""
    with acting("discard", edition, by=by, version=version, note=note.strip()) as act:
        void_all(act)
        act.edition.stage = Stage.DISCARDED
        act.edition.awaits = act.edition.bundle = act.edition.reviewing_by = None
        act.edition.save(update_fields=["stage", "awaits", "bundle", "reviewing_by"])
        close_autosaves(act.edition)
    return act.edition
