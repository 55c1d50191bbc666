"""Write a publication's record as a bundle: `manage.py export_record UUID`."""

import os
import tempfile
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from publications.models import Publication
from publications.workflow import Refused, export


class Command(BaseCommand):
    help = (
        "Write all that is on record of one publication (every edition as HTML, "
        "Markdown and JSON, pictures, approvals, acts) to a ZIP file that "
        "verify_record checks on any machine."
    )

    def add_arguments(self, parser):
        parser.add_argument("uuid", metavar="UUID", help="the publication's")
        parser.add_argument("--output", type=Path, metavar="PATH")

    def handle(self, *args, **options):
        publication = _publication(options["uuid"])
        path = options["output"] or Path(f"record-{publication.uuid}.zip")
        try:
            written = _write(publication, path)
        except Refused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror or error}.") from error
        self.stdout.write(
            f"{path}: {written.files} files, {written.size} bytes\n"
            f"SHA-256 {written.sha256}"
        )


def _publication(uuid: str) -> Publication:
    try:
        return Publication.objects.get(uuid=UUID(uuid))
    except ValueError as error:
        raise CommandError(f"{uuid} is no UUID.") from error
    except Publication.DoesNotExist as error:
        raise CommandError(f"There is no publication {uuid}.") from error


def _write(publication: Publication, path: Path) -> export.Written:
    """Write beside, then rename: whatever goes wrong, no part of a bundle stays."""
    _refuse_what_is_there(path)
    # Only the owner may read it: it holds drafts.
    handle, beside = tempfile.mkstemp(
        prefix=f".{path.name}.", suffix=".part", dir=path.parent
    )
    try:
        with os.fdopen(handle, "wb") as out:
            written = export.bundle(publication, by=None, out=out)
            out.flush()
            os.fsync(handle)
        _refuse_what_is_there(path)
        Path(beside).rename(path)
    finally:
        Path(beside).unlink(missing_ok=True)
    return written


def _refuse_what_is_there(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise CommandError(f"{path} is there already. Please name another file.")
