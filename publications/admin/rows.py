"""What a row of the list of texts tells."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publications import zones
from publications.models import (
    OPEN_STAGES,
    STATES,
    Account,
    Edition,
    Publication,
    Stage,
)

from . import care, several
from .apart import told_apart
from .words import in_words


class Standing(NamedTuple):
    """One word on how a text stands; `edition` where it is another than the row's."""

    code: str
    word: str
    edition: Edition | None = None


class Row(NamedTuple):
    edition: Edition
    standings: list[Standing]
    signed_by: str
    held_by: str
    next: list[str]
    care: list[tuple[str, str]]
    apart: str = ""  # from another row that reads alike

    @property
    def publication(self) -> Publication:
        return self.edition.text.publication

    @property
    def may_be_chosen(self) -> bool:
        return several.may_be_chosen(self.edition)

    @property
    def due_on(self):
        """Only what is still to be cleared is due."""
        edition = self.edition
        return edition.due_on if edition.stage in OPEN_STAGES else None


def told(editions: list[Edition], by: Account, at: datetime) -> list[Row]:
    """A row for each, whatever their number in a few queries: of each text also what
    is under way and what is public, as far as this person may see it."""
    texts = [edition.text_id for edition in editions]
    seen = Edition.objects.visible_to(by, at).filter(text__in=texts)
    seen = seen.exclude(stage=Stage.DISCARDED).prefetch_related("withdrawals")
    of_text: dict[int, list[Edition]] = {}
    for other in seen.order_by("pk"):
        of_text.setdefault(other.text_id, []).append(other)
    apart = told_apart(editions)
    return [
        _row(each, of_text.get(each.text_id, []), at)._replace(
            apart=apart.get(each.pk, "")
        )
        for each in editions
    ]


def _row(edition: Edition, others: list[Edition], at: datetime) -> Row:
    return Row(
        edition,
        list(_standings(edition, others, at)),
        ", ".join(edition.revision.creators()),
        _held_by(edition, at),
        list(_next(edition, at)),
        list(care.needed(edition, at)),
    )


def _standings(
    edition: Edition, others: Iterable[Edition], at: datetime
) -> Iterator[Standing]:
    """The row's own edition first, then what else there is: under way, then public."""
    own = _standing(edition, at)
    yield own
    is_public = [each for each in others if each.live_from and each.live_from <= at]
    under_way = [each for each in others if each not in is_public]
    public = max(is_public, key=lambda each: each.live_from, default=None)
    for each in under_way:
        if each != edition:
            yield _standing(each, at)._replace(edition=each)
    if public is None:
        yield Standing("unpublished", _("Not public"))
    elif public != edition and own.code != "live":
        yield _standing(public, at)._replace(edition=public)


def _standing(edition: Edition, at: datetime) -> Standing:
    code, word = edition.state(at)
    if code == "live":
        day = date_format(zones.day_of(edition.live_from), "j M Y")
        return Standing(code, _("Live since %(day)s") % {"day": day})
    return Standing(code, str(STATES.get(code, word)))


def _held_by(edition: Edition, at: datetime) -> str:
    """Who has it in hand."""
    if edition.stage == Stage.DRAFT:
        return str(edition.revision.saved_by)
    if edition.stage == Stage.IN_REVIEW:
        return str(edition.reviewing_by or _("Waits for a reviewer"))
    if edition.stage == Stage.APPROVED:
        return _("Waits for its release")
    return ""


def _next(edition: Edition, at: datetime) -> Iterator[str]:
    """What is to happen, with the zone of its moment."""
    if edition.live_from and edition.live_from > at:
        yield _("Public on %(moment)s") % {"moment": in_words(edition.live_from)}
    elif edition.awaits and not edition.live_from:
        outlet = edition.awaits.outlet.name
        yield _("Public once confirmed in %(outlet)s") % {"outlet": outlet}
    embargo = edition.text.publication.embargo_until
    if embargo and embargo > at:
        yield _("Embargo until %(moment)s") % {"moment": in_words(embargo)}
