"""Where a text appeared: facts beside the text, each on the record, with copies kept.

They are added and mended at any time and make no new edition. Once an outlet's
publication is confirmed, what waits for it goes out.
"""

from .copies import MAX_COPY, keep_copy
from .facts import faults_of, tidied
from .recording import place, store_placement
from .waiting import await_placement

__all__ = [
    "MAX_COPY",
    "await_placement",
    "faults_of",
    "keep_copy",
    "place",
    "store_placement",
    "tidied",
]
