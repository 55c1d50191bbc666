"""Encrypting a backup with age (age-encryption.org), as a stream.

The site knows recipients alone (public keys): what it has written it can't read. Any
age program opens a backup with the identity, without this product.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyrage
from pyrage import x25519

from . import Unfit

MAGIC = b"age-encryption.org/"


def recipients_of(given: list[str]) -> list[x25519.Recipient]:
    try:
        return [x25519.Recipient.from_str(each) for each in given]
    except pyrage.RecipientError as error:
        raise Unfit(
            "BACKUP_RECIPIENTS holds what is no age recipient (age1…)."
        ) from error


def identities_in(path: Path) -> list[x25519.Identity]:
    """The keys in a file, as `age-keygen` and `backup --new-key` write them."""
    try:
        lines = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise Unfit(f"The key {path} can't be read.") from error
    keys = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
    try:
        found = [x25519.Identity.from_str(key) for key in keys]
    except pyrage.IdentityError as error:
        raise Unfit(f"{path} holds a damaged key.") from error
    if not found:
        raise Unfit(f"{path} holds no key (AGE-SECRET-KEY-…).")
    return found


def new_key(path: Path) -> str:
    """Make a key in a file of its own, and return its recipient. Raises OSError."""
    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"# public key: {recipient}\n{identity}\n")
        file.flush()
        os.fsync(handle)
    return recipient


def is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextmanager
def encrypting(out: BinaryIO, to: list[x25519.Recipient]) -> Iterator[BinaryIO]:
    """What is written goes into `out`, encrypted; without recipients, as it is."""
    if not to:
        yield out
        return
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as plain, os.fdopen(writing, "wb") as whole:
        work = _Beside(lambda: pyrage.encrypt_io(plain, out, to), plain)
        try:
            yield whole
        except BrokenPipeError:
            work.ended()  # says why it reads no more
            raise
        except BaseException:
            work.abandoned = True
            whole.close()
            work.join()
            raise
        whole.close()
        work.ended()


@contextmanager
def decrypting(path: Path, keys: list[x25519.Identity]) -> Iterator[BinaryIO]:
    """The plain bytes of a backup. Raises Unfit where it is encrypted to another key,
    was cut off or changed: at the latest with its end."""
    if not is_encrypted(path):
        with path.open("rb") as file:
            yield file
        return
    if not keys:
        raise Unfit("The backup is encrypted: give its key with --identity FILE.")
    reading, writing = os.pipe()
    with (
        path.open("rb") as sealed,
        os.fdopen(reading, "rb") as plain,
        os.fdopen(writing, "wb") as into,
    ):
        work = _Beside(lambda: pyrage.decrypt_io(sealed, into, keys), into)
        try:
            yield plain
            while plain.read(1 << 16):
                pass  # what follows the archive is checked, too
        except BaseException:
            plain.close()
            work.abandoned = work.error is None
            work.join()
            _explain(work.error if not work.abandoned else None)
            raise
        work.join()
        _explain(work.error)


def _explain(error: BaseException | None) -> None:
    if isinstance(error, pyrage.DecryptError):
        raise Unfit(f"The key does not open this backup ({error}).") from error
    if error is not None:
        raise Unfit("The backup was cut off or changed: it does not decrypt.")


class _Beside(threading.Thread):
    """Runs in a thread, closes its end of a pipe, and keeps what went wrong."""

    def __init__(self, run: Callable[[], None], end: BinaryIO):
        super().__init__(daemon=True)
        self._run, self._end = run, end
        self.error: BaseException | None = None
        self.abandoned = False
        self.start()

    def run(self) -> None:
        try:
            self._run()
        except BaseException as error:  # noqa: BLE001 - told to whoever waits
            self.error = error
        finally:
            try:
                self._end.close()
            except OSError as error:  # nobody reads it any more
                self.error = self.error or error

    def ended(self) -> None:
        self.join()
        if self.error is not None:
            raise OSError(str(self.error)) from self.error
