"""What a translation follows: the wording of its original, as far as it has gone along.

Tests: tests/workflow/test_following.py.
"""

from contextlib import suppress
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publications.models import Edition, Relation, Revision, Stage, Text


def source_of(edition: Edition, at: datetime) -> Revision | None:
    """The wording of the original that a translator works from: what is cleared to go
    out next, else what is public, else the draft. None for the original itself, and
    where there is none."""
    if edition.text.relation == Relation.ORIGINAL:
        return None
    editions = list(
        Edition.objects.filter(
            text__publication=edition.text.publication_id,
            text__relation=Relation.ORIGINAL,
        )
        .exclude(stage=Stage.DISCARDED)
        .select_related("revision__edition")
        .order_by("-pk")
    )
    if not editions:
        return None
    # The one that was begun last, unless it is still being written beside a public one.
    is_written = editions[0].stage in (Stage.DRAFT, Stage.IN_REVIEW)
    public = next((e for e in editions if e.live_from and e.live_from <= at), None)
    return (public if is_written and public else editions[0]).revision


def original_changed(edition: Edition, at: datetime) -> Edition | None:
    """The latest edition of the original that told readers of a change since the one
    that this translation follows; None where there is none, or nobody said what it
    follows."""
    followed = edition.revision.follows
    if followed is None:
        return None
    return Edition.objects.changed_since(followed.edition, at).first()


def wording(reference: str, text: Text) -> Revision | None:
    """The original's revision that is named so (`Revision.reference`). Raises
    ValidationError where there is none."""
    if not reference:
        return None
    edition, _slash, number = reference.partition("/")
    number = number if len(number) < 6 else ""
    with suppress(ValidationError, ValueError, Revision.DoesNotExist):
        return Revision.objects.exclude(edition__text=text).get(
            edition__text__publication=text.publication_id,
            edition__text__relation=Relation.ORIGINAL,
            edition__uuid=edition,
            number=int(number),
        )
    raise ValidationError(
        {"follows": _("The original has no such wording: please look at it again.")}
    )
