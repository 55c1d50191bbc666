"""Where a text appeared: facts beside the text, each on the record."""

from datetime import date

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from publications import clock
from publications.models import Account, Edition, Outlet, Placement, PlacementRole
from publications.rendering.slugs import propose_slug

from . import record
from .refusals import NotPermitted
from .roles import permissions_of


@transaction.atomic
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
    if "add_placement" not in permissions_of(by):
        raise NotPermitted(_("Your role does not include this."))
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
    enter_placement(placement, "place", by=by)
    return placement


def enter_placement(placement: Placement, act: str, *, by: Account) -> None:
    """Put on the record what is now known of a placement."""
    record.enter(
        act,
        by=by,
        at=clock.database_now(),
        publication=placement.publication,
        outlet=placement.outlet.name,
        role=placement.role,
        presenting_sentence=placement.presenting_sentence,
        url=placement.url,
        appeared_on=placement.appeared_on,
        confirmed=placement.confirmed,
    )


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
