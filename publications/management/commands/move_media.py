"""Move media between the disk and the bucket: `manage.py move_media`."""

import sys

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from publications.stores import moving

TELL_EACH = 100  # files, where no terminal shows the progress
STORES = ("local", "s3")
AGAIN = "Start it again once that is mended: what has been moved is passed over."


class Command(BaseCommand):
    help = (
        "Copy every file that a row names into another store, and read each back to "
        "compare it with the row's SHA-256. What is there already, whole, is passed "
        "over: start it again after an interruption, and once more after switching."
    )

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="source", choices=STORES, required=True)
        parser.add_argument("--to", dest="target", choices=STORES, required=True)
        parser.add_argument(
            "--dry-run", action="store_true", help="read both and change nothing"
        )
        parser.add_argument(
            "--delete-source",
            action="store_true",
            help="once all is verified, delete what the other store holds whole",
        )

    def handle(self, *args, source, target, dry_run, delete_source, **options):
        if source == target:
            raise CommandError("The two stores are the same.")
        if delete_source and source == settings.MEDIA_STORAGE:
            raise CommandError(
                f"The site still uses “{source}”: set MEDIA_STORAGE={target} and "
                "restart it before anything is deleted there."
            )
        self.names = {"from": source, "to": target}
        self.source = opened(source)
        self.target = opened(target, private=True)
        try:
            faults = self._move(dry_run)
            if delete_source and not faults and not dry_run:
                self._delete()
        except OSError as error:
            raise CommandError(f"{in_words(error)} {AGAIN}") from error
        except KeyboardInterrupt as error:
            raise CommandError(
                "Stopped. Start it again: what has been moved is passed over.",
                returncode=130,
            ) from error
        if faults:
            sys.exit(1)

    def _move(self, dry_run: bool) -> int:
        """Move all and tell of it; return how many can't be."""
        progress = Progress(self.stdout, moving.count())
        moved = there = faults = size = 0
        for kept in moving.kept_files():
            try:
                taken = self._moved(kept, dry_run)
                if taken is None:
                    there += 1
                else:
                    moved, size = moved + 1, size + taken
            except moving.Faulty as error:
                if moving.is_named_still(kept):
                    faults += 1
                    progress.clear()
                    self.stderr.write(f"{kept.name}: {error}.")
            progress.tell(size)
        progress.clear()
        done = "to be moved" if dry_run else "moved"
        self.stdout.write(
            f"{moved} {done} from {self.names['from']} to {self.names['to']} "
            f"({filesizeformat(size)}), {there} there already, {faults} faults."
        )
        return faults

    def _moved(self, kept: moving.Kept, dry_run: bool) -> int | None:
        """Return its size in bytes; None where the target has it whole already."""
        if moving.is_whole(kept, self.target):
            return None
        with moving.taken_from(self.source, kept) as copy:
            size = copy.seek(0, 2)
            copy.seek(0)
            if not dry_run:
                moving.put_into(self.target, kept, copy)
        return size

    def _delete(self) -> None:
        """Read each once more in the target, and only then delete it in the source."""
        deleted = 0
        for kept in moving.kept_files():
            if moving.is_whole(kept, self.target):
                self.source.delete(kept.name)
                deleted += 1
        self.stdout.write(f"{deleted} deleted in {self.names['from']}.")


class Progress:
    """One line that is rewritten on a terminal; else a line now and then."""

    def __init__(self, out, total: int):
        self._out, self._total = out, total
        self._number = 0

    def tell(self, size: int) -> None:
        self._number += 1
        part = min(self._number * 100 // max(self._total, 1), 100)
        line = (
            f"{self._number} of {self._total} files ({part} %), {filesizeformat(size)}"
        )
        if self._out.isatty():
            self._out.write(f"\r\x1b[K{line}", ending="")
            self._out.flush()
        elif self._number % TELL_EACH == 0:
            self._out.write(f"{line} …")

    def clear(self) -> None:
        if self._out.isatty():
            self._out.write("\r\x1b[K", ending="")


def opened(name: str, *, private: bool = False) -> Storage:
    """The store of this name, reached, and closed to others. Raises CommandError."""
    if name not in settings.STORAGES:
        raise CommandError("“s3” is not configured: set S3_BUCKET and what it needs.")
    try:
        storages[name].reach()
        exposures = storages[name].exposures() if private else []
    except OSError as error:
        raise CommandError(f"{in_words(error)} Nothing was moved.") from error
    if exposures:
        raise CommandError(" ".join([*exposures, "Nothing was moved."]))
    return storages[name]


def in_words(error: OSError) -> str:
    if error.strerror is None:
        return str(error)
    return f"{error.filename or 'A file'}: {error.strerror}."
