"""Render older texts by the renderer of today: `manage.py render_again`."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from publications.models import Revision
from publications.rendering import RENDERER_VERSION, TooLong
from publications.workflow import storing

TOLD_EVERY = 500


class Command(BaseCommand):
    help = (
        "Render again what an older version of the renderer made, after an upgrade. "
        "Nothing that was said changes, and no digest. The site may run meanwhile; "
        "started again after an interruption, it goes on. What can't be rendered is "
        "named, stays as it is, and ends it with code 1."
    )

    def handle(self, *args, **options):
        older = Revision.objects.filter(rendering__renderer__lt=RENDERER_VERSION)
        total, done, failed = older.count(), 0, 0
        found = older.select_related("edition__text").prefetch_related(
            "image_uses__image", "attachment_uses__attachment"
        )
        for revision in found.order_by("pk").iterator(chunk_size=100):
            try:
                with transaction.atomic():
                    storing.render_again(revision)
            except (TooLong, OSError) as error:
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
