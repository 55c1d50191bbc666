"""Words to be found by: of a text, of a query, and where the ones stand in the other.

Pure, and the same for every engine: what an engine stores and asks are the tokens made
here, of letters and digits alone, so that nothing typed is ever its syntax.
Tests: tests/rendering/test_searching.py, tests/search/test_table.py.
"""

from .marking import Part, marked, passage
from .queries import Query, Term, Word, normal, read, words
from .tokens import SEPARATOR, Token, tokens

__all__ = [
    "SEPARATOR",
    "Part",
    "Query",
    "Term",
    "Token",
    "Word",
    "marked",
    "normal",
    "passage",
    "read",
    "tokens",
    "words",
]
