"""The fallback copy: the public site as files, for when nothing else answers.

What is written into it, and when, the worker decides."""

from .page import copied, files_of, links_of
from .shelves import Shelf, is_kept, shelf, take_out

__all__ = ["Shelf", "copied", "files_of", "is_kept", "links_of", "shelf", "take_out"]
