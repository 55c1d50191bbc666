"""What is taken down leaves the fallback copy before the act is done.

A copy that can't be written stops no act: nothing may stay public on the site for the
sake of what is shown when the site is down. The check of a retraction then finds the
text in the copy, and says so until it is gone.
"""

import logging
import sqlite3
from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation

from publications import clock, fallback
from publications.models import Address, Edition, Text

log = logging.getLogger(__name__)


def addresses_of(text: Text) -> list[str]:
    """Each path that an edition of the text was public at until now."""
    if text.year is None:
        return []
    released = text.editions.filter(live_from__lte=clock.database_now())
    known = Address.objects.filter(revisions__in=released.values("revision"))
    with translation.override(text.language):
        return [
            reverse("text", args=[text.year, address.slug])
            for address in known.distinct().order_by("pk")
        ]


def leave_copy(ended: Iterable[Edition]) -> None:
    for edition in ended:
        text = edition.text
        try:
            fallback.take_out(addresses_of(text), str(text.publication.uuid))
        except (OSError, sqlite3.Error):
            log.exception("%s is still in the fallback copy", edition.uuid)
