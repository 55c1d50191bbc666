"""Work on strangers' files in a child process: its bounds, and what is sent each way.

Pictures, documents, PDFs and texts coming in each have a child of their own, which
says what it may use; all of them are bounded here.
"""

from .bounds import confine
from .wire import framed, received, send, unframed

__all__ = ["confine", "framed", "received", "send", "unframed"]
