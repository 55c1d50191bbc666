"""Markdown to safe HTML and plain text; words, excerpts, slugs. Pure: no models.

The rest of the product takes what it needs from here; the modules inside say why each
step is as it is.
"""

from .article import MAX_CHARACTERS, RENDERER_VERSION, Rendered, TooLong
from .confined import render
from .feed_html import absolute
from .languages import direction_of
from .offline import offline
from .slugs import clean_slug, propose_slug
from .words import count_words, excerpt, opening

__all__ = [
    "MAX_CHARACTERS",
    "RENDERER_VERSION",
    "Rendered",
    "TooLong",
    "absolute",
    "clean_slug",
    "count_words",
    "direction_of",
    "excerpt",
    "offline",
    "opening",
    "propose_slug",
    "render",
]
