"""What is typed and not saved yet, kept beside the text; and who has it open.

Neither is an act: the text's lock is not taken, no version moves, nothing is entered
in the record. Every few seconds of typing would stand there otherwise, and each would
make everybody else's page stale. Permission and circle are asked as for a save.
"""

import json
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from publications import clock
from publications.models import OPEN_STAGES, Account, Autosave, Edition, Presence
from publications.models.autosave import Typed

from .act import require
from .refusals import NotPermitted, NotPossible
from .roles import permissions_of

MAX_BYTES = 2 * 1024 * 1024
# A page with the script says every 20 seconds that it is open; without, only once.
HERE = timedelta(seconds=60)
OPENED = timedelta(minutes=10)
# Of rows that have run out, so many go with each word of a page.
CLEARED = 50
SHOWN = 20


def autosave(
    edition: Edition | None,
    typed: Typed,
    *,
    by: Account,
    page: str,
    based_on: int | None = None,
) -> Autosave:
    """Keep what somebody has typed on a page (of no edition: for a new text).

    Overwrites what the same page kept before. Raises NotPermitted, or NotPossible:
    where it is too much, the text is not being written any more, or another page of
    theirs has kept something, which is never overwritten. Refusals are told, and not
    entered in the record: a page left open would fill it.
    """
    told = json.dumps(typed)
    if (
        len(told) > 3 * MAX_BYTES
    ):  # a letter of Chinese is six of these, and three bytes
        raise NotPossible(too_much())
    _require(edition, by)
    at = clock.ticking()
    kept = {"typed": told, "saved_at": at, "based_on": _revision(edition, based_on)}
    mine = Autosave.objects.filter(edition=edition, user=by)
    with transaction.atomic():
        if mine.filter(page=page).update(**kept):
            return mine.get()
        try:
            with transaction.atomic():
                return Autosave.objects.create(
                    edition=edition, user=by, page=page, **kept
                )
        except IntegrityError as error:
            raise NotPossible(
                _(
                    "There is unsaved text of yours from another page already. It is "
                    "not overwritten: restore it or throw it away on this text's page."
                )
            ) from error


def _require(edition: Edition | None, by: Account) -> None:
    if edition is None:
        if "save" not in permissions_of(by):
            raise NotPermitted(_("Your role does not include this."))
        return
    require("save", edition, by=by)
    if edition.stage not in OPEN_STAGES:
        raise NotPossible(_("This text can't be changed any more."))


def _revision(edition: Edition | None, based_on: int | None):
    """The revision that the page showed, if it is one of this edition's."""
    if edition is None or based_on is None:
        return None
    return edition.revisions.filter(pk=based_on).first()


def too_much() -> str:
    return _("This is too much to be kept while you type: at most %(size)d MB.") % {
        "size": MAX_BYTES >> 20
    }


def autosaved(edition: Edition | None, *, by: Account) -> Autosave | None:
    """What this person has typed there and not saved; nobody else is ever told."""
    return Autosave.objects.filter(edition=edition, user=by).first()


def unsaved_of(by: Account, at: datetime) -> QuerySet[Autosave]:
    """All that this person has typed and not saved; of texts only those that they may
    see still, with what a line tells of them."""
    seen = Edition.objects.visible_to(by, at)
    mine = Autosave.objects.filter(user=by)
    return (
        mine.filter(Q(edition=None) | Q(edition__in=seen.values("pk")))
        .select_related("edition__text__publication", "edition__revision__saved_by")
        .select_related("edition__reviewing_by")
        .defer("edition__revision__body", "edition__revision__byline")
    )


def forget_autosave(edition: Edition | None, *, by: Account, page: str) -> None:
    """What was typed on that page is saved, or thrown away by whoever typed it."""
    Autosave.objects.filter(edition=edition, user=by, page=page).delete()


def close_autosaves(edition: Edition) -> None:
    """Within an act that ends the writing of an edition: nothing waits for a save."""
    edition.autosaves.all().delete()


# --- Who has it open ------------------------------------------------------------------


def note_presence(
    edition: Edition,
    *,
    by: Account,
    at: datetime,
    has_unsaved: bool = False,
    opened: bool = False,
) -> None:
    """Say that somebody whom the caller let see the text has it open. `opened`: by a
    page of which it isn't known whether it will say so again."""
    here = Presence(
        edition=edition,
        user=by,
        last_seen_at=at,
        here_until=at + (OPENED if opened else HERE),
        has_unsaved=has_unsaved,
    )
    Presence.objects.bulk_create(
        [here],
        update_conflicts=True,
        unique_fields=["edition", "user"],
        update_fields=["last_seen_at", "here_until", "has_unsaved"],
    )
    gone = Presence.objects.filter(here_until__lt=at).order_by("here_until")
    Presence.objects.filter(pk__in=gone.values("pk")[:CLEARED]).delete()


def others_here(edition: Edition, *, by: Account, at: datetime) -> list[Presence]:
    """Who else has it open, those first who came last. A circle that has been drawn
    closer meanwhile tells of nobody outside."""
    here = edition.presences.filter(here_until__gte=at, user__is_active=True).exclude(
        user=by
    )
    publication = edition.text.publication
    if publication.limited:
        admissions = publication.admissions
        in_roles = Account.objects.filter(groups__in=admissions.values("group"))
        here = here.filter(
            Q(user__in=admissions.exclude(account=None).values("account"))
            | Q(user__in=in_roles.values("pk"))
        )
    return list(here.select_related("user").order_by("-last_seen_at")[:SHOWN])
