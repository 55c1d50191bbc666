"""The record's end, signed; and the record held against what was signed before."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from publications import anchors
from publications.anchors import Anchor
from publications.models import GENESIS, AuditEntry


def of_the_end(at: datetime) -> Anchor:
    """Sign with which entry the record ends. Raises OSError, anchors.Unreadable."""
    last = AuditEntry.objects.order_by("-sequence").first()
    said = Anchor(
        site=settings.SITE_URL,
        entry=last.sequence if last else 0,
        hash=last.hash if last else GENESIS,
        entered=last.at.isoformat(timespec="microseconds") if last else "",
        signed=at.isoformat(timespec="seconds"),
    )
    return anchors.sign(said, anchors.own_key(settings.RECORD_KEY))


def faults(
    paths: Iterable[Path],
    keys: Iterable[Ed25519PublicKey],
    counted: dict[str, int],
    until: int | None = None,
) -> Iterator[str]:
    """Yield a sentence for each anchor that the record doesn't bear out.

    `until`: asked of those up to this entry alone, where the rest was lost.
    """
    known = {anchors.fingerprint(key): key for key in keys}
    held = [found for path in paths for found in anchors.held_in(path)]
    if until is not None:
        held = [found for found in held if found[1].entry <= until]
    counted["anchors"] = len(held)
    if not held and until is None:
        yield "There is no anchor to hold the record against."
    asked = {anchor.entry for _path, anchor in held}
    entries = AuditEntry.objects.filter(sequence__in=asked)
    stored = {0: GENESIS, **dict(entries.values_list("sequence", "hash"))}
    for path, anchor in held:
        key = known.get(anchor.key)
        if key is None:
            yield f"{path.name} is signed with a key that was not given: {anchor.key}."
        elif not anchors.is_signed(anchor, key):
            yield f"{path.name} was changed after it was signed."
        elif anchor.entry not in stored:
            yield (
                f"Entry {anchor.entry}, the last on {anchor.signed} ({path.name}), is "
                "gone: the end of the record was cut off."
            )
        elif anchor.hash != stored[anchor.entry]:
            yield (
                f"Entry {anchor.entry} is not the one of {anchor.signed} "
                f"({path.name}): the record was written anew."
            )
