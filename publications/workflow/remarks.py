"""Remarks: what editors say to one another about an edition.

A remark leaves the text alone: it makes nobody a contributor, and no page stale.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from publications import clock, search
from publications.models import Account, Edition, Remark

from . import notices, record
from .act import fresh, refusals_on_record, require
from .content import tidy, too_long, unfit_characters
from .refusals import NotPossible, Unfilled

MAX_REMARK = 4000
MAX_QUOTATION = 1000


def remark(
    edition: Edition,
    body: str,
    *,
    by: Account,
    quotation: str = "",
    answers: Remark | None = None,
) -> Remark:
    """Remark on an edition, or on a passage of it; an answer joins its thread.

    Writers and everybody in the thread are told.
    """
    with refusals_on_record("remark", edition, by), transaction.atomic():
        require("remark", edition, by=by)
        edition = fresh(edition)
        made = Remark.objects.create(
            edition=edition,
            answers=_thread(answers, edition),
            quotation=_quoted(_tidied(quotation, MAX_QUOTATION), edition),
            body=_said(_tidied(body, MAX_REMARK)),
            written_at=clock.database_now(),
            written_by=by,
        )
        search.keep(edition)
        notices.remarked(made)
        first = made.answers or made
        record.enter(
            "remark",
            by=by,
            at=made.written_at,
            edition=edition,
            remark=made.uuid,
            thread=first.uuid,
        )
    return made


def resolve_remark(remark: Remark, *, by: Account) -> Remark:
    """Settle the thread that a remark belongs to; it stays to be read."""
    first, edition = remark.answers or remark, remark.edition
    with refusals_on_record("resolve_remark", edition, by), transaction.atomic():
        require("remark", edition, by=by)
        at = clock.database_now()
        # Two people at once: the condition lets one of them resolve it.
        open_thread = Remark.objects.filter(pk=first.pk, resolved_at=None)
        if not open_thread.update(resolved_at=at, resolved_by=by):
            raise NotPossible(_("This remark has been resolved already."))
        record.enter(
            "resolve_remark",
            by=by,
            at=at,
            edition=fresh(edition),
            remark=first.uuid,
        )
    first.refresh_from_db()
    return first


def _tidied(words: str, limit: int) -> str:
    words = tidy(words)
    if fault := unfit_characters(words) or too_long(words, limit):
        raise NotPossible(fault)
    return words


def _said(body: str) -> str:
    if not body:
        raise Unfilled(_("Please write the remark first."), field="body")
    return body


def _quoted(quotation: str, edition: Edition) -> str:
    """A passage is copied from the page or the writing field: spaces don't count."""
    if not quotation:
        return ""
    revision = edition.revision
    read, written = revision.rendering.text, revision.body
    if not any(_spaced(quotation) in _spaced(text) for text in (read, written)):
        raise NotPossible(_("The text as it stands now does not hold this passage."))
    return quotation


def _thread(answers: Remark | None, edition: Edition) -> Remark | None:
    """A thread has one level: whoever answers an answer joins the first remark."""
    if answers is None:
        return None
    if answers.edition_id != edition.pk:
        raise NotPossible(_("That remark is about another edition."))
    return answers.answers or answers


def _spaced(text: str) -> str:
    return " ".join(text.split())
