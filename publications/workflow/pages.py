"""Pages of the site itself: written, and released by somebody who wrote none of it.

The same promise as for texts, in small: a draft beside what is live, every save kept,
four eyes, and each act on the record. Tests: tests/workflow/test_pages.py.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from publications import clock, search, site_languages
from publications.models import Account, AuditEntry, Page, PageRevision, PageText
from publications.rendering.slugs import clean_slug

from . import record
from .act import refusals_on_record
from .clearance import eyes_of
from .content import too_long, unfit_characters
from .refusals import NotPermitted, NotPossible, Stale
from .roles import permissions_of

MAX_TITLE, MAX_BODY = 150, 50_000
SHOWN_ENTRIES = 50
_PICTURE = re.compile(r"!\[[^\]]*\]\(image:")


def begin_page(
    slug: str,
    language: str,
    *,
    title: str,
    body: str,
    by: Account,
    position: int | None = None,
) -> PageText:
    """Begin a page, or its text in another language, with its first draft.

    `position`: among the site's pages; without one it is the last. Raises
    NotPermitted, NotPossible where the page has a text in this language, or
    ValidationError with one message a field.
    """
    with refusals_on_record("begin_page", None, by), transaction.atomic():
        record.wait_for_turn()
        _require("save", by, first=not Page.objects.filter(slug=slug).exists())
        said = _cleaned(title, body)
        try:
            slug = clean_slug(slug)
        except ValueError as error:
            raise ValidationError({"slug": str(error)}) from error
        if position is None:
            position = Page.objects.count()
        if not site_languages.is_offered(language):
            raise ValidationError(
                {"language": _("Please choose one of the site's languages.")}
            )
        page, _made = Page.objects.get_or_create(
            slug=slug, defaults={"position": position}
        )
        try:
            with transaction.atomic():
                text = PageText.objects.create(page=page, language=language)
        except IntegrityError as error:
            raise NotPossible(
                _("This page has a text in this language already.")
            ) from error
        at = clock.database_now()
        _enter("begin_page", text, _store(text, 1, *said, by, at), by, at)
        return text


def save_page(
    text: PageText, *, title: str, body: str, by: Account, version: int
) -> PageRevision:
    """Save another draft; what is live stays. Saving the same again does nothing."""
    said = _cleaned(title, body)
    latest = text.latest
    if said == (latest.title, latest.body):
        return latest
    with _acting("save_page", text, "save", by, version) as at:
        revision = _store(text, text.latest.number + 1, *said, by, at)
        _enter("save_page", text, revision, by, at)
        return revision


def release_page(text: PageText, *, by: Account, version: int) -> PageText:
    """Make the newest draft live."""
    with _acting("release_page", text, "release", by, version) as at:
        if reason := page_obstacle(text, by):
            raise NotPossible(reason)
        text.live, text.live_since, text.released_by = text.latest, at, by
        text.save(update_fields=["live", "live_since", "released_by"])
        _enter("release_page", text, text.live, by, at)
        return text


def withdraw_page(text: PageText, *, by: Account, version: int) -> PageText:
    """Take a page off the site; its drafts stay."""
    with _acting("withdraw_page", text, "withdraw", by, version) as at:
        if text.live is None:
            raise NotPossible(_("This page is not public."))
        taken, text.live = text.live, None
        text.live_since = text.released_by = None
        text.save(update_fields=["live", "live_since", "released_by"])
        _enter("withdraw_page", text, taken, by, at)
        return text


def writes_page(text: PageText, by: Account) -> bool:
    """Whether this person's roles let them write the page in this language."""
    try:
        _require("save", by, first=_is_first(text))
    except NotPermitted:
        return False
    return True


def page_obstacle(text: PageText, by: Account) -> str:
    """Say why this person can't release the newest draft, or return ""."""
    if text.live_id == text.latest.pk:
        return _("What is public is this very wording.")
    if any(eyes_of(each) == eyes_of(by) for each in _contributors(text)):
        return _("You wrote in this page: somebody else must release it.")
    return ""


def page_history(text: PageText) -> list[AuditEntry]:
    """What the record tells of a page in its language, the latest first."""
    entries = AuditEntry.objects.filter(publication=text.uuid)
    return list(entries.order_by("-sequence")[:SHOWN_ENTRIES])


def page_faults() -> Iterator[str]:
    """A sentence for each page that isn't as the record tells of it."""
    for text in PageText.objects.select_related("page", "live"):
        name = f"The page {text}"
        acts = AuditEntry.objects.filter(publication=text.uuid).order_by("sequence")
        told = [(entry.act, json.loads(entry.details)) for entry in acts]
        kept = {details["sha256"] for _act, details in told if "sha256" in details}
        for revision in text.revisions.all():
            if revision.digest != revision.computed_digest():
                yield f"{name}, save {revision.number}, was changed after it was saved."
            if revision.digest not in kept:
                yield f"{name}, save {revision.number}, is not on the record."
        let_out = [t for t in told if t[0] in ("release_page", "withdraw_page")]
        act, details = let_out[-1] if let_out else ("", {})
        public = details.get("sha256") if act == "release_page" else None
        if public != (text.live and text.live.digest):
            yield f"{name} is public otherwise than the record tells."


def _contributors(text: PageText) -> list[Account]:
    """Who saved anything since the wording that is live."""
    since = text.live.number if text.live else 0
    revisions = text.revisions.filter(number__gt=since).select_related("saved_by")
    return list({revision.saved_by for revision in revisions})


@contextmanager
def _acting(
    name: str, text: PageText, permission: str, by: Account, version: int
) -> Iterator[datetime]:
    """Run an act's body under the lock of the page's text."""
    with refusals_on_record(name, None, by), transaction.atomic():
        _require(permission, by, first=_is_first(text))
        hit = PageText.objects.filter(pk=text.pk, version=version)
        if not hit.update(version=F("version") + 1):
            raise Stale(_("Somebody else has changed this page since you opened it."))
        text.refresh_from_db()
        yield clock.database_now()


def _is_first(text: PageText) -> bool:
    return text.page.texts.order_by("pk").first() == text


def _require(permission: str, by: Account, *, first: bool) -> None:
    """Translators write every language of a page but its first."""
    permissions = permissions_of(by)
    translates = permission == "save" and not first and "translate" in permissions
    if permission not in permissions and not translates:
        raise NotPermitted(_("Your role does not include this."))


def _cleaned(title: str, body: str) -> tuple[str, str]:
    """NFC, `\\n` line ends. Raises ValidationError with one message a field."""
    title, body = (
        unicodedata.normalize("NFC", words.replace("\r\n", "\n")).strip()
        for words in (title, body)
    )
    errors = {}
    for name, words, limit in (("title", title, MAX_TITLE), ("body", body, MAX_BODY)):
        if not words:
            errors[name] = _("Please write something here.")
        elif fault := too_long(words, limit) or unfit_characters(words):
            errors[name] = fault
    if "body" not in errors and _PICTURE.search(body):
        errors["body"] = _("A page of the site shows no pictures of the library.")
    if errors:
        raise ValidationError(errors)
    return title, body


def _store(
    text: PageText, number: int, title: str, body: str, by: Account, at: datetime
) -> PageRevision:
    revision = PageRevision(
        text=text, number=number, title=title, body=body, saved_at=at, saved_by=by
    )
    revision.digest = revision.computed_digest()
    revision.save(force_insert=True)
    return revision


def _enter(
    act: str, text: PageText, revision: PageRevision, by: Account, at: datetime
) -> None:
    search.keep(text)
    record.enter(
        act,
        by=by,
        at=at,
        publication=text,
        page=text.page.slug,
        language=text.language,
        revision=revision.number,
        sha256=revision.digest,
    )
