"""How a text stands to the other languages it is live in: what readers are told.

Only of what is live: a language that is still to come is named nowhere.
Tests: tests/views/test_standing.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from publications.models import Edition, Relation


@dataclass(frozen=True)
class Standing:
    # The version that holds where they differ; None: they are equal, or there is one.
    governing: Edition | None = None
    original: Edition | None = None
    # Of a translation that is behind: the edition that it follows, and the latest one
    # of the original that told of a change since.
    followed: Edition | None = None
    changed: Edition | None = None


def standing(edition: Edition, versions: Sequence[Edition], at: datetime) -> Standing:
    """`versions`: the publication in every language that is live, this one included."""
    if len(versions) < 2:
        return Standing()
    original = next((v for v in versions if _is_original(v)), None)
    governing = next((v for v in versions if v.text.governs), None)
    if _is_original(edition):
        return Standing(governing, original)
    if edition.text.relation == Relation.COURTESY:
        governing = governing or original
    followed = _followed(edition, original)
    changes = followed and Edition.objects.changed_since(followed, at)
    changed = changes.first() if changes is not None else None
    return Standing(governing, original, changed and followed, changed)


def _is_original(edition: Edition) -> bool:
    return edition.text.relation == Relation.ORIGINAL


def _followed(edition: Edition, original: Edition | None) -> Edition | None:
    """The edition that a translation follows, where it isn't the live one."""
    wording = edition.revision.follows
    if wording is None or original is None or wording.edition.number is None:
        return None
    return wording.edition if wording.edition != original else None
