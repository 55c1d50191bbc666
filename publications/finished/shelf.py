"""Where a process keeps finished documents: so many bytes, and no more.

What anybody can ask for in any number (searches, addresses where nothing is) has a
small part of its own, so that it never takes the place of what is really read.
"""

import threading
from collections import OrderedDict
from contextlib import suppress
from typing import Any

from .document import Document

SMALL_PART = 4  # one of so many


class Part:
    """Documents by place; the one that was asked for longest ago goes first."""

    def __init__(self, most: int):
        self.most, self.size = most, 0
        self._kept: OrderedDict[Any, tuple[str, Document]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, place: Any, generation: str) -> Document | None:
        kept = self._kept.get(place)
        if kept is None or kept[0] != generation:
            return None
        with suppress(KeyError):  # put away by another thread, just now
            self._kept.move_to_end(place)
        return kept[1]

    def before(self, place: Any) -> Document | None:
        """What was here in an earlier generation: to be compared with, never sent."""
        kept = self._kept.get(place)
        return kept and kept[1]

    def put(self, place: Any, generation: str, document: Document) -> None:
        if document.size > self.most // 4:
            return
        with self._lock:
            if before := self._kept.pop(place, None):
                self.size -= before[1].size
            self._kept[place] = (generation, document)
            self.size += document.size
            while self.size > self.most:
                _place, (_generation, oldest) = self._kept.popitem(last=False)
                self.size -= oldest.size

    def __len__(self) -> int:
        return len(self._kept)


class Shelf:
    def __init__(self, most: int):
        small = most // SMALL_PART
        self.read, self.asked = Part(most - small), Part(small)
