"""Putting on the record where a text appeared, and mending it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from publications import clock, search
from publications.models import Account, Edition, Placement, PlacementRole
from publications.workflow import record
from publications.workflow.act import refusals_on_record
from publications.workflow.locks import hold
from publications.workflow.papers import have_papers_made_anew

from . import facts
from .outlets import found_or_made
from .permitted import require
from .waiting import let_out


def place(
    edition: Edition,
    outlet_name: str,
    *,
    by: Account,
    role: str = PlacementRole.FIRST,
    language: str | None = None,
    **told: Any,
) -> Placement:
    """Record where a publication appeared; an outlet that nobody knows is made.

    `told`: more of the placement's `FACTS`. The language is the text's unless said.
    """
    publication = edition.text.publication
    with refusals_on_record("place", edition, by), transaction.atomic():
        require("add_placement", publication, by)
        hold([publication])
        placement = Placement(
            publication=publication,
            outlet=found_or_made(outlet_name, edition.text.language),
            role=role,
            language=edition.text.language if language is None else language,
            **told,
        )
        facts.check(placement)
        placement.save(force_insert=True)
        _enter(placement, "place", by=by, at=clock.database_now())
        return placement


@transaction.atomic
def store_placement(placement: Placement, *, by: Account) -> list[Edition]:
    """Store a placement as somebody mended it; return what went out by it."""
    is_new = placement.pk is None
    verb = "add_placement" if is_new else "change_placement"
    require(verb, placement.publication, by)
    hold([placement.publication])
    facts.check(placement)
    placement.save()
    at = clock.database_now()
    _enter(placement, "place" if is_new else "mend_placement", by=by, at=at)
    if not (placement.confirmed and placement.url):
        return []
    waiting = placement.awaited_by.exclude(live_from__lte=at).order_by("text_id")
    return [
        released for edition in waiting if (released := let_out(edition, by=by, at=at))
    ]


def _enter(placement: Placement, name: str, *, by: Account, at: datetime) -> None:
    """Put on the record all that is now known of a placement, on paper, and where
    search finds it."""
    record.enter(
        name,
        by=by,
        at=at,
        publication=placement.publication,
        placement=placement.pk,
        outlet=placement.outlet.name,
        **facts.known_of(placement),
    )
    have_papers_made_anew(placement.publication)
    search.index_publication(placement.publication)
