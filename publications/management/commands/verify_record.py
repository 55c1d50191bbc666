"""Check the record: `manage.py verify_record`, or a bundle of it elsewhere."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from publications import clock
from publications.workflow import alerts, bundle_check, verify


class Command(BaseCommand):
    help = (
        "Recompute the hash chain of the record and the digest of every revision, in "
        "the database, or in a bundle that export_record wrote: that needs no "
        "database. Names the first thing that doesn't fit, and exits with code 1."
    )

    def add_arguments(self, parser):
        parser.add_argument("bundle", nargs="?", metavar="PATH.zip", type=Path)

    def handle(self, *args, **options):
        path = options["bundle"]
        if path is None:
            try:
                self._check(
                    verify.faults,
                    "The record is whole: {entries} entries, {revisions} revisions, "
                    "{releases} releases.",
                )
            except CommandError as fault:
                alerts.alert("record_broken", clock.database_now(), str(fault))
                raise
            return
        try:
            with path.open("rb") as file:
                self._check(
                    lambda counted: bundle_check.faults(file, counted),
                    "The bundle is whole: {files} files, {entries} entries, "
                    "{revisions} revisions, {releases} releases.",
                )
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error

    def _check(self, faults: Callable[[dict[str, int]], Iterator[str]], whole: str):
        counted: dict[str, int] = {}
        for fault in faults(counted):
            raise CommandError(fault)
        self.stdout.write(whole.format(**counted))
