"""Release: now, at a moment to come, or as a record of the past."""

from datetime import datetime

from django.utils.translation import gettext as _

from publications.models import Account, Change, Edition

from . import notices
from .act import Act, acting
from .ledger import set_start
from .refusals import NotPossible
from .rules import PASSED_BEFORE


def release(
    edition: Edition,
    *,
    by: Account,
    version: int,
    change: str = "",
    public_note: str = "",
) -> Edition:
    """Make an approved edition public at this second.

    An edition that follows a live one needs the kind of change and, unless it is
    technical, a public note.
    """
    with acting("release", edition, by=by, version=version) as act:
        _say_what_changed(act, change, public_note)
        set_start(act.edition, act.at)
        notices.released(act)
    return act.edition


def schedule(
    edition: Edition,
    moment: datetime,
    *,
    by: Account,
    version: int,
    change: str = "",
    public_note: str = "",
) -> Edition:
    """Let an approved edition become public at a whole minute to come."""
    with acting("schedule", edition, by=by, version=version) as act:
        _check_is_to_come(moment, act.at)
        _say_what_changed(act, change, public_note)
        set_start(act.edition, moment)
        act.details["moment"] = moment.isoformat()
        notices.scheduled(act)
    return act.edition


def reschedule(
    edition: Edition, moment: datetime, *, by: Account, version: int
) -> Edition:
    """Move a release that is still to come."""
    with acting("reschedule", edition, by=by, version=version) as act:
        _check_is_to_come(moment, act.at)
        act.details.update(
            {"from": act.edition.live_from.isoformat(), "moment": moment.isoformat()}
        )
        set_start(act.edition, moment)
        notices.scheduled(act)
    return act.edition


def unschedule(edition: Edition, *, by: Account, version: int) -> Edition:
    """Take back a release that is still to come; the edition before stays open."""
    with acting("unschedule", edition, by=by, version=version) as act:
        act.details["moment"] = act.edition.live_from.isoformat()
        set_start(act.edition, None)
        notices.unscheduled(act)
    return act.edition


def record_release(
    edition: Edition, moment: datetime, *, by: Account, version: int, note: str
) -> Edition:
    """Give a first edition a moment of the past, flagged on the record.

    The one exception to "the past never changes": for a former site's archive and
    demonstration content. Four eyes hold as for every release.
    """
    with acting("record_release", edition, by=by, version=version, note=note) as act:
        if moment >= act.at:
            raise NotPossible(_("A recorded release lies in the past."))
        act.edition.recorded = True
        set_start(act.edition, moment)
        act.details["moment"] = moment.isoformat()
    return act.edition


def _check_is_to_come(moment: datetime, at: datetime) -> None:
    if moment.second or moment.microsecond:
        raise NotPossible(_("A release is scheduled to the minute."))
    if moment - at <= PASSED_BEFORE:
        raise NotPossible(_("That moment has passed. Please choose a later one."))


def _say_what_changed(act: Act, change: str, public_note: str) -> None:
    if act.edition.begun_from_id is None:
        return
    if change not in Change.values:
        raise NotPossible(_("Please say what kind of change this edition makes."))
    if change != Change.TECHNICAL and not public_note.strip():
        raise NotPossible(_("Please tell readers in the public note what changed."))
    act.edition.change = change
    act.edition.public_note = public_note.strip()
    act.details["change"] = change
