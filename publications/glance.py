"""A file by whose date processes of a machine tell each other something, looked at at
most fifty times a second: a look is a fifth of what a finished page costs.

For `renewal` and `maintenance`. Test: tests/test_glance.py.
"""

import os
import time

from django.conf import settings

FOR = 0.02  # seconds


class Glance:
    """At a file of DATA_DIR, by name."""

    def __init__(self, name: str):
        self.name = name
        self._seen, self._until = ("", 0), 0.0

    @property
    def path(self) -> str:
        return f"{settings.DATA_DIR}/{self.name}"

    def date(self) -> int:
        """Nanoseconds, of at most 0.02 seconds ago; 0: there is none. Raises OSError
        where that can't be said."""
        path = self.path
        if time.monotonic() < self._until and self._seen[0] == path:
            return self._seen[1]
        try:
            date = os.stat(path).st_mtime_ns
        except FileNotFoundError:
            date = 0
        self._seen, self._until = (path, date), time.monotonic() + FOR
        return date

    def look_again(self) -> None:
        """This process has just changed it."""
        self._until = 0.0
