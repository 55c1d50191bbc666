"""The demonstration's content: who signs, which texts there are, how they stand.

Countries, people, outlets and facts are invented.
"""

from .corrections import CORRECTIONS, Correction
from .people import PEOPLE, Signer
from .pictures import hang, piece_of_paper
from .piece import TEXTS, Piece
from .pieces import OPEN, PIECES, PLACES, RECORDED
from .placements import OUTLETS, appear, describe_outlets
from .portraits import portray
from .site_pages import put_up_pages
from .subjects import SERIES, TOPICS, classify, enter_subjects

__all__ = [
    "CORRECTIONS",
    "OPEN",
    "OUTLETS",
    "PEOPLE",
    "PIECES",
    "PLACES",
    "RECORDED",
    "SERIES",
    "TEXTS",
    "TOPICS",
    "Correction",
    "Piece",
    "Signer",
    "appear",
    "classify",
    "put_up_pages",
    "describe_outlets",
    "enter_subjects",
    "hang",
    "piece_of_paper",
    "portray",
]
