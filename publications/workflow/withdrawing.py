"""Taking down: one step for one person, at once, whatever stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _

from publications.models import (
    Account,
    Delivery,
    Edition,
    Outcome,
    Task,
    Text,
    Withdrawal,
    WithdrawalReason,
)

from . import notices
from .act import Act, acting_widely, enter, fresh
from .content import tidy, unfit_characters
from .copies import leave_copy
from .ledger import end_now
from .locks import bump, what_happened, with_bundles
from .papers import have_paper_made
from .refusals import NotPossible, NotTold, Stale, Unfilled
from .release import take_back_whole
from .rules import latest_released
from .subscribers import have_hub_told

STRICTER = {
    "": tuple(Outcome),
    Outcome.WITHDRAWN: (Outcome.REPLACED, Outcome.RETRACTED),
    Outcome.REPLACED: (Outcome.RETRACTED,),
    Outcome.RETRACTED: (),
}


@dataclass(frozen=True)
class TakingDown:
    """What the person decided. `languages`: None for all; `replacement` for replaced.

    The public note is for readers of the language in which it is decided; those of
    another find theirs in `public_notes`, else the reason alone, in their language.
    The private note is for the record.
    """

    outcome: str
    reason: str
    public_note: str = ""
    private_note: str = ""
    languages: tuple[str, ...] | None = None
    replacement: Text | None = None
    public_notes: Mapping[str, str] = field(default_factory=dict)

    def tidied(self, language: str) -> "TakingDown":
        """The same, decided in this language, with all public notes by theirs."""
        notes = {language: self.public_note, **self.public_notes}
        return replace(
            self,
            public_notes={code: tidy(note) for code, note in notes.items()},
            private_note=tidy(self.private_note),
        )

    def note_for(self, edition: Edition) -> str:
        return self.public_notes.get(edition.text.language, "")


def withdraw(edition: Edition, decided: TakingDown, *, by: Account) -> Edition:
    """Take a text down at this second.

    No draft, schedule or stale page stands in the way: whatever is scheduled for these
    texts is taken back in the same transaction. Refused as Stale only where somebody
    has released or taken down something else since, which the person hasn't seen.
    """
    decided = decided.tidied(edition.text.language)
    try:
        _withdraw(edition, decided, by)
    except IntegrityError:
        # What was scheduled went live between our look and our write: once more.
        _withdraw(edition, decided, by)
    return fresh(edition)


def _withdraw(edition: Edition, decided: TakingDown, by: Account) -> None:
    reached = with_bundles(edition)
    note = decided.private_note
    with acting_widely("withdraw", edition, reached, by=by, note=note) as act:
        _check_what_was_said(edition, decided)
        _check_is_what_was_seen(edition, act)
        texts = act.edition.text.publication.texts.order_by("pk")
        if decided.languages is not None:
            texts = texts.filter(language__in=decided.languages)
        outcome = decided.outcome
        ended = [end for text in texts if (end := _take_down(text, act, outcome))]
        if not ended:
            raise NotPossible(_("Nothing is public there that could be taken down."))
        _check_readers_are_told(ended, decided, act)
        bump(end.text for end in ended)
        for end in ended:
            _answer(end, decided, act)
        # Last, and before anybody is told that it is done.
        leave_copy(ended)


def _answer(edition: Edition, decided: TakingDown, act: Act) -> None:
    """Store what readers are to find, enter it, tell people, and let the worker
    confirm that a retraction is true."""
    withdrawal = Withdrawal.objects.create(
        edition=edition,
        outcome=decided.outcome,
        reason=decided.reason,
        public_note=decided.note_for(edition),
        private_note=act.note,
        replacement=decided.replacement,
        entered_at=act.at,
        entered_by=act.by,
    )
    details = {
        "outcome": withdrawal.outcome,
        "reason": withdrawal.reason,
        "public_note": withdrawal.public_note,
        "withdrawal": withdrawal.pk,
    }
    done = Act(edition, act.by, act.at, act.note, details)
    notices.taken_down(done)
    enter("withdraw", done)
    have_hub_told(edition, act.at)
    if withdrawal.outcome == Outcome.RETRACTED:
        Delivery.objects.create(
            task=Task.CONFIRM_RETRACTION,
            edition=edition,
            withdrawal=withdrawal,
            created_at=act.at,
            due_at=act.at,
        )
    else:
        # What is to be had on paper tells of it, too.
        have_paper_made(edition)


def _check_what_was_said(edition: Edition, decided: TakingDown) -> None:
    if decided.outcome not in Outcome.values:
        raise Unfilled(
            _("Please say what readers are to find instead."), field="outcome"
        )
    if fault := unfit_characters(decided.private_note):
        raise NotPossible(fault, field="private_note")
    if decided.reason not in WithdrawalReason.values:
        raise Unfilled(_("Please choose the reason."), field="reason")
    if decided.outcome != Outcome.REPLACED:
        if decided.replacement is not None:
            raise NotPossible(_("Only a replaced text has another in its place."))
    elif decided.replacement is None:
        raise Unfilled(
            _("Please choose the text that takes its place."), field="replacement"
        )
    elif decided.replacement.publication_id == edition.text.publication_id:
        raise NotPossible(_("A text can't be replaced by itself."), field="replacement")


def _check_readers_are_told(
    ended: list[Edition], decided: TakingDown, act: Act
) -> None:
    """One note at least says why: nothing is to stay public until it is translated."""
    notes = {edition: decided.note_for(edition) for edition in ended}
    faults = {
        e: fault for e, note in notes.items() if (fault := unfit_characters(note))
    }
    if faults:
        raise NotTold(faults)
    if decided.outcome == Outcome.REPLACED or any(n.strip() for n in notes.values()):
        return
    asked = next((e for e in ended if e.text_id == act.edition.text_id), ended[0])
    raise NotTold({asked: _("Please tell readers in the public note why it is gone.")})


def _check_is_what_was_seen(edition: Edition, act: Act) -> None:
    """An edition that went live by its schedule is taken down in the other's place:
    what the person wants is the text gone. Somebody's act meanwhile is shown first."""
    latest = latest_released(act.edition, act.at)
    if latest is None:
        raise NotPossible(_("Nothing is public there that could be taken down."))
    if latest != edition and not latest.wall_time:
        raise Stale(what_happened(edition.text))


def _take_down(text: Text, act: Act, outcome: str) -> Edition | None:
    """Take back what is scheduled or waits for its outlet, end what is live; return
    what was ended, or what is down already and is now to be answered more strictly."""
    # What has an end was taken down already, and the clock was set back since.
    to_come = Q(live_from__gt=act.at, live_until=None) | Q(
        live_from=None, awaits__isnull=False
    )
    for scheduled in text.editions.filter(to_come):
        take_back_whole(scheduled, act)
    latest = (
        text.editions.filter(live_from__isnull=False).order_by("-live_from").first()
    )
    if latest is None:
        return None
    latest = fresh(latest)
    if latest.live_until is None:
        end_now(latest, act.at)
        return latest
    last = latest.withdrawals.last()
    is_stricter = outcome in STRICTER[last.outcome if last else ""]
    if latest == act.edition and not is_stricter:
        raise NotPossible(
            _(
                "The text was taken down already, and at least as strictly. To bring "
                "it back, begin a new edition."
            )
        )
    return latest if is_stricter else None
