"""What a public list is, told once for its page and its feed; and what is related.

    found = lists.of_topic(at, language, slug="water")
    found.editions(), found.heading, found.path, found.feeds

Every list starts from `Edition.objects.listed`. Tests: tests/test_lists.py.
"""

from .archive import months_of, of_period, years_beside
from .closeness import related
from .corrections import Entry, corrections
from .forms import FORMS, FeedAddress, feed_path, feeds_at
from .front import Front, front
from .having import having
from .listing import (
    TextList,
    home,
    of_corrections,
    of_kind,
    of_outlet,
    of_person,
    of_search,
    of_series,
    of_topic,
)
from .naming import Shown, in_language, subjects_of

__all__ = [
    "FORMS",
    "Entry",
    "FeedAddress",
    "Front",
    "Shown",
    "TextList",
    "corrections",
    "feed_path",
    "feeds_at",
    "front",
    "having",
    "home",
    "in_language",
    "months_of",
    "of_corrections",
    "of_kind",
    "of_outlet",
    "of_period",
    "of_person",
    "of_search",
    "of_series",
    "of_topic",
    "related",
    "subjects_of",
    "years_beside",
]
