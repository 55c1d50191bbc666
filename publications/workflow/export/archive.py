"""Writing the ZIP: file by file, never read back, with the list of all digests."""

import hashlib
from collections.abc import Iterable
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from .forms import SUMS

_READABLE_BY_OWNER = 0o100600 << 16


class _Hashed:
    """An output that is only ever written forwards, and its SHA-256."""

    def __init__(self, out: BinaryIO):
        self.out, self.digest, self.size = out, hashlib.sha256(), 0
        self.abandoned = False

    def write(self, data: bytes) -> int:
        if not self.abandoned:
            self.digest.update(data)
            self.size += len(data)
            self.out.write(data)
        return len(data)

    def flush(self) -> None:
        if not self.abandoned:
            self.out.flush()


class Archive:
    """A bundle under way. Raises zipfile.LargeZipFile beyond 2 GiB."""

    def __init__(self, out: BinaryIO):
        self._out = _Hashed(out)
        # No ZIP64: what checks a bundle reads none that big.
        self._zip = ZipFile(self._out, "w", ZIP_DEFLATED, allowZip64=False)
        self._sums: dict[str, str] = {}

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        # A ZipFile that is only dropped writes once more when it is collected.
        self._out.abandoned = failure is not None
        self._zip.close()

    def add(self, name: str, chunks: Iterable[bytes], *, pack: bool = True) -> None:
        # Without a date of its own: only what is told makes two bundles differ.
        info = ZipInfo(name)
        info.create_system, info.external_attr = 3, _READABLE_BY_OWNER
        info.compress_type = ZIP_DEFLATED if pack else ZIP_STORED
        digest = hashlib.sha256()
        with self._zip.open(info, "w") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
        self._sums[name] = digest.hexdigest()

    def finish(self) -> tuple[str, int, int]:
        """Add the list for `sha256sum -c`; return the ZIP's SHA-256, the number of its
        files, and its size."""
        sums = sorted(self._sums.items())
        self.add(SUMS, [f"{digest}  {name}\n".encode() for name, digest in sums])
        self._zip.close()
        return self._out.digest.hexdigest(), len(self._sums), self._out.size
