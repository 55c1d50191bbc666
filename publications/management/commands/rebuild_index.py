"""Write anew what texts are found by: `manage.py rebuild_index`."""

import sys
from collections.abc import Iterator

from django.core.management.base import BaseCommand
from django.db import transaction

from publications import search
from publications.models import Edition

AT_ONCE = 100
TOLD_EVERY = 500


class Command(BaseCommand):
    help = (
        "Write anew by which words each text is found: once after the upgrade that "
        "brings search, after one that reads words otherwise, and when a name was "
        "mended of somebody with very many texts. The site may run meanwhile: each "
        "text is found as before until it is written anew."
    )

    def handle(self, *args, **options):
        total, done = search.released().count(), 0
        for batch in _batches():
            for edition in batch:
                _write(edition)
                done += 1
                if done % TOLD_EVERY == 0:
                    self.stdout.write(f"{done} of {total}")
                    sys.stdout.flush()
        self.stdout.write(f"{done} of {total} texts can be found.")


def _batches() -> Iterator[list[Edition]]:
    """Closed ones, since a query that is still read would hold a snapshot."""
    last = 0
    editions = search.released().order_by("pk")
    while batch := list(editions.filter(pk__gt=last)[:AT_ONCE]):
        yield batch
        last = batch[-1].pk


@transaction.atomic
def _write(edition: Edition) -> None:
    """As it is now: its period may have been taken away since the batch was read."""
    locked = search.released().select_for_update(of=("self",)).filter(pk=edition.pk)
    if now := locked.first():
        search.index(now)
