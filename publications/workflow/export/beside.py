"""What lies beside a text: where it appeared, and that it came from a former site."""

from typing import Any

from publications.models import ArchivedCopy, ArchivedText, Placement, Text

from .plain import day, moment, who


def of_placement(placement: Placement) -> dict[str, Any]:
    return {
        "outlet": placement.outlet.name,
        "role": placement.role,
        "presenting_sentence": placement.presenting_sentence,
        "url": placement.url,
        "language": placement.language,
        "appeared_on": day(placement.appeared_on),
        "confirmed": placement.confirmed,
        "country": placement.outlet.country,
        "headline": placement.headline,
        "page": placement.page,
        "canonical": placement.canonical,
        "permission": placement.permission,
        "exclusive_until": day(placement.exclusive_until),
        "sameness": placement.sameness,
        "differences": placement.differences,
        "errors": placement.errors,
        "copies": [_of_copy(copy) for copy in placement.copies.all()],
    }


def _of_copy(copy: ArchivedCopy) -> dict[str, Any]:
    return {
        "uuid": str(copy.uuid),
        "name": copy.name,
        "size": copy.size,
        "digest": copy.digest,
        "kept_at": moment(copy.kept_at),
        "kept_by": who(copy.kept_by),
    }


def archived(text: Text):
    """What tells that a text came from a former site: one row, or none."""
    rows = ArchivedText.objects.filter(text=text)
    return rows.select_related("batch__taken_in_by")


def of_archived(archived: ArchivedText) -> dict[str, Any]:
    return {
        "batch": str(archived.batch.uuid),
        "name": archived.batch.name,
        "public_since": archived.public_since.isoformat(),
        "file": archived.file,
        "taken_in_at": moment(archived.batch.taken_in_at),
        "taken_in_by": who(archived.batch.taken_in_by),
    }
