"""Check the record: `manage.py verify_record`."""

from django.core.management.base import BaseCommand, CommandError

from publications.workflow.verify import faults


class Command(BaseCommand):
    help = (
        "Recompute the hash chain of the record and the digest of every revision. "
        "Names the first entry that doesn't fit, and exits with code 1."
    )

    def handle(self, *args, **options):
        counted: dict[str, int] = {}
        for fault in faults(counted):
            raise CommandError(fault)
        self.stdout.write(
            "The record is whole: {entries} entries, {revisions} revisions, "
            "{releases} releases.".format(**counted)
        )
