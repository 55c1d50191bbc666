"""A release that waits until its outlet's publication is confirmed."""

from datetime import datetime

from django.utils.translation import gettext as _

from publications.models import Account, AuditEntry, Edition, Placement
from publications.workflow import notices
from publications.workflow.act import Act, acting, enter, fresh
from publications.workflow.checking import Asked, barred
from publications.workflow.locks import bump
from publications.workflow.refusals import NotPossible
from publications.workflow.release import (
    check_is_to_come,
    go_out_at,
    go_out_now,
    say_what_changed,
)
from publications.workflow.rules import go_live


def await_placement(
    edition: Edition,
    placement: Placement,
    *,
    by: Account,
    version: int,
    latest: datetime | None = None,
    wall: tuple[str, str] = ("", ""),
    change: str = "",
    public_note: str = "",
) -> Edition:
    """Let an approved edition go out when this placement is confirmed with its address.

    Not before the embargo; at `latest` (UTC, a whole minute) whether confirmed or not.
    """
    with acting("await_placement", edition, by=by, version=version) as act:
        if placement.publication_id != act.edition.text.publication_id:
            raise NotPossible(_("That placement is of another text."))
        if placement.confirmed and placement.url:
            raise NotPossible(
                _("It has appeared there already: release the text, or schedule it.")
            )
        say_what_changed(act, change, public_note)
        act.edition.awaits = placement
        act.edition.save(update_fields=["awaits", "change", "public_note"])
        act.details["awaited"] = placement.outlet.name
        if latest is not None:
            check_is_to_come(latest, act)
            go_out_at(act, latest, wall)
    return act.edition


def let_out(edition: Edition, *, by: Account, at: datetime) -> Edition | None:
    """Release what waited, as the publisher asked; at the embargo's end if that lies
    ahead. What isn't cleared any more stays, and waits for its publisher."""
    act = Act(fresh(edition), by, at)
    embargo = act.edition.text.publication.embargo_until
    moment = max(at, embargo) if embargo else at
    if act.edition.live_from is None and go_live(act.edition, by, at):
        return None
    if barred(act.edition, Asked(moment, by, at)):
        return None
    if act.edition.live_from and act.edition.live_from <= moment:
        return None  # its latest time comes first
    asked = AuditEntry.objects.filter(edition=edition.uuid, act="await_placement")
    act.details["awaited"] = act.edition.awaits.outlet.name
    act.details["asked_by"] = asked.order_by("-sequence").first().actor_name
    act.edition.wall_time = act.edition.wall_zone = ""
    act.edition.awaits = None  # or mending the placement would move it once more
    bump([act.edition.text])
    if moment == at:
        notices.drop_warnings(act.edition)
        go_out_now(act)
        enter("release", act)
    else:
        go_out_at(act, moment)
        enter("schedule", act)
    return act.edition
