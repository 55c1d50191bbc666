"""Search: what a text is found by is written in the transaction that gives it its
period, and asked at any moment through what is live then.

Tests: tests/search/.
"""

from .candidates import Facet
from .desk import keep, lose
from .finding import PAGES, PER_PAGE, Found, Search
from .indexes import READERS
from .leading import own_path, text_behind
from .rebuilding import KEPT, is_wanting, rebuild
from .suggesting import Suggestion, suggestion
from .writing import (
    forget,
    index,
    index_about,
    index_publication,
    rebuild_links,
    rebuild_spellings,
    released,
)

__all__ = [
    "KEPT",
    "PAGES",
    "PER_PAGE",
    "READERS",
    "Facet",
    "Found",
    "Search",
    "Suggestion",
    "forget",
    "index",
    "index_about",
    "index_publication",
    "is_wanting",
    "keep",
    "lose",
    "own_path",
    "rebuild",
    "rebuild_links",
    "rebuild_spellings",
    "released",
    "suggestion",
    "text_behind",
]
