"""The demonstration's content: who signs, which texts there are, how they stand.

Countries, people, outlets and facts are invented.
"""

from .people import PEOPLE, Signer
from .pieces import OPEN, PIECES, PLACES, RECORDED, TEXTS, Piece

__all__ = [
    "OPEN",
    "PEOPLE",
    "PIECES",
    "PLACES",
    "RECORDED",
    "TEXTS",
    "Piece",
    "Signer",
]
