"""Documents read without a child process: the same, and faster."""

from collections import Counter

from publications.confinement import unframed
from publications.importing.documents import child


def read(message):
    head, parts = unframed(b"".join(message))
    counts = Counter({what: count for what, count in head["counts"].items() if count})
    return parts[0].decode(), counts, parts[1:], head["is_plain"]


def from_word(data):
    """Markdown, what was left out, and the pictures."""
    return read(child.read_word(data, first_note=1))[:3]


def from_page(html, of="page", first_note=1):
    return read(child.read_page(html.encode(), first_note=first_note, of=of))[:3]


def from_piece(html):
    """Markdown alone, of what was pasted."""
    return from_page(html, of="piece")[0]


def is_plain(html):
    return read(child.read_page(html.encode(), first_note=1, of="piece"))[3]
