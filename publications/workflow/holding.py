"""The hold after a restore: what would change with it gone, and lifting it.

A backup is older than the site was. Until somebody has looked, nothing that came due
since then becomes public, and no letter goes out a second time.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from publications import clock
from publications.models import Account, Delivery, Edition, Hold, Task

from . import record
from .act import Act, enter, refusals_on_record
from .locks import bump, hold, with_bundle
from .refusals import NotPermitted, NotPossible
from .release import scheduled_with, take_back
from .roles import permissions_of

# What an unsent letter says of itself, for whoever reads the table.
MAY_HAVE_GONE = "Not sent: it may have gone out before the restore."


def in_force() -> Hold | None:
    """The hold that the site stands still by: the oldest moment of all."""
    return Hold.objects.in_force().order_by("moment", "pk").first()


def going_out(held: Hold, at: datetime) -> QuerySet[Edition]:
    """What came due since the backup: public as soon as the hold is lifted."""
    due = Edition.objects.filter(live_from__gt=held.moment, live_from__lte=at)
    return due.select_related("text__publication", "revision__address", "bundle")


def ending(held: Hold, at: datetime) -> QuerySet[Edition]:
    """What readers see now and then no longer: a newer edition takes its place."""
    ended = Edition.objects.filter(live_from__lte=held.moment)
    ended = ended.filter(live_until__gt=held.moment, live_until__lte=at)
    return ended.select_related("text__publication", "revision__address")


def waiting_letters(held: Hold) -> QuerySet[Delivery]:
    """Mail that had not gone out at the backup's moment, and was due soon after it:
    nobody knows whether it went out before the restore."""
    due = Q(due_at__lte=held.restored_at, created_at__lte=held.restored_at)
    return Delivery.objects.filter(due, task=Task.MAIL, delivered_at=None)


def lift_hold(
    *,
    by: Account,
    seen: Iterable[int],
    taken_back: Iterable[int] = (),
    letters: bool = False,
) -> None:
    """Let the site go on, by somebody who has seen what becomes public by it.

    `seen`: the editions (pk) that the person was shown as going out; `taken_back`:
    those of them whose schedule is taken away instead, each with its bundle; `letters`:
    whether mail that waited is sent, though it may have been before.
    """
    with refusals_on_record("lift_hold", None, by), transaction.atomic():
        if "lift_hold" not in permissions_of(by):
            raise NotPermitted(_("Your role does not include this."))
        held = in_force()
        if held is None:
            raise NotPossible(_("The site is not held (any more)."))
        # First of all, as in every act: publications, texts, then the rest.
        due = list(going_out(held, clock.database_now()).order_by("pk"))
        hold(each for edition in due for each in with_bundle(edition))
        at = clock.database_now()
        due = list(going_out(held, at).order_by("pk"))
        if {edition.pk for edition in due} != set(seen):
            raise NotPossible(
                _("Other texts have come due since. Please look at the list again.")
            )
        back = set(taken_back)
        taken = _take_back([e for e in due if e.pk in back], held, by, at)
        unsent = 0 if letters else _leave_unsent(held, at)
        if not Hold.objects.in_force().update(lifted_at=at, lifted_by=by):
            raise NotPossible(_("The site is not held (any more)."))
        record.enter(
            "lift_hold",
            by=by,
            at=at,
            moment=held.moment.isoformat(),
            released=[str(e.uuid) for e in due if e.pk not in taken],
            taken_back=[str(e.uuid) for e in due if e.pk in taken],
            letters_unsent=unsent,
        )
        transaction.on_commit(clock.look_again)


def _take_back(
    editions: list[Edition], held: Hold, by: Account, at: datetime
) -> set[int]:
    """Take each schedule away with its bundle, the latest of a text first: as long as
    the hold stands, the database counts none of them as past."""
    taken: set[int] = set()
    for edition in sorted(editions, key=lambda each: each.live_from, reverse=True):
        for each in scheduled_with(edition, held.moment):
            if each.pk not in taken:
                act = Act(each, by, at)
                take_back(act)
                bump([each.text])
                enter("unschedule", act)
                taken.add(each.pk)
    return taken


def _leave_unsent(held: Hold, at: datetime) -> int:
    """Keep what may have gone out already from going out twice."""
    return waiting_letters(held).update(
        delivered_at=at, error=MAY_HAVE_GONE, leased_until=None
    )
