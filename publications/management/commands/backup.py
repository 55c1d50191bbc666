"""Write the whole site into one file: `manage.py backup`."""

import os
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from publications import clock
from publications.backups import Unfit, cipher
from publications.backups.archive import Manifest
from publications.backups.taking import take
from publications.stores import StoreFailed

STDOUT = "-"
# Those who run it by a timer hear of it: the backup is there, and something is amiss.
LACKS = 3


class Command(BaseCommand):
    help = (
        "Write the whole site (every row, every file) into one file, while it goes on "
        "working; encrypted for BACKUP_RECIPIENTS. `-` writes to standard output. "
        "manage.py restore puts it back."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", metavar="FOLDER", help="else DATA_DIR/backups; or -"
        )
        parser.add_argument(
            "--new-key",
            type=Path,
            metavar="FILE",
            help="make a key for BACKUP_RECIPIENTS instead, and say its recipient",
        )

    def handle(self, *args, folder, new_key, **options):
        try:
            if new_key:
                self.stdout.write(cipher.new_key(new_key))
                return
            recipients = cipher.recipients_of(settings.BACKUP_RECIPIENTS)
            if folder == STDOUT:
                manifest = _write(sys.stdout.buffer, recipients)
                told = "standard output"
            else:
                path = Path(folder or settings.DATA_DIR / "backups")
                told, manifest = self._into(path, recipients)
        except Unfit as error:
            raise CommandError(str(error)) from error
        except FileExistsError as error:
            raise CommandError(f"{error.filename} is there already.") from error
        except StoreFailed as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"No backup was written: {error.strerror or error}."
            ) from error
        self._tell(told, manifest, bool(recipients))

    def _into(self, folder: Path, recipients: list) -> tuple[Path, Manifest]:
        """Write beside, then rename: whatever goes wrong, no part of a backup stays."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"embassy-{clock.database_now():%Y-%m-%dT%H%M%SZ}.tar.gz"
        path = folder / (f"{name}.age" if recipients else name)
        # Only the owner may read it (0600): it holds drafts.
        handle, beside = tempfile.mkstemp(
            prefix=f".{path.name}.", suffix=".part", dir=folder
        )
        try:
            with os.fdopen(handle, "wb") as out:
                manifest = _write(out, recipients)
                out.flush()
                os.fsync(handle)
            if path.exists() or path.is_symlink():
                raise FileExistsError(17, "It is there already", str(path))
            Path(beside).rename(path)
            _to_the_disk(folder)
        finally:
            Path(beside).unlink(missing_ok=True)
        return path, manifest

    def _tell(self, where: object, manifest: Manifest, is_encrypted: bool) -> None:
        """On standard error where the backup itself goes to standard output."""
        out = self.stderr if where == "standard output" else self.stdout
        tables, media = manifest["tables"].values(), manifest["media"]
        out.write(
            f"{where}: the site at {manifest['moment']}, "
            f"{sum(table['rows'] for table in tables)} rows, {media['files']} files "
            f"({filesizeformat(media['bytes'])}), "
            f"the record up to entry {manifest['record']['entries']}"
        )
        if not is_encrypted:
            out.write("It is not encrypted: set BACKUP_RECIPIENTS, or keep it secret.")
        if manifest["lacking"]:
            for fault in manifest["lacking"]:
                self.stderr.write(fault)
            raise CommandError(
                "The backup was written, without the files named here.",
                returncode=LACKS,
            )


def _write(out: BinaryIO, recipients: list) -> Manifest:
    with cipher.encrypting(out, recipients) as plain:
        return take(plain)


def _to_the_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
