"""What a row of the list says that somebody must see to."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from publications import zones
from publications.models import Edition, Priority, Relation, Stage


def note(editions: Iterable[Edition], at: datetime) -> None:
    """Note on each row of a page whether it is a translation behind its original.

    Asked of these alone: asked with each row of a list, PostgreSQL would look first
    which of all translations are.
    """
    translated = [e.pk for e in editions if e.text.relation != Relation.ORIGINAL]
    found = Edition.objects.behind_original(at).filter(pk__in=translated)
    behind = set(found.values_list("pk", flat=True)) if translated else set()
    for edition in editions:
        edition.is_behind_original = edition.pk in behind


def needed(edition: Edition, at: datetime) -> Iterator[tuple[str, str]]:
    """Yield (class, words) for each. Asks the database only of emergencies; the rest
    was noted before (`note`)."""
    if edition.emergency and (
        Edition.objects.unchecked_emergencies().filter(pk=edition.pk).exists()
    ):
        yield "emergency", _("Emergency release, not yet approved")
    if edition.stage == Stage.IN_REVIEW and edition.priority != Priority.NORMAL:
        yield "priority", edition.get_priority_display()
    if getattr(edition, "is_behind_original", False):
        yield "behind", _("Behind its original")
    if zone_changed(edition, at):
        yield "zone", _("The zone's rules have changed")
    if edition.text.publication.limited:
        yield "limited", _("Limited circle")


def zone_changed(edition: Edition, at: datetime) -> bool:
    """Whether the wall time that was typed is no longer the moment that was meant."""
    return bool(
        edition.wall_time
        and edition.live_from
        and edition.live_from > at
        and not zones.still_means(
            edition.wall_time, edition.wall_zone, edition.live_from
        )
    )
