"""What the side panel of the writing page tells of an edition."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from publications import clock, workflow
from publications.models import OPEN_STAGES, AuditEntry, Edition

from .acts import BUTTONS

SHOWN_ENTRIES = 50


def told(
    request: HttpRequest, edition: Edition, possible: tuple[str, ...]
) -> dict[str, Any]:
    """Return where the text stands, what is possible, and why more is not."""
    at = clock.moment()
    code, word = edition.state(at)
    is_stale = isinstance(getattr(request, "refusal", None), workflow.Stale)
    under_way = Q(stage__in=OPEN_STAGES) | Q(live_from__gt=at)
    others = edition.text.editions.filter(under_way).exclude(pk=edition.pk)
    history = AuditEntry.objects.filter(edition=edition.uuid).order_by("-sequence")
    return {
        "state_code": code,
        "state_word": word,
        "possible": possible,
        "buttons": [button for button in BUTTONS if button.act in possible],
        "reasons": workflow.reasons(edition, by=request.user, at=at),
        "approvals": edition.approvals.filter(voided_at=None).select_related(
            "approver"
        ),
        "placements": edition.text.publication.placements.select_related("outlet"),
        "public_address": (
            edition.get_absolute_url() if code in ("live", "superseded") else ""
        ),
        "under_way": others.select_related("revision__saved_by").first(),
        "history": history[:SHOWN_ENTRIES],
        "newer_version": edition.text.version if is_stale else None,
        "follows": edition.begun_from_id is not None,
    }
