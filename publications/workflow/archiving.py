"""Archives: texts that were public on a former site, taken in as a batch, cleared and
released as a whole. An act on a batch is done to each of its texts, or to none.

Each act is one transaction: while a large batch is being worked on, others at the desk
wait for it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from publications import clock, zones
from publications.models import (
    OPEN_STAGES,
    Account,
    ArchiveBatch,
    ArchivedText,
    Edition,
    FormerAddress,
    Publication,
    Stage,
)

from . import notices, record
from .act import Act, enter, fresh, refusals_on_record
from .clearance import cleared
from .content import Content, unfit_characters
from .locks import bump, hold
from .placing import place
from .refusals import NotPermitted, NotPossible, named
from .release import went_out_at
from .review import hand_in, move_on, sign
from .roles import permissions_of
from .rules import obstacle
from .writing import Source, create

# The act that each of a batch's texts goes through, whose permission it takes.
OF_EACH = {
    "submit_batch": "submit",
    "approve_batch": "approve",
    "release_batch": "record_release",
}
# In which stage the texts are that an act on the batch is for.
MEANT = {
    "submit_batch": (Stage.DRAFT,),
    "approve_batch": OPEN_STAGES,
    "release_batch": OPEN_STAGES,
}
# Stages in which a text stands in the way of all.
TOO_EARLY = {
    "submit_batch": (),
    "approve_batch": (Stage.DRAFT,),
    "release_batch": (Stage.DRAFT, Stage.IN_REVIEW),
}


@dataclass(frozen=True)
class FormerText:
    """One text of a former site; `path` is its address there (`models.path_of`)."""

    kind: str
    language: str
    content: Content
    source: Source
    public_since: date
    path: str
    file: str
    outlet: str = ""
    presenting_sentence: str = ""


def take_in_batch(
    name: str, texts: Iterable[FormerText], *, by: Account
) -> ArchiveBatch:
    """Make a draft of each text, or of none; `texts` may be made one by one.

    Raises the refusals and ValidationErrors of `create`.
    """
    act, name = "take_in_batch", name.strip()
    with refusals_on_record(act, None, by), transaction.atomic():
        if "save" not in permissions_of(by):
            raise NotPermitted(_("Your role does not include this."))
        if fault := fault_of(name):
            raise NotPossible(fault)
        at = clock.database_now()
        batch = ArchiveBatch.objects.create(name=name, taken_in_at=at, taken_in_by=by)
        count = 0
        for text in texts:
            _take_in(text, batch, by=by)
            count += 1
        if not count:
            raise NotPossible(_("There is no text in this archive."))
        _enter_whole(act, batch, count, by=by, at=at)
    return batch


def submit_batch(batch: ArchiveBatch, *, by: Account) -> int:
    """Hand every draft of the batch to the reviewers, who are told once."""
    with _on_batch("submit_batch", batch, by) as acts:
        for act in acts:
            hand_in(act)
    return acts.count


def approve_batch(batch: ArchiveBatch, *, by: Account) -> int:
    """Approve every text that isn't cleared yet, in the capacity one has that day.

    Return how many. Those that the head of mission must approve, too, stay in review.
    """
    with _on_batch("approve_batch", batch, by) as acts:
        for act in acts:
            sign(act)
            move_on(act)
    return acts.count


def release_batch(batch: ArchiveBatch, *, by: Account) -> int:
    """Let every text be public since the first minute of its original day."""
    with _on_batch("release_batch", batch, by) as acts:
        for act in acts:
            went_out_at(act, zones.beginning_of(act.edition.text.archived.public_since))
    return acts.count


def possible_on(batch: ArchiveBatch, *, by: Account, at: datetime) -> tuple[str, ...]:
    """Return the acts to offer this person on the batch.

    Each act asks every text; for a button it is enough to ask the first one, and
    whether any text isn't as far yet.
    """
    permissions = permissions_of(by)
    if not _all_are_seen(batch, by, at):
        return ()
    return tuple(
        name
        for name, of_each in OF_EACH.items()
        if of_each in permissions
        and (first := _first_meant(name, batch))
        and not obstacle(of_each, first, by=by, at=at)
    )


def fault_of(name: str) -> str:
    """Say why a batch can't be called so, or return ""."""
    if not name:
        return _("Please give the archive a name.")
    longest = ArchiveBatch._meta.get_field("name").max_length
    if len(name) > longest:
        return _("The name has more than %(longest)d characters.") % {
            "longest": longest
        }
    return unfit_characters(name)


def _take_in(text: FormerText, batch: ArchiveBatch, *, by: Account) -> None:
    edition = create(text.kind, text.language, text.content, by=by, source=text.source)
    if text.outlet:
        place(
            edition,
            text.outlet,
            by=by,
            presenting_sentence=text.presenting_sentence,
            confirmed=True,  # the archive says so, and somebody else approves it
        )
    ArchivedText.objects.create(
        batch=batch,
        text=edition.text,
        public_since=text.public_since,
        file=text.file[:255],
    )
    try:
        with transaction.atomic():
            FormerAddress.objects.create(path=text.path, text=edition.text)
    except IntegrityError as error:
        raise NotPossible(
            _("The old address %(path)s is another text's already.")
            % {"path": text.path}
        ) from error
    record.enter(
        "take_in_batch",
        by=by,
        at=clock.database_now(),
        edition=edition,
        batch=batch.uuid,
        file=text.file[:255],
        public_since=text.public_since,
        former_address=text.path,
    )


class _Acts:
    """The acts on the texts of a batch, made one by one and entered when done, so that
    a batch of any size is never in memory as a whole."""

    def __init__(self, name: str, batch: ArchiveBatch, by: Account, at: datetime):
        self.name, self.batch, self.by, self.at = name, batch, by, at
        self.count = 0
        self.first: Act | None = None

    def __iter__(self) -> Iterator[Act]:
        of_each = OF_EACH[self.name]
        for edition in _meant(self.name, self.batch, self.at):
            act = Act(edition, self.by, self.at)
            self.first = self.first or act
            act.details["batch"] = self.batch.uuid
            if reason := obstacle(of_each, edition, by=self.by, at=self.at):
                refusal = NotPossible(named(edition, reason))
                # Its title is for those who may see the text.
                refusal.edition = edition
                raise refusal
            bump([edition.text])
            yield act
            enter(of_each, act)
            self.count += 1


@contextmanager
def _on_batch(name: str, batch: ArchiveBatch, by: Account) -> Iterator[_Acts]:
    """Hold all of the batch; the body goes through the acts. Whom it concerns is told
    once, whatever the number of texts."""
    with refusals_on_record(name, None, by), transaction.atomic():
        if OF_EACH[name] not in permissions_of(by):
            raise NotPermitted(_("Your role does not include this."))
        publications = Publication.objects.filter(texts__archived__batch=batch)
        hold(publications.only("pk"))
        at = clock.database_now()
        if not _all_are_seen(batch, by, at):
            raise NotPermitted(
                _("Some of these texts are shown to a limited circle only.")
            )
        acts = _Acts(name, batch, by, at)
        yield acts
        if acts.first is None:
            raise NotPossible(_("No text of this archive waits for that."))
        _enter_whole(name, batch, acts.count, by=by, at=at)
        _tell(name, acts)


def _tell(name: str, acts: _Acts) -> None:
    if name == "submit_batch":
        notices.batch_submitted(acts.first, acts.batch, acts.count)
    in_review = _first_editions(acts.batch).filter(stage=Stage.IN_REVIEW)
    if name == "approve_batch" and not in_review.exists():
        notices.batch_approved(acts.first, acts.batch, acts.count)


def _meant(name: str, batch: ArchiveBatch, at: datetime) -> Iterator[Edition]:
    """The editions that an act on the batch is for, by text: the order of locks.

    An approval is asked of those alone that aren't cleared yet.
    """
    editions = _first_editions(batch).filter(stage__in=MEANT[name]).order_by("text")
    approved = editions.filter(approvals__isnull=False, approvals__voided_at=None)
    may_be_cleared = set(approved.values_list("pk", flat=True))
    for pk in list(editions.values_list("pk", flat=True)):
        edition = fresh(Edition(pk=pk))
        is_for_approval = name == "approve_batch" and pk in may_be_cleared
        if not (is_for_approval and cleared(edition, at)):
            yield edition


def _first_meant(name: str, batch: ArchiveBatch) -> Edition | None:
    """The first of the editions that the act is for, unless some aren't as far."""
    editions = _first_editions(batch)
    if editions.filter(stage__in=TOO_EARLY[name]).exists():
        return None
    # What is in review before what is approved.
    first = editions.filter(stage__in=MEANT[name]).order_by("-stage", "text").first()
    return first and fresh(first)


def _first_editions(batch: ArchiveBatch) -> QuerySet[Edition]:
    """Those that came with the batch; what is begun later goes its own way."""
    return Edition.objects.filter(text__archived__batch=batch, begun_from=None)


def _all_are_seen(batch: ArchiveBatch, by: Account, at: datetime) -> bool:
    editions = _first_editions(batch)
    seen = Edition.objects.visible_to(by, at).filter(pk__in=editions.values("pk"))
    return seen.count() == editions.count()


def _enter_whole(
    name: str, batch: ArchiveBatch, texts: int, *, by: Account, at: datetime
) -> None:
    record.enter(name, by=by, at=at, batch=batch.uuid, name=batch.name, texts=texts)
