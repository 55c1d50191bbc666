"""Documents as they were written, kept for as long as nothing they say has changed.

Everything that a document depends on is in its fingerprint, which costs a few queries
and no rendering. Every act and every fact that was mended is on the record, whose last
entry's hash is unlike any before it; what comes or ends by itself is seen at a glance.
"""

import gzip
import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language

from publications import metrics
from publications.lists import TextList
from publications.mission import mission_name
from publications.models import AuditEntry

from .items import Item
from .pages import Page
from .writing import written

# Of this process, or of those that it began: code, settings and templates are the same.
_STARTED = secrets.token_hex(8)
KEPT = 10 * 60  # seconds
SEARCHES = 32  # documents


class Contents(NamedTuple):
    """What a document holds, read where it is to be written."""

    page: Page
    items: list[Item]


class Document(NamedTuple):
    """`packed`: compressed, as most readers want it. `digest` is that of the bytes."""

    digest: str
    packed: bytes
    changed_at: datetime | None

    @property
    def plain(self) -> bytes:
        return gzip.decompress(self.packed)


def last_entry() -> str:
    """What tells whether anything was done since. Asked before all else: whoever did it
    meanwhile makes the next fingerprint another, never this one untrue."""
    hashes = AuditEntry.objects.order_by("-sequence").values_list("hash", flat=True)
    return hashes.first() or ""


def kept(
    found: TextList, form: str, seen: tuple, read: Callable[[], Contents]
) -> Document:
    """From the cache, or read and written now. `seen`: the end of the record, and what
    else there is to see of what the document will hold."""
    said = (settings.SITE_URL, mission_name(), found.heading, found.description)
    depends = (_STARTED, *said, get_language(), found.path, form, *seen)
    fingerprint = hashlib.sha256(repr(depends).encode()).hexdigest()
    place = _place(found, fingerprint)
    known, document = cache.get(place, ("", None))
    is_kept = bool(document) and known == fingerprint
    metrics.looked_up("feeds", found=is_kept)
    if is_kept:
        return document
    page, items = read()
    data = written(found, page, items, form)
    changed_at = max((item.changed_at for item in items), default=None)
    digest = hashlib.sha256(data).hexdigest()[:32]
    document = Document(digest, gzip.compress(data, mtime=0), changed_at)
    cache.set(place, (fingerprint, document), KEPT)
    return document


def _place(found: TextList, fingerprint: str) -> str:
    """Of searches there are as many as anybody thinks of: they share a few places."""
    if not found.asked:
        return f"feed:{fingerprint}"
    return f"feed:search:{int(fingerprint, 16) % SEARCHES}"
