"""The fallback copy: the public site as files, for when nothing else answers.

What is written into it, and when, the worker decides."""

from .folder import Shelf, is_kept, shelf, take_out
from .page import copied, files_of, links_of

__all__ = ["Shelf", "copied", "files_of", "is_kept", "links_of", "shelf", "take_out"]
