"""The ledger of periods: the one place that writes `live_from` and `live_until`.

A start moves between an edition and the one before it, so that one ends where the
next begins. Both databases check row by row: the row that shrinks is written first,
then the one that grows.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max

from publications import clock, search
from publications.models import OPEN_STAGES, Edition, Stage

from .autosaving import close_autosaves
from .papers import have_paper_made
from .refusals import NotPossible, held
from .subscribers import have_hub_told


def set_start(edition: Edition, start: datetime | None) -> None:
    """Let an edition's period begin at `start` (UTC), or take the period away."""
    if start is not None:
        _refuse_while_held()
    before = (
        edition.text.editions.filter(live_from__isnull=False)
        .exclude(pk=edition.pk)
        .order_by("-live_from")
        .first()
    )
    old = edition.live_from
    # A predecessor that ended otherwise (withdrawn) keeps its end.
    if before and before.live_until != old:
        before = None
    shrinks_first = old is None or (start is not None and start < old)
    if before and shrinks_first:
        _end(before, start)
    _begin(edition, start, first=before is None and edition.begun_from_id is None)
    if before and not shrinks_first:
        _end(before, start)
    if start is not None:
        have_paper_made(edition)
        search.index(edition)
        close_autosaves(edition)
    else:
        search.forget(edition)
    have_hub_told(edition, start)


def end_now(edition: Edition, at: datetime) -> None:
    """End the period of the live edition without a successor: it is taken down."""
    _refuse_while_held()
    _end(edition, at)


def _refuse_while_held() -> None:
    """The last door: whatever act leads here, nothing begins or ends to be public."""
    if clock.held():
        raise NotPossible(held())


def _end(edition: Edition, moment: datetime | None) -> None:
    edition.live_until = moment
    edition.save(update_fields=["live_until"])


def _begin(edition: Edition, start: datetime | None, *, first: bool) -> None:
    """Write the period with what is copied beside it; a first one dates the text."""
    text = edition.text
    if first:
        text.first_released_at = start
        text.year = (
            start.astimezone(ZoneInfo(settings.TIME_ZONE)).year if start else None
        )
        text.save(update_fields=["first_released_at", "year"])
    edition.live_from = start
    if start is None:
        # A text has one open edition: where a newer one has been begun meanwhile, what
        # is taken back ends here, so that no draft ever stands in the way of it.
        newer = text.editions.filter(stage__in=OPEN_STAGES).exists()
        edition.stage = Stage.DISCARDED if newer else Stage.APPROVED
        edition.emergency = False  # let out before the clock was set back
        edition.number = edition.first_released_at = edition.awaits = None
        edition.language = edition.kind = edition.wall_time = edition.wall_zone = ""
    else:
        edition.stage = Stage.RELEASED
        edition.number = edition.number or 1 + (
            text.editions.aggregate(last=Max("number"))["last"] or 0
        )
        edition.language = text.language
        edition.kind = text.publication.kind
        edition.first_released_at = text.first_released_at
    edition.save(
        update_fields=[
            "live_from",
            "stage",
            "number",
            "language",
            "kind",
            "first_released_at",
            "recorded",
            "change",
            "public_note",
            "emergency",
            "wall_time",
            "wall_zone",
            "awaits",
        ]
    )
