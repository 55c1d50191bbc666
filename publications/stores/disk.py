"""Media on a disk of this machine, below MEDIA_ROOT."""

import os
from contextlib import suppress
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.crypto import get_random_string

from . import Unpublished


class DiskStorage(Unpublished, FileSystemStorage):
    """What has been stored survives a power cut: its row, too, is on the disk by then.

    What a killed process leaves behind ends in `.part`.
    """

    def _save(self, name: str, content: File) -> str:
        part = f"{name}.{get_random_string(12)}.part"
        try:
            super()._save(part, content)
            path = Path(self.path(name))
            _to_the_disk(self.path(part))
            os.replace(self.path(part), path)
            _to_the_disk(path.parent)
        except BaseException:
            with suppress(OSError):
                os.remove(self.path(part))
            raise
        return name

    def reach(self) -> None:
        os.makedirs(self.location, exist_ok=True)
        os.scandir(self.location).close()

    def is_writable(self) -> bool:
        return os.access(self.location, os.W_OK | os.X_OK)

    def exposures(self) -> list[str]:
        """None that it knows of: DATA_DIR is made so that only its owner may enter."""
        return []


def _to_the_disk(path: str | Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
