"""Media in a private bucket of any S3-compatible store (the extra `s3`)."""

import functools
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from . import StoreFailed, Unpublished

BLOCK = 64 * 1024  # bytes
# Seconds. A reader of the site waits no longer for a store that doesn't answer.
CONNECT, ANSWER, TRIES = 5, 20, 2
HERE = ("127.0.0.1", "localhost", "::1")

_making = threading.Lock()


@functools.cache
def _session(*key: str | None) -> boto3.Session:
    """One for a process: it reads megabytes of descriptions of services. Without a key
    the machine's own is used (AWS_…, a role)."""
    return boto3.Session(*key)


class BucketStorage(Unpublished, S3Storage):
    """Every fault of the store is an OSError, as one of a disk is."""

    def get_default_settings(self) -> dict:
        return {
            **super().get_default_settings(),
            "file_overwrite": False,
            "default_acl": None,
            "querystring_auth": True,
            # Part by part in this thread: eight megabytes of memory, and not eighty.
            "transfer_config": TransferConfig(use_threads=False),
        }

    def __init__(self, **settings):
        super().__init__(**settings)
        # Stores of one's own seldom have a host's name for each bucket.
        style = "path" if self.endpoint_url else "auto"
        self.client_config = Config(
            signature_version="s3v4",
            s3={"addressing_style": style},
            connect_timeout=CONNECT,
            read_timeout=ANSWER,
            retries={"mode": "standard", "total_max_attempts": TRIES},
            # Not every store knows the newer checksums; `digest` is ours.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )

    def _create_session(self) -> boto3.Session:
        return _session(self.access_key, self.secret_key, self.security_token)

    @property
    def connection(self):
        """Of this thread; only one is made at a time, since their session is shared."""
        with _making:
            return super().connection

    @property
    def bucket(self):
        """Of this thread: django-storages would have them share the first one's."""
        return self.connection.Bucket(self.bucket_name)

    @property
    def client(self):
        return self.connection.meta.client

    def key(self, name: str) -> str:
        return self._normalize_name(name)

    def exists(self, name: str) -> bool:
        with _in_words():
            return super().exists(name)

    def size(self, name: str) -> int:
        with _in_words():
            return super().size(name)

    def delete(self, name: str) -> None:
        with _in_words():
            super().delete(name)

    def _save(self, name: str, content: File) -> str:
        with _in_words():
            return super()._save(name, content)

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ValueError("A stored file never changes.")
        return File(
            io.BufferedReader(_Object(self, name, self.size(name)), BLOCK), name
        )

    def reach(self) -> None:
        with _in_words():
            self.client.list_objects_v2(Bucket=self.bucket_name, MaxKeys=1)

    def is_empty(self) -> bool:
        with _in_words():
            listed = self.client.list_objects_v2(
                Bucket=self.bucket_name, Prefix=self.location, MaxKeys=1
            )
        return not listed.get("Contents")

    def exposures(self) -> list[str]:
        """What the store hands to somebody without a key; whether the way is closed."""
        found = []
        url = urlsplit(self.endpoint_url or "https:")
        if url.scheme != "https" and url.hostname not in HERE:
            found.append(
                "S3_ENDPOINT_URL is not https: media cross the network in clear."
            )
        anybody = self.unsigned_connection.meta.client
        bucket = {"Bucket": self.bucket_name}
        if _given(anybody.list_objects_v2, **bucket, MaxKeys=1):
            found.append("Anybody can list the bucket (S3_BUCKET).")
        with _in_words():
            listed = self.client.list_objects_v2(
                **bucket, Prefix=self.location, MaxKeys=1
            )
        for entry in listed.get("Contents", ()):
            if _given(anybody.head_object, **bucket, Key=entry["Key"]):
                found.append("Anybody can read what is in the bucket (S3_BUCKET).")
        return found


class _Object(io.RawIOBase):
    """An object's bytes, asked for once they are read, from where the reader stands: a
    recording's last minute costs no more than that. No part of it is put on a disk."""

    def __init__(self, storage: BucketStorage, name: str, size: int):
        self._storage = storage
        self._asked = {"Bucket": storage.bucket_name, "Key": storage.key(name)}
        self._size = size
        self._at = 0
        self._body = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_CUR:
            offset += self._at
        elif whence == io.SEEK_END:
            offset += self._size
        if offset != self._at:
            self._leave()
            self._at = offset
        return self._at

    def readinto(self, buffer) -> int:
        if self._at >= self._size:
            return 0
        with _in_words():
            if self._body is None:
                part = {"Range": f"bytes={self._at}-"} if self._at else {}
                answer = self._storage.client.get_object(**self._asked, **part)
                self._body = answer["Body"]
            data = self._body.read(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        self._leave()
        super().close()

    def _leave(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None


@contextmanager
def _in_words() -> Iterator[None]:
    """Raise what the store answers as an OSError that says what to look at."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code == "NoSuchKey":
            raise FileNotFoundError("The object is not in the bucket.") from error
        raise StoreFailed(_meaning(code, _status(error))) from error
    except BotoCoreError as error:
        raise StoreFailed(
            f"The object store does not answer, see S3_ENDPOINT_URL "
            f"({type(error).__name__})."
        ) from error


def _meaning(code: str, status: int) -> str:
    if code == "NoSuchBucket":
        return "The object store has no such bucket, see S3_BUCKET."
    if status in (401, 403):
        return (
            "The object store refuses the key, see S3_ACCESS_KEY_ID and "
            f"S3_SECRET_ACCESS_KEY ({code})."
        )
    return f"The object store failed ({code})."


def _status(error: ClientError) -> int:
    return error.response["ResponseMetadata"]["HTTPStatusCode"]


def _given(ask, **what) -> bool:
    """Whether somebody without a key is given it."""
    with _in_words():
        try:
            ask(**what)
        except ClientError as error:
            if _status(error) >= 500:
                raise
            return False
    return True
