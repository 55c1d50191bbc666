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
        self._date, self._until, self._folder = 0, 0.0, None

    @property
    def path(self) -> str:
        return f"{settings.DATA_DIR}/{self.name}"

    def date(self) -> int:
        """Nanoseconds, of at most 0.02 seconds ago; 0: there is none. Raises OSError
        where that can't be said."""
        folder = settings.DATA_DIR
        if time.monotonic() < self._until and folder is self._folder:
            return self._date
        try:
            self._date = os.stat(self.path).st_mtime_ns
        except FileNotFoundError:
            self._date = 0
        self._folder, self._until = folder, time.monotonic() + FOR
        return self._date

    def look_again(self) -> None:
        """This process has just changed it."""
        self._until = 0.0
