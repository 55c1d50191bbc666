"""Check the record: `manage.py verify_record`, or a bundle of it elsewhere."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publications import anchors, clock
from publications.workflow import alerts, anchoring, bundle_check, verify


class Command(BaseCommand):
    help = (
        "Recompute the hash chain of the record and the digest of every revision, in "
        "the database, or in a bundle that export_record wrote: that needs no "
        "database. Names the first thing that doesn't fit, and exits with code 1."
    )

    def add_arguments(self, parser):
        parser.add_argument("bundle", nargs="?", metavar="PATH.zip", type=Path)
        parser.add_argument(
            "--anchors",
            nargs="*",
            type=Path,
            metavar="FOLDER_OR_FILE",
            help="hold the record against these anchors, too; else those of ANCHOR_DIR",
        )
        parser.add_argument(
            "--key",
            action="append",
            type=Path,
            metavar="PUBLIC.pem",
            help="whose signature they bear; else this installation's",
        )

    def handle(self, *args, **options):
        path = options["bundle"]
        if path is None:
            try:
                self._check(
                    verify.faults,
                    "The record is whole: {entries} entries, {revisions} revisions, "
                    "{releases} releases.",
                )
                if options["anchors"] is not None:
                    self._hold_against(options["anchors"], options["key"])
            except CommandError as fault:
                alerts.alert("record_broken", clock.database_now(), str(fault))
                raise
            except (OSError, anchors.Unreadable) as error:  # mistyped, not broken
                raise CommandError(str(error)) from error
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

    def _hold_against(self, paths: list[Path], keys: list[Path] | None):
        """After the chain: an anchor names one entry of it by its hash."""
        if keys is None:
            known = [anchors.own_key(settings.RECORD_KEY).public_key()]
        else:
            known = [anchors.public_key(path) for path in keys]
        self._check(
            partial(anchoring.faults, paths or [settings.ANCHOR_DIR], known),
            "It is what {anchors} anchors say.",
        )

    def _check(self, faults: Callable[[dict[str, int]], Iterator[str]], whole: str):
        counted: dict[str, int] = {}
        for fault in faults(counted):
            raise CommandError(fault)
        self.stdout.write(whole.format(**counted))
