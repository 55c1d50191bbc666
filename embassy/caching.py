"""The cache that processes share, told by CACHE_URL.

Tests: tests/test_settings.py, tests/test_caches.py.
"""

from importlib.util import find_spec
from typing import Any

from environs import Env

BACKENDS = {
    "file": "publications.caches.Files",
    "redis": "publications.caches.Redis",
    "rediss": "publications.caches.Redis",
    "valkey": "publications.caches.Redis",
    "valkeys": "publications.caches.Redis",
    "locmem": "django.core.cache.backends.locmem.LocMemCache",
}


def cache_of_this_installation(env: Env) -> dict[str, Any]:
    """Return what CACHE_URL names; ValueError where it names none of these."""
    url = env.str("CACHE_URL", "locmem://")
    scheme, mark, rest = url.partition("://")
    if not mark or scheme not in BACKENDS:
        known = ", ".join(f"{name}://" for name in BACKENDS)
        raise ValueError(f"CACHE_URL begins with one of {known}.")
    backend = BACKENDS[scheme]
    if scheme == "file":
        if not rest.startswith("/"):
            raise ValueError("CACHE_URL names a folder: file:///var/cache/embassy.")
        return {"BACKEND": backend, "LOCATION": rest}
    if scheme == "locmem":
        return {"BACKEND": backend, "LOCATION": rest}
    if not find_spec("redis"):
        raise ValueError(
            "CACHE_URL needs what requirements-redis.txt names: install it."
        )
    secure = "rediss" if scheme.endswith("ss") or scheme == "valkeys" else "redis"
    return {"BACKEND": backend, "LOCATION": f"{secure}://{rest}"}
