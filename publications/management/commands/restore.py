"""Put a backup back into an empty place: `manage.py restore FILE`."""

import os
import shutil
import subprocess  # nosec B404
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publications import anchors
from publications.backups import Unfit, cipher
from publications.backups.restoring import Restored, restore
from publications.management.owning import as_owner
from publications.search import KEPT, rebuild, rebuild_links, rebuild_spellings


class Command(BaseCommand):
    help = (
        "Put a backup back into an empty database and an empty media store. Checks all "
        "of it before anything is believed. The site then stands still at the backup's "
        "moment until a publisher lifts the hold at the desk."
    )
    # Which guard is missing, and what can't be found, is settled here.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--identity", type=Path, metavar="KEY", help="the key that opens it"
        )
        parser.add_argument(
            "--anchors",
            nargs="*",
            type=Path,
            metavar="FOLDER_OR_FILE",
            help="hold the record against these, too; without a name, ANCHOR_DIR's",
        )
        parser.add_argument(
            "--key",
            action="append",
            type=Path,
            metavar="PUBLIC.pem",
            help="whose signature anchors bear; else this installation's",
        )
        parser.add_argument(
            "--drill",
            action="store_true",
            help="into a temporary place (SQLite), which is thrown away afterwards",
        )
        parser.add_argument(
            "--database-url",
            metavar="URL",
            help="with --drill: into this empty database, which you throw away",
        )

    def handle(self, *args, drill, database_url, **options):
        if database_url and not drill:
            raise CommandError("--database-url goes with --drill.")
        if drill:
            self._drill(database_url, options)
            return
        began = time.monotonic()
        try:
            with as_owner():
                self._restore(began, **options)
        except (Unfit, anchors.Unreadable) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        except OSError as error:
            raise CommandError(
                f"Nothing was restored. {error.strerror or error}"
            ) from error

    def _restore(self, began: float, *, file, identity, **options) -> None:
        keys = cipher.identities_in(identity) if identity else []
        done = restore(
            file, keys, held_against=_anchors(options), told=self.stdout.write
        )
        self.stdout.write("Building the index of search …")
        for kept in KEPT:
            rebuild(kept, lambda done, total: None)
        rebuild_spellings(lambda done, total: None)
        rebuild_links()
        self._tell(done, time.monotonic() - began)

    def _tell(self, done: Restored, seconds: float) -> None:
        manifest, media = done.manifest, done.manifest["media"]
        for name, table in sorted(manifest["tables"].items()):
            if table["rows"]:
                self.stdout.write(f"  {name}: {table['rows']}  {table['sha256']}")
        self.stdout.write(
            f"  media: {media['files']} files, {media['bytes']} bytes  "
            f"{media['sha256']}"
        )
        self.stdout.write(
            "Record verified: {entries} entries, {revisions} revisions, "
            "{releases} releases.".format(**done.counted)
        )
        if "anchors" in done.counted:
            self.stdout.write(f"It is what {done.counted['anchors']} anchors say.")
        if done.went_on_to:
            lost = done.went_on_to - manifest["record"]["entries"]
            self.stdout.write(f"Lost since the backup: at least {lost} entries.")
        for fault in manifest["lacking"]:
            self.stdout.write(f"Was not in the backup: {fault}")
        self.stdout.write(
            f"Restored as of {manifest['moment']} in {seconds / 60:.1f} minutes. The "
            "site stands still at that moment until a publisher lifts the hold."
        )

    def _drill(self, database_url: str | None, options: dict) -> None:
        """In a process of its own, which has never seen this installation's data."""
        place = tempfile.mkdtemp(prefix="restore-drill-")
        try:
            environment = _elsewhere(place, database_url)
            command = [sys.executable, "-m", "django"]
            made = [*command, "migrate", "--verbosity", "0"]
            again = [*command, "restore", *_given(options)]
            for each in (made, again):
                # Our own program, by its full path.
                code = subprocess.call(each, env=environment, cwd=settings.BASE_DIR)  # noqa: S603  # nosec B603
                if code:
                    raise CommandError("The drill failed.", returncode=1)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        self.stdout.write("The drill succeeded; what it made has been thrown away.")


def _anchors(options: dict) -> tuple[list[Path], list]:
    if options["anchors"] is None:
        return [], []
    if options["key"] is None:
        keys = [anchors.own_key(settings.RECORD_KEY).public_key()]
    else:
        keys = [anchors.public_key(path) for path in options["key"]]
    return options["anchors"] or [settings.ANCHOR_DIR], keys


def _elsewhere(place: str, database_url: str | None) -> dict[str, str]:
    """The environment of an empty installation that knows whose record it holds."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DATABASE_OWNER_URL", "CACHE_URL")
        and not name.startswith("S3_")
    }
    given = {"DATABASE_URL": database_url} if database_url else {}
    return {
        **kept,
        **given,
        "DATA_DIR": place,
        "MEDIA_STORAGE": "local",
        "RECORD_KEY": str(settings.RECORD_KEY),
        "ANCHOR_DIR": str(settings.ANCHOR_DIR),
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
    }


def _given(options: dict) -> list[str]:
    given = [str(options["file"].absolute())]
    if options["identity"]:
        given += ["--identity", str(options["identity"].absolute())]
    for path in options["key"] or []:
        given += ["--key", str(path.absolute())]
    if options["anchors"] is not None:
        given += ["--anchors", *(str(path.absolute()) for path in options["anchors"])]
    return given
