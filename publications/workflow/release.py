"""Release: now, at a moment to come, in an emergency, or as a record of the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from publications import zones
from publications.models import Account, Approval, Change, Edition, Stage

from . import alerts, notices
from .act import Act, acting, acting_widely, enter, fresh, require
from .checking import Asked, barred
from .clearance import cleared
from .content import tidy, unfit_characters
from .ledger import set_start
from .locks import bump, claim, with_bundle
from .pictures import have_sizes_made, rights_ended
from .refusals import NotPossible, Unfilled
from .rules import PASSED_BEFORE, obstacle, under_embargo


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
        say_what_changed(act, change, public_note)
        act.edition.awaits = None
        go_out_now(act)
    return act.edition


def release_emergency(
    edition: Edition,
    *,
    by: Account,
    version: int,
    reason: str,
    change: str = "",
    public_note: str = "",
) -> Edition:
    """Make a text public that isn't fully approved, and say why.

    Never without the approval of who signs it, and never before its embargo. It is
    flagged until somebody who neither wrote nor released it approves afterwards.
    """
    note = reason.strip()
    name = "release_emergency"
    with acting(name, edition, by=by, version=version, note=note) as act:
        if not note:
            raise Unfilled(_("An emergency release needs a reason."), field="reason")
        say_what_changed(act, change, public_note)
        act.edition.emergency = True
        set_start(act.edition, act.at)
        have_sizes_made(act.edition, act.at)
        notices.released_in_emergency(act)
        alerts.alert(
            "emergency_release",
            act.at,
            act.edition.title,
            key=str(act.edition.uuid),
            by=alerts.named(by),
            reason=note,
            address=settings.SITE_URL + act.edition.get_absolute_url(),
        )
        notices.original_changed(act)
    return act.edition


def schedule(
    edition: Edition,
    moment: datetime,
    *,
    by: Account,
    version: int,
    wall: tuple[str, str] = ("", ""),
    change: str = "",
    public_note: str = "",
) -> Edition:
    """Let an approved edition become public at a whole minute to come.

    `wall`: the wall time that was typed ("2027-03-28T10:00") and its zone.
    """
    with acting("schedule", edition, by=by, version=version) as act:
        check_is_to_come(moment, act)
        say_what_changed(act, change, public_note)
        act.edition.awaits = None  # a moment takes the place of waiting
        go_out_at(act, moment, wall)
    return act.edition


def reschedule(
    edition: Edition,
    moment: datetime,
    *,
    by: Account,
    version: int,
    wall: tuple[str, str] = ("", ""),
) -> Edition:
    """Move a release that is still to come; with a bundle, all of it."""
    with _on_schedule("reschedule", edition, by=by, version=version) as (act, acts):
        for each in acts:
            require("reschedule", each.edition, by=by)
            check_is_to_come(moment, each)
            each.details["from"] = each.edition.live_from.isoformat()
        # One after the other, a bundle would have two moments in between.
        together = Edition.objects.filter(pk__in=[each.edition.pk for each in acts])
        bundle = act.edition.bundle
        together.update(bundle=None)
        for each in acts:
            go_out_at(each, moment, wall)
        together.update(bundle=bundle)
    return act.edition


def unschedule(edition: Edition, *, by: Account, version: int) -> Edition:
    """Take back a release that is still to come; the edition before stays open.

    With a bundle, all of it. What waits for its outlet waits no more.
    """
    with _on_schedule("unschedule", edition, by=by, version=version) as (act, acts):
        for each in acts:
            take_back(each)
    return act.edition


def record_release(
    edition: Edition, moment: datetime, *, by: Account, version: int, note: str
) -> Edition:
    """Give a first edition a moment of the past, flagged on the record.

    The one exception to "the past never changes": for a former site's archive and
    demonstration content. Clearance holds as for every release.
    """
    with acting("record_release", edition, by=by, version=version, note=note) as act:
        went_out_at(act, moment)
    return act.edition


def take_back(act: Act) -> None:
    """Take a schedule away within an act, with its warnings; tell the writers."""
    edition = act.edition
    if edition.live_from:
        act.details["moment"] = edition.live_from.isoformat()
        set_start(edition, None)
        if edition.stage == Stage.DISCARDED:
            act.details["discarded"] = True
    elif edition.awaits_id:
        act.details["awaited"] = edition.awaits.outlet.name
        edition.awaits = None
        edition.save(update_fields=["awaits"])
    notices.drop_warnings(edition)
    notices.unscheduled(act)


def take_back_whole(edition: Edition, act: Act) -> None:
    """Take back what stands in an act's way, with its bundle: an entry for each."""
    for each in scheduled_with(fresh(edition), act.at):
        if each.live_from or each.awaits_id:
            taken = Act(each, act.by, act.at)
            take_back(taken)
            bump([each.text])
            enter("unschedule", taken)


def scheduled_with(edition: Edition, at: datetime) -> list[Edition]:
    """All editions whose schedule stands or falls with this one's."""
    if edition.bundle_id is None or edition.live_from is None:
        return [edition]
    bundled = Edition.objects.filter(bundle=edition.bundle_id, live_from__gt=at)
    return list(
        bundled.select_related(
            "text__publication", "revision__address", "bundle"
        ).order_by("text_id")
    )


@contextmanager
def _on_schedule(
    name: str, edition: Edition, *, by: Account, version: int
) -> Iterator[tuple[Act, list[Act]]]:
    """Act on an edition's schedule, and on that of its bundle, in one transaction."""
    with acting_widely(name, edition, with_bundle(edition), by=by) as act:
        claim(act.edition.text, version)
        together = scheduled_with(act.edition, act.at)
        acts = [act if e == act.edition else Act(e, by, act.at) for e in together]
        for each in acts:
            if reason := obstacle(name, each.edition, by=by, at=act.at):
                raise NotPossible(reason)
        bump(each.edition.text for each in acts if each is not act)
        yield act, acts
        for each in acts:
            enter(name, each)


def go_out_now(act: Act) -> None:
    """Within an act: the edition is public from its moment on, and people are told."""
    set_start(act.edition, act.at)
    notices.released(act)
    notices.original_changed(act)


def go_out_at(act: Act, moment: datetime, wall: tuple[str, str] = ("", "")) -> None:
    """Within an act: the edition goes out by itself; people are told, and warned."""
    act.edition.wall_time, act.edition.wall_zone = wall
    set_start(act.edition, moment)
    act.details.update(moment=moment.isoformat(), wall_time=wall[0], zone=wall[1])
    notices.drop_warnings(act.edition)
    notices.warn_before_release(act)
    notices.original_changed(act)
    notices.scheduled(act)


def went_out_at(act: Act, moment: datetime) -> None:
    """Within an act: the edition has been public since a moment of the past."""
    if moment >= act.at:
        raise NotPossible(_("A recorded release lies in the past."))
    if reason := under_embargo(act.edition, moment):
        raise NotPossible(reason)
    act.edition.recorded = True
    set_start(act.edition, moment)
    act.details["moment"] = moment.isoformat()


def check_is_to_come(moment: datetime, act: Act) -> None:
    """Raise NotPossible for a moment that has passed, isn't a whole minute, lies before
    the embargo, or before that of a text of ours to which this one links."""
    if moment.second or moment.microsecond:
        raise NotPossible(_("A release is scheduled to the minute."), field="moment")
    if moment - act.at <= PASSED_BEFORE:
        raise NotPossible(
            _("That moment has passed. Please choose a later one."), field="moment"
        )
    if reason := under_embargo(act.edition, moment):
        raise NotPossible(reason, field="moment")
    if sentences := rights_ended(act.edition, zones.day_of(moment)):
        raise NotPossible(" ".join(sentences))
    if reason := barred(act.edition, Asked(moment, act.by, act.at)):
        raise NotPossible(reason)


def say_what_changed(act: Act, change: str, public_note: str) -> None:
    """Take what readers are told of a new edition; a first one changes nothing."""
    if act.edition.begun_from_id is None:
        return
    if change not in Change.values:
        raise Unfilled(
            _("Please say what kind of change this edition makes."), field="change"
        )
    public_note = tidy(public_note)
    if change != Change.TECHNICAL and not public_note.strip():
        raise Unfilled(
            _("Please tell readers in the public note what changed."),
            field="public_note",
        )
    if fault := unfit_characters(public_note):
        raise NotPossible(fault, field="public_note")
    act.edition.change = change
    act.edition.public_note = public_note
    act.details["change"] = change


def void_some(act: Act, approvals: QuerySet[Approval]) -> None:
    """Within an act: void these. A schedule that they cleared is taken away first: the
    database lets none stand without them."""
    if not cleared(act.edition, act.at, without=approvals):
        back_to_review(act)
    approvals.update(voided_at=act.at)


def back_to_review(act: Act) -> None:
    """Whatever made the text releasable is gone: take schedule and stage back."""
    for edition in scheduled_with(act.edition, act.at):
        other = act if edition == act.edition else Act(edition, act.by, act.at)
        if other.edition.live_from or other.edition.awaits_id:
            take_back(other)
        if other is not act:
            bump([edition.text])
            enter("unschedule", other)
    if act.edition.stage == Stage.APPROVED:
        act.edition.stage = Stage.IN_REVIEW
        act.edition.save(update_fields=["stage"])
        notices.review_requested(act)
