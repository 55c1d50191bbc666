"""Words to be found by: of a text, of a query, and where the ones stand in the other.

Pure, and the same for every engine: what an engine stores and asks are the tokens made
here, of letters and digits alone, so that nothing typed is ever its syntax.
Tests: tests/rendering/test_searching.py, tests/search/test_table.py.
"""

from .marking import Part, Places, marked, passage, places
from .queries import Query, Term, Word, exactly, normal, read, words
from .tokens import SEPARATOR, Token, tokens

__all__ = [
    "SEPARATOR",
    "Part",
    "Places",
    "Query",
    "Term",
    "Token",
    "Word",
    "exactly",
    "marked",
    "normal",
    "passage",
    "places",
    "read",
    "tokens",
    "words",
]
