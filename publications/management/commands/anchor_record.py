"""Anchor the record outside the database: `manage.py anchor_record`."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publications import anchors
from publications.syndication.anchoring import anchor_now


class Command(BaseCommand):
    help = (
        "Sign with which entry the record ends, write it to ANCHOR_DIR and send it to "
        "ANCHOR_RECIPIENTS; run_worker does so by itself. verify_record --anchors "
        "holds the record against it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--public-key",
            action="store_true",
            help="print the key by which others check it, and do nothing else",
        )

    def handle(self, *args, **options):
        try:
            if options["public_key"]:
                key = anchors.own_key(settings.RECORD_KEY).public_key()
                self.stdout.write(anchors.as_pem(key), ending="")
                return
            self.stdout.write(f"{anchor_now()}")
        except (OSError, anchors.Unreadable) as error:
            raise CommandError(str(error)) from error
