"""Word documents and web pages as Markdown of the dialect that the site renders.

A file is turned in a child process of bounded memory and time (`confined`): Word into
HTML by mammoth (`word`), any HTML into few elements (`cleaning` and what it calls),
these into Markdown by markdownify (`writing`). What can't come along is counted and
told in words (`left_out`). Nothing here asks the database or the network.
"""

from .confined import Converted, pasted, read_page, read_word
from .recognising import is_page, is_word

__all__ = ["Converted", "is_page", "is_word", "pasted", "read_page", "read_word"]
