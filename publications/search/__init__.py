"""Search: what a text is found by is written in the transaction that gives it its
period, and asked at any moment through what is live then.

Tests: tests/search/.
"""

from .candidates import Facet
from .desk import keep, lose
from .finding import PAGES, PER_PAGE, Found, Search
from .rebuilding import KEPT, is_wanting, rebuild
from .writing import forget, index, index_about, index_publication, released

__all__ = [
    "KEPT",
    "PAGES",
    "PER_PAGE",
    "Facet",
    "Found",
    "Search",
    "forget",
    "index",
    "index_about",
    "index_publication",
    "is_wanting",
    "keep",
    "lose",
    "rebuild",
    "released",
]
