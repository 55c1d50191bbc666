"""The cache that processes share (CACHE_URL): files, Redis or Valkey.

The site works without it. What can't be asked is as if nothing were kept there, what
was altered there isn't read, and nothing that came over the network is unpickled.
Tests: tests/test_caches.py.
"""

import hmac
import logging

# Of files of our own alone.
import pickle  # nosec B403  # nosemgrep: nothing-is-loaded-that-can-run
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache
from django.utils.crypto import salted_hmac

# So long a cache that failed isn't asked again: each try costs somebody a wait.
REST = 5.0  # seconds
SEAL = 32  # bytes

# A garbled file of the cache raises whatever pickle thinks of it.
FAILURES = (
    *(OSError, ValueError, zlib.error, EOFError, pickle.UnpicklingError),
    *(AttributeError, ImportError, IndexError, KeyError, TypeError),
)

logger = logging.getLogger(__name__)
_resting: dict[str, float] = {}


class Garbled(ValueError):
    """It isn't what this installation put there."""


class Sealed:
    """Bytes, under a seal that only whoever knows SECRET_KEY can make; and numbers,
    which the server counts up by itself."""

    def dumps(self, value: Any) -> Any:
        if type(value) is int:
            return value
        if not isinstance(value, bytes):
            raise TypeError("A shared cache keeps bytes and whole numbers alone.")
        return _seal(value) + value

    def loads(self, data: bytes) -> Any:
        seal, value = data[:SEAL], data[SEAL:]
        if len(data) >= SEAL and hmac.compare_digest(seal, _seal(value)):
            return value
        if len(data) < SEAL and data.lstrip(b"-").isdigit():
            return int(data)
        raise Garbled


def _seal(value: bytes) -> bytes:
    key_of = "publications.caches"
    return salted_hmac(key_of, value, algorithm="sha256").digest()


class Sturdy(BaseCache):
    """Never fails: what can't be done is told, and then left for a while."""

    # What is raised where it can't be reached.
    away: tuple[type[Exception], ...] = (OSError,)

    def _tried(self, do: Callable[[], Any], otherwise: Any) -> Any:
        name = type(self).__name__
        if time.monotonic() < _resting.get(name, 0):
            return otherwise
        try:
            return do()
        except Garbled:
            logger.warning("The cache held what this installation never put there.")
        except (*self.away, *FAILURES) as error:
            logger.warning("The cache can't be used: %s", error)
            if isinstance(error, self.away):
                _resting[name] = time.monotonic() + REST
        return otherwise

    def get(self, key, default=None, version=None):
        return self._tried(
            lambda: super(Sturdy, self).get(key, default, version), default
        )

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._tried(lambda: super(Sturdy, self).set(key, value, timeout, version), None)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._tried(
            lambda: super(Sturdy, self).add(key, value, timeout, version), False
        )

    def incr(self, key, delta=1, version=None):
        """ValueError, as where there is no such number."""
        found = self._tried(lambda: super(Sturdy, self).incr(key, delta, version), None)
        if found is None:
            raise ValueError(f"Nothing is counted under {key}.")
        return found

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._tried(
            lambda: super(Sturdy, self).touch(key, timeout, version), False
        )

    def delete(self, key, version=None):
        return self._tried(lambda: super(Sturdy, self).delete(key, version), False)


class Redis(Sturdy, RedisCache):
    """Redis or Valkey, which is to answer soon or not at all."""

    WAIT = 0.3  # seconds

    def __init__(self, server, params):
        options = params.setdefault("OPTIONS", {})
        options.setdefault("serializer", Sealed)
        options.setdefault("socket_connect_timeout", self.WAIT)
        options.setdefault("socket_timeout", self.WAIT)
        # Five megabytes of memory, which only who uses it is to have.
        with suppress(ImportError):
            self.away = (import_module("redis.exceptions").RedisError, OSError)
        super().__init__(server, params)


class Files(Sturdy, FileBasedCache):
    """A folder that only this installation may write to."""

    def __init__(self, folder, params):
        params.setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 2000)
        # The last that it does is to make the folder, which may not be possible now.
        with suppress(OSError):
            super().__init__(folder, params)
