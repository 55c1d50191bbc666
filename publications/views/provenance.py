"""Where a text has appeared, as its page tells it: what is confirmed, and no more."""

from typing import Any

from publications.models import Edition, Placement, PlacementRole


def provenance(edition: Edition) -> dict[str, Any]:
    """What the page of an edition read with `to_read` tells; costs no query."""
    placements = edition.text.publication.placements.all()
    confirmed = [placement for placement in placements if placement.confirmed]
    return {
        "first_placements": [p for p in confirmed if p.role == PlacementRole.FIRST],
        "appearances": [p for p in confirmed if p.role != PlacementRole.FIRST],
        "canonical_elsewhere": _canonical(confirmed, edition.text.language),
    }


def _canonical(confirmed: list[Placement], language: str) -> str:
    """The outlet's address that an editor chose as this text's original, or "".

    The site map leaves the same texts out (sitemaps.Texts).
    """
    chosen = (p for p in confirmed if p.canonical and p.language == language and p.url)
    return next((placement.url for placement in chosen), "")
