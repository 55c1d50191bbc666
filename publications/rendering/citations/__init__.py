"""How an edition is cited: in words, and in the formats that reference managers read.

Pure, and of frozen data alone: a citation is the same bytes for ever. The words in it
are in the text's own language, whatever language is active.
"""

from .bibtex import bibtex
from .cited import Citation, FirstPublication, Name
from .csl import csl_json
from .ris import ris
from .words import in_sentences, plain

__all__ = [
    "Citation",
    "FirstPublication",
    "Name",
    "bibtex",
    "csl_json",
    "in_sentences",
    "plain",
    "ris",
]
