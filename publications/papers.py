"""Editions on paper: a PDF of each, made once by the worker and kept.

Whoever makes one first claims its row and has it laid out in a confined child process.
What stands in it is the stored rendering and the facts that the text's page tells; once
the text is taken down, a new sheet says so, and the one before is given to nobody.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from . import clock, paper, renditions, renewal, zones
from .mission import emblem, mission_name
from .models import (
    Change,
    Edition,
    Image,
    Kind,
    Paper,
    PlacementRole,
    Text,
    Withdrawal,
)
from .rendering.days import in_words

# Raised whenever sheets already made should be made anew (`manage.py make_papers`).
VERSION = 1
# Longer than the making of one may take, with the sizes of its pictures.
LEASE = timedelta(minutes=4)
STYLE = "publications/paper.css"

_SHOWN = re.compile(r'<img\b[^>]*?\ssrc="([^"]+)"')


class NotReady(Exception):
    """It can't be had now: somebody else makes it."""


def wanting(at: datetime) -> QuerySet[Edition]:
    """Editions to be read of which there is no paper yet, or one of an older kind; the
    newest first."""
    made = Paper.objects.filter(edition=OuterRef("pk"), renderer=VERSION)
    readable = Edition.objects.readable(at).filter(~Exists(made))
    return readable.order_by("-live_from", "-pk")


def make_all(text: Text) -> None:
    """Have every paper of a text as it is to be now: of each edition that may be read.

    Raises NotReady, OSError of a store that is away, or `paper.Failed` once all others
    are made.
    """
    at = clock.database_now()
    readable = Edition.objects.readable(at).filter(text=text)
    failed = None
    for edition in readable.order_by("-live_from").to_read():
        try:
            make(edition)
        except paper.Failed as error:
            failed = error
    if failed:
        raise failed


def make(edition: Edition) -> None:
    """Have the paper of an edition that may be read (`to_read`). Raises as `make_all`
    does."""
    at = clock.database_now()
    in_force = Withdrawal.objects.in_force(at).filter(edition__text=edition.text_id)
    withdrawal = in_force.first()
    known = Paper.objects.filter(edition=edition).first()
    if not _is_due(known, withdrawal):
        return
    claimed = _claim(edition)
    # Somebody else may have made it since it was looked at.
    if _is_due(claimed, withdrawal):
        _make(claimed, edition, withdrawal)
    else:
        _claims(claimed).update(claimed_until=at)


def _is_due(known: Paper | None, withdrawal: Withdrawal | None) -> bool:
    return not (known and known.renderer == VERSION and known.tells_of(withdrawal))


def _claim(edition: Edition) -> Paper:
    """Take the making with a conditional UPDATE: of several workers one wins."""
    now = clock.database_now()
    row, _made = Paper.objects.get_or_create(
        edition=edition, defaults={"claimed_until": now}
    )
    free = Paper.objects.filter(pk=row.pk, claimed_until__lte=now)
    if not free.update(claimed_until=now + LEASE):
        raise NotReady(f"{edition.uuid}: somebody else makes it")
    row.refresh_from_db()
    return row


def _claims(claimed: Paper) -> QuerySet[Paper]:
    """The row while it is claimed by whoever has this one in hand."""
    return Paper.objects.filter(pk=claimed.pk, claimed_until=claimed.claimed_until)


def _make(claimed: Paper, edition: Edition, withdrawal: Withdrawal | None) -> None:
    """Make it and store it, under the claim alone; whatever fails lets the claim go."""
    mine, before, stored = _claims(claimed), claimed.file.name, 0
    try:
        pdf = _laid_out(edition, withdrawal)
        claimed.file.save(f"{get_random_string(12)}.pdf", ContentFile(pdf), save=False)
        stored = mine.update(
            file=claimed.file.name,
            size=len(pdf),
            digest=hashlib.sha256(pdf).hexdigest(),
            renderer=VERSION,
            withdrawal=withdrawal,
            claimed_until=clock.database_now(),
        )
        renewal.announce()  # its text's page leads to it
    finally:
        if not stored:
            mine.update(claimed_until=clock.database_now())
        unneeded = before if stored else claimed.file.name
        if unneeded and (stored or unneeded != before):
            with suppress(OSError):  # of a store that is away
                claimed.file.storage.delete(unneeded)


def _laid_out(edition: Edition, withdrawal: Withdrawal | None) -> bytes:
    told = _told(edition, withdrawal)
    with override(edition.language):
        html = render_to_string("publications/paper.html", told)
    style = Path(finders.find(STYLE)).read_text(encoding="utf-8")
    files = {
        settings.SITE_URL + path: data for path, data in _files(html, edition.revision)
    }
    return paper.made(html, style, told["address"], files)


def _told(edition: Edition, withdrawal: Withdrawal | None) -> dict[str, object]:
    text, revision = edition.text, edition.revision
    with override(edition.language):
        own = reverse(
            "edition", args=[text.year, revision.address.slug, edition.number]
        )
        day = in_words(zones.day_of(edition.live_from))
        line = _("Edition %(number)d, %(day)s") % {"number": edition.number, "day": day}
    placements = [p for p in text.publication.placements.all() if p.confirmed]
    return {
        "edition": edition,
        "revision": revision,
        "kind": Kind(edition.kind),
        "mission": mission_name(edition.language),
        "withdrawal": withdrawal,
        "changes": _changes(edition),
        "first_placements": [p for p in placements if p.role == PlacementRole.FIRST],
        "appearances": [p for p in placements if p.role != PlacementRole.FIRST],
        "address": settings.SITE_URL + edition.get_absolute_url(),
        "own_address": settings.SITE_URL + own,
        "edition_line": line,
        "emblem": _emblem_path(),
    }


def _changes(edition: Edition) -> QuerySet[Edition]:
    """What readers were told of up to this edition, the latest first."""
    readable = Edition.objects.readable(edition.live_from).filter(text=edition.text)
    told = readable.filter(number__gt=1, number__lte=edition.number)
    return told.exclude(change=Change.TECHNICAL).order_by("-number")


def _files(html: str, revision) -> Iterator[tuple[str, bytes]]:
    """All that the sheet may open, by its path: the emblem, and those pictures of this
    very revision that it names, in the size that it names."""
    yield _emblem_path(), emblem().data
    uses = revision.image_uses.select_related("image")
    known = {str(use.image.uuid): use.image for use in uses}
    for path in sorted(set(_SHOWN.findall(html))):
        with suppress(Resolver404):
            named = resolve(path)
            image = known.get(str(named.kwargs.get("uuid")))
            if image and (data := _pixels(image, named.url_name, named.kwargs)):
                yield path, data


def _emblem_path() -> str:
    """What the sheet calls it; the ending says what it is."""
    return f"/emblem.{emblem().extension}"


def _pixels(image: Image, door: str | None, named: dict[str, str]) -> bytes | None:
    if door == "picture":  # of older renderings
        file = image.file
    elif door == "rendition":
        made = renditions.ready(image, named["name"], named["extension"])
        if made is None:
            return None
        file = made.file
    else:
        return None
    with file.open("rb") as opened:
        return opened.read()
