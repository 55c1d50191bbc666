"""A few slots for heavy work, for all processes of this user on the machine.

A slot is a lock on a file, which the kernel lets go when the last process that holds
it ends, however it ends. Processes that are to share need the same TMPDIR.
"""

import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext_lazy as _

WORKERS = 2
WAIT = 20  # seconds
PAUSE = 0.05  # seconds between two looks

BUSY = _("Too many pictures are being worked on. Please try again in a minute.")


class Busy(RuntimeError):
    """All slots stayed taken; `str()` is a sentence for people."""

    def __str__(self) -> str:
        return str(BUSY)


@contextmanager
def slot() -> Iterator[int]:
    """Hold one of the slots; yields its file, to be passed to the child that works.

    With the file, the slot stays taken as long as the child lives, even if its parent
    is killed. Raises Busy.
    """
    directory = private_directory()
    deadline = time.monotonic() + WAIT
    while (taken := _free(directory)) is None:
        if time.monotonic() >= deadline:
            raise Busy
        time.sleep(PAUSE)
    try:
        yield taken
    finally:
        os.close(taken)


def private_directory() -> Path:
    """Return this user's own directory for the locks.

    /tmp is everybody's: a directory or a link that somebody else put there under our
    name is not used. Raises PermissionError.
    """
    directory = Path(tempfile.gettempdir(), f"embassy-pictures-{os.getuid()}")
    directory.mkdir(mode=0o700, exist_ok=True)
    found = directory.lstat()
    if (
        not stat.S_ISDIR(found.st_mode)
        or found.st_uid != os.getuid()
        or stat.S_IMODE(found.st_mode) & 0o077
    ):
        raise PermissionError(f"{directory} is not a directory of this user alone.")
    return directory


def _free(directory: Path) -> int | None:
    """Take a slot that is free, if there is one."""
    for number in range(WORKERS):
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        file = os.open(directory / f"slot-{number}", flags, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
        else:
            return file
    return None
