"""The desk: Django's admin. It shows what is stored and calls workflow's acts."""

from . import (
    accounts,
    appointments,
    archive,
    bundles,
    editions,
    library,
    notices,
    outlets,
    pages,
    people,
    placements,
    record,
    subjects,
)

__all__ = [
    "accounts",
    "appointments",
    "archive",
    "bundles",
    "editions",
    "library",
    "notices",
    "outlets",
    "pages",
    "people",
    "placements",
    "record",
    "subjects",
]
