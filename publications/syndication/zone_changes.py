"""Scheduled moments that no longer are what was typed, since a zone's rules changed.

Publishers are asked; nothing moves by itself.
"""

import logging

from django.db import IntegrityError, transaction

from publications import clock, zones
from publications.models import Edition
from publications.workflow import notices

log = logging.getLogger(__name__)


def tell_of_changes() -> int:
    """Look at everything that is scheduled; return how many moments are in question."""
    at = clock.database_now()
    kept = Edition.objects.filter(live_from__gt=at).exclude(wall_time="")
    found = [
        edition
        for edition in kept.select_related("text__publication", "revision")
        if not _holds(edition)
    ]
    for edition in found:
        try:
            with transaction.atomic():
                notices.zone_changed(edition, at)
        except IntegrityError:
            log.info("Another worker has told of %s.", edition.uuid)
    return len(found)


def _holds(edition: Edition) -> bool:
    """What can't be read at all is a question for people, too; it holds up no other."""
    try:
        return zones.still_means(
            edition.wall_time, edition.wall_zone, edition.live_from
        )
    except ValueError:
        return False
