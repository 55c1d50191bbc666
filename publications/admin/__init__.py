"""The desk: Django's admin. It shows what is stored and calls workflow's acts."""

from . import accounts, bundles, editions, notices, people, placements, record

__all__ = [
    "accounts",
    "bundles",
    "editions",
    "notices",
    "people",
    "placements",
    "record",
]
