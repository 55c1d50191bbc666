"""A page as a PDF: what is needed for it, and its making in a confined child process.

Pure: it gets HTML, a style sheet and the files that these name, and knows no texts.
`publications.papers` says what stands in it.
"""

from .confined import Failed, made
from .libraries import lacking

__all__ = ["Failed", "lacking", "made"]
