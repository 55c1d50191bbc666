"""Render older texts by the renderer of today: `manage.py render_again`."""

import sys
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from publications.models import Revision
from publications.rendering import RENDERER_VERSION, TooLong
from publications.workflow import storing

TOLD_EVERY = 500
AT_ONCE = 100


class Command(BaseCommand):
    help = (
        "Render again what an older version of the renderer made, after an upgrade. "
        "Nothing that was said changes, and no digest. The site may run meanwhile; "
        "started again after an interruption, it goes on. What can't be rendered is "
        "named, stays as it is, and ends it with code 1."
    )

    def handle(self, *args, **options):
        others = Revision.objects.exclude(rendering__renderer=RENDERER_VERSION)
        total, done, failed = others.count(), 0, 0
        for revision in _one_by_one(others):
            try:
                storing.render_again(revision)
            except (TooLong, OSError, ValueError, LookupError) as error:
                failed += 1
                name = f"{revision.edition.uuid}, revision {revision.number}"
                self.stderr.write(f"Edition {name}: {error}")
                continue
            done += 1
            if done % TOLD_EVERY == 0:
                self.stdout.write(f"{done} of {total}")
                sys.stdout.flush()
        self.stdout.write(f"{done} of {total} rendered again.")
        if failed:
            raise CommandError(f"{failed} could not be rendered: see above.")


def _one_by_one(found: QuerySet[Revision]) -> Iterator[Revision]:
    """In closed batches: a query that is still being read while rows are written would
    hold a snapshot, and SQLite refuses the write once anybody else has saved."""
    found = found.select_related("edition__text").prefetch_related(
        "image_uses__image", "attachment_uses__attachment"
    )
    last = 0
    while batch := list(found.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield from batch
        last = batch[-1].pk
