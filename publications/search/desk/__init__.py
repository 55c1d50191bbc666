"""Search at the desk: texts in any state with their remarks, people, the library, and
pages of the site. What of it somebody may see is asked where it is shown.

Tests: tests/search/test_desk.py, tests/search/test_everywhere.py.
"""

from .documents import KINDS, matching
from .everywhere import Everywhere, Holding, Place, TextHolding, places_in
from .keeping import keep, lose
from .names import names_of
from .pieces import Piece, Where, pieces_of, standing, whole

__all__ = [
    "KINDS",
    "Everywhere",
    "Holding",
    "Piece",
    "Place",
    "TextHolding",
    "Where",
    "keep",
    "lose",
    "matching",
    "names_of",
    "pieces_of",
    "places_in",
    "standing",
    "whole",
]
