"""Anchors of the record: written to a folder and sent by mail, at every so many hours.

Tests: tests/syndication/test_anchoring.py.
"""

import logging
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from publications import clock
from publications.anchors import Anchor, Unreadable
from publications.models import Delivery
from publications.workflow import anchoring

EVENT = "anchor"

log = logging.getLogger(__name__)


def anchor_if_due() -> None:
    """Anchor the record once in each span of ANCHOR_HOURS. What goes wrong is told in
    the log, holds up nothing, and is tried again at the next look."""
    if not settings.ANCHOR_HOURS:
        return
    at = clock.database_now()
    span = _span_of(at)
    path = _path(f"{span:%Y-%m-%dT%HZ}")
    if path.exists():
        return
    try:
        anchor(at, path, f"{span:%Y-%m-%dT%HZ}")
    except (OSError, Unreadable) as error:
        log.error("The record could not be anchored: %s", error)


def anchor_now() -> Path:
    """Anchor the record whatever was done before; return the file. Raises OSError,
    Unreadable."""
    at = clock.database_now()
    name = f"{at:%Y-%m-%dT%H%M%S.%fZ}"
    path = _path(name)
    anchor(at, path, name)
    return path


def anchor(at: datetime, path: Path, name: str) -> None:
    """Letters first: they leave this machine, whatever becomes of its folder."""
    signed = anchoring.of_the_end(at)
    # Of several hosts the first sends: one anchor for each moment and recipient.
    Delivery.objects.bulk_create(_letters(signed, at, name), ignore_conflicts=True)
    _write(str(signed), path)


def _span_of(at: datetime) -> datetime:
    hours = int(at.timestamp()) // 3600
    began = hours - hours % settings.ANCHOR_HOURS
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=began)


def _path(name: str) -> Path:
    return settings.ANCHOR_DIR / f"anchor-{name}.txt"


def _letters(signed: Anchor, at: datetime, name: str) -> list[Delivery]:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("The record ends with entry %(number)s") % {"number": signed.entry}
        told = _(
            "Please keep this letter: it proves later that the record up to this entry "
            "was not rewritten. Nothing has to be done."
        )
    return [
        Delivery(
            recipient=recipient,
            subject=subject,
            body=f"{told}\n\n{signed}",
            event=EVENT,
            key=f"{EVENT}:{name}",
            created_at=at,
            due_at=at,
        )
        for recipient in settings.ANCHOR_RECIPIENTS
    ]


def _write(text: str, path: Path) -> None:
    """Whole or not at all; what stands there stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=".anchor-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        Path(beside).chmod(0o444)
        # A link that refuses what is there, unlike a rename.
        path.hardlink_to(beside)
    except FileExistsError:
        log.info("Another worker has written %s.", path.name)
    finally:
        Path(beside).unlink(missing_ok=True)
