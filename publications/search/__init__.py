"""Search: what a text is found by is written in the transaction that gives it its
period, and asked at any moment through what is live then.

Tests: tests/search/.
"""

from .finding import PAGES, PER_PAGE, Found, Search
from .writing import forget, index, index_about, index_publication, released

__all__ = [
    "PAGES",
    "PER_PAGE",
    "Found",
    "Search",
    "forget",
    "index",
    "index_about",
    "index_publication",
    "released",
]
