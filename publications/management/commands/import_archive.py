"""Take in an archive of a former site: `manage.py import_archive FOLDER`."""

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.urls import reverse

from publications import clock, workflow
from publications.importing import archive, intake
from publications.models import Account, ArchiveBatch


class Command(BaseCommand):
    help = (
        "Make drafts of the texts of a former site: a folder with table.csv, whose "
        "columns are file, date, address, language, kind (and title, author, outlet, "
        "person). All is checked first; with a fault in any line nothing is stored."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        parser.add_argument(
            "--table", type=Path, metavar="FILE", help="table.csv in the folder"
        )
        parser.add_argument("--name", help="of the batch; the folder's if not given")
        parser.add_argument("--by", metavar="ACCOUNT", help="who imports, by user name")
        parser.add_argument(
            "--check", action="store_true", help="look for faults and store nothing"
        )

    def handle(self, *args, **options):
        folder = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder}: there is no such folder.")
        name = options["name"] or folder.resolve().name
        try:
            found = self._checked(folder, options["table"] or folder / "table.csv")
            if found.is_held:
                self._tell_held(found)
            elif options["check"]:
                self.stdout.write(
                    f"{len(found.rows)} texts: no fault was found, nothing was stored."
                )
            else:
                by = self._account(options["by"])
                batch = archive.take_in(found, name, by=by, tell=self.stdout.write)
                self._tell_made(batch, found)
        except archive.Faulty as error:
            self._tell_faults(error)
            sys.exit(1)
        except workflow.Refused as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(
                f"The database is busy ({error}). Nothing was stored; please try again."
            ) from error

    def _checked(self, folder: Path, table: Path) -> archive.Archive:
        today = clock.database_now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        try:
            return archive.checked(folder, table, today=today, tell=self.stdout.write)
        except OSError as error:
            raise CommandError(f"{table}: can't be read ({error.strerror}).") from error

    @staticmethod
    def _account(username: str | None) -> Account:
        if username is None:
            return intake.importer()
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no account called “{username}”.")
        return account

    def _tell_held(self, found: archive.Archive) -> None:
        held = ", ".join(f"“{b.name}” ({address_of(b)})" for b in found.batches())
        self.stdout.write(
            f"Nothing new: all {len(found.rows)} texts are here already, in {held}."
        )

    def _tell_made(self, batch: ArchiveBatch, found: archive.Archive) -> None:
        days = [row.day for row in found.rows]
        self.stdout.write(
            f"{len(days)} texts of {min(days)} to {max(days)} were taken in as "
            f"“{batch.name}”; nothing of them is public.\n"
            f"Next, at the desk: {address_of(batch)}\n"
            "  1. look through the texts, mend what was recognised wrongly\n"
            "  2. Submit all for review\n"
            "  3. Approve all: somebody who wrote none of them\n"
            "  4. Release all: a publisher; then the old addresses lead to them"
        )

    def _tell_faults(self, error: archive.Faulty) -> None:
        for line, sentence in error.faults:
            self.stderr.write(f"line {line}: {sentence}")
        self.stderr.write(f"Faults: {len(error.faults)}. Nothing was stored.")


def address_of(batch: ArchiveBatch) -> str:
    return reverse("admin:publications_archivebatch_change", args=[batch.pk])
