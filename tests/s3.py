"""A real S3-compatible server of the suite's own, from a wheel, ended with the suite.

rclone's: it checks signatures, which mocks of S3 don't.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.core.files.storage import storages

from publications.stores.bucket import BucketStorage

START = 20  # seconds that a start may take


class Server(NamedTuple):
    """Where it listens, the key that it takes, and the folder that has the buckets."""

    url: str
    access_key: str
    secret_key: str
    folder: Path

    def bucket(self, **changes) -> dict:
        """What STORAGES says of a new bucket in it."""
        name = f"media-{secrets.token_hex(6)}"
        options = {
            "bucket_name": name,
            "endpoint_url": self.url,
            "access_key": self.access_key,
            "secret_key": self.secret_key,
            **changes,
        }
        BucketStorage(**options).client.create_bucket(Bucket=name)
        return {
            "BACKEND": "publications.stores.bucket.BucketStorage",
            "OPTIONS": options,
        }


class Stores:
    """Both stores of an installation, by their names in settings."""

    def __init__(self, settings):
        self._settings = settings

    def __getitem__(self, name: str):
        return storages[name]

    def use(self, name: str) -> None:
        """Have the site keep its media there from now on."""
        known = self._settings.STORAGES
        self._settings.STORAGES = {**known, "default": known[name]}
        self._settings.MEDIA_STORAGE = name

    def change(self, **options) -> None:
        """Configure the bucket otherwise."""
        known = self._settings.STORAGES
        bucket = {**known["s3"], "OPTIONS": {**known["s3"]["OPTIONS"], **options}}
        self._settings.STORAGES = {**known, "s3": bucket}


def rclone() -> str | None:
    """Return the path of the wheel's program, or of this machine's, or None."""
    beside = Path(sys.executable).parent
    return shutil.which("rclone", path=beside) or shutil.which("rclone")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(*, closed: bool = True) -> Iterator[Server]:
    """Start one in a fresh folder, with a new key; `closed=False`: for anybody."""
    folder = Path(tempfile.mkdtemp(prefix="embassy-s3-"))
    address = f"127.0.0.1:{free_port()}"
    made = Server(
        f"http://{address}", secrets.token_hex(10), secrets.token_hex(20), folder
    )
    environment = {"PATH": os.environ["PATH"], "RCLONE_CONFIG": os.devnull}
    if closed:  # by the environment: other users see a command's arguments
        key = f'"{made.access_key},{made.secret_key}"'
        environment["RCLONE_AUTH_KEY"] = key
    command = [rclone(), "serve", "s3", str(folder), "--addr", address]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(process, address, log)
            yield made
        finally:
            process.kill()  # at once: it would wait for who still reads
            process.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _wait_for(process: subprocess.Popen, address: str, log) -> None:
    host, port = address.split(":")
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    log.seek(0)
    raise RuntimeError(f"The S3 server did not start:\n{log.read()}")
