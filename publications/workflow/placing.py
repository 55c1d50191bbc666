"""Where a text appeared: facts beside the text, each on the record. Once an outlet's
publication is confirmed, what waits for it goes out."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from publications import clock
from publications.models import (
    Account,
    AuditEntry,
    Edition,
    Outlet,
    Placement,
    PlacementRole,
    Publication,
)
from publications.rendering.slugs import propose_slug

from . import notices, record
from .act import Act, acting, enter, fresh, refusals_on_record
from .locks import bump, hold
from .refusals import NotPermitted, NotPossible
from .release import check_is_to_come, go_out_at, go_out_now, say_what_changed
from .roles import permissions_of
from .rules import go_live


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


def place(
    edition: Edition,
    outlet_name: str,
    *,
    by: Account,
    presenting_sentence: str = "",
    url: str = "",
    appeared_on: date | None = None,
    confirmed: bool = False,
) -> Placement:
    """Record where a publication first appeared; an unknown outlet is made."""
    with refusals_on_record("place", edition, by), transaction.atomic():
        _require("add_placement", edition.text.publication, by)
        outlet = _called(outlet_name) or _make(outlet_name, edition.text.language)
        placement = Placement.objects.create(
            publication=edition.text.publication,
            outlet=outlet,
            role=PlacementRole.FIRST,
            presenting_sentence=presenting_sentence,
            language=edition.text.language,
            url=url,
            appeared_on=appeared_on,
            confirmed=confirmed,
        )
        _enter(placement, "place", by=by, at=clock.database_now())
        return placement


@transaction.atomic
def store_placement(placement: Placement, *, by: Account) -> list[Edition]:
    """Store a placement as somebody mended it; return what went out by it."""
    is_new = placement.pk is None
    verb = "add_placement" if is_new else "change_placement"
    _require(verb, placement.publication, by)
    hold([placement.publication])
    placement.save()
    at = clock.database_now()
    _enter(placement, "place" if is_new else "mend_placement", by=by, at=at)
    if not (placement.confirmed and placement.url):
        return []
    waiting = placement.awaited_by.exclude(live_from__lte=at).order_by("text_id")
    return [
        released for edition in waiting if (released := _let_out(edition, by=by, at=at))
    ]


def _require(permission: str, publication: Publication, by: Account) -> None:
    """Raise NotPermitted unless the person's role and the text's circle allow it."""
    if permission not in permissions_of(by):
        raise NotPermitted(_("Your role does not include this."))
    seen = Edition.objects.visible_to(by, clock.moment())
    if not seen.filter(text__publication=publication).exists():
        raise NotPermitted(_("This text is shown to a limited circle only."))


def _let_out(edition: Edition, *, by: Account, at: datetime) -> Edition | None:
    """Release what waited, as the publisher asked; at the embargo's end if that lies
    ahead. What isn't cleared any more stays, and waits for its publisher."""
    act = Act(fresh(edition), by, at)
    embargo = act.edition.text.publication.embargo_until
    moment = max(at, embargo) if embargo else at
    if act.edition.live_from is None and go_live(act.edition, by, at):
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


def _enter(placement: Placement, name: str, *, by: Account, at: datetime) -> None:
    """Put on the record what is now known of a placement."""
    known: dict[str, Any] = {
        "outlet": placement.outlet.name,
        "role": placement.role,
        "presenting_sentence": placement.presenting_sentence,
        "url": placement.url,
        "appeared_on": placement.appeared_on,
        "confirmed": placement.confirmed,
    }
    record.enter(name, by=by, at=at, publication=placement.publication, **known)


def _called(name: str) -> Outlet | None:
    return Outlet.objects.filter(name__iexact=name).first()


def _make(name: str, language: str) -> Outlet:
    record.wait_for_turn()
    if outlet := _called(name):
        return outlet  # made meanwhile
    slug = propose_slug(name, language)
    if Outlet.objects.filter(slug=slug).exists():
        slug = f"{slug}-{get_random_string(4, 'abcdefghjkmnpqrstuvwxyz')}"
    return Outlet.objects.create(name=name, slug=slug)
