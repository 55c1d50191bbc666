"""The two questions that decide what the public sees, and what else lists ask of
editions. Tests: test_withdrawn.py, test_canary.py, workflow/test_clocks.py."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from .account import Account
from .archive import ArchivedText
from .placement import Placement
from .publication import Address, Publication, Text
from .revision import Byline
from .vocabulary import OPEN_STAGES, Change, Outcome, Relation, Stage

# Of the original that a translation follows, pages tell number and date alone.
NOT_READ = tuple(
    f"revision__follows__{field}" for field in ("title", "summary", "body", "byline")
)


class EditionQuerySet(models.QuerySet):
    """`live` and `readable` are the rule of visibility; nothing else decides it."""

    def live(self, at: datetime):
        """Lists, feeds, search, site maps, pages of persons: public at this moment."""
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)

    def readable(self, at: datetime):
        """A text's own page, earlier editions and their media: released by then, and
        not retracted now. What was retracted stays so, also when a later edition
        reinstates the text: a past moment never brings it back."""
        retracted = self.model.objects.filter(
            text=OuterRef("text"),
            live_from__gte=OuterRef("live_from"),
            withdrawals__outcome=Outcome.RETRACTED,
        )
        return self.filter(~Exists(retracted), live_from__lte=at)

    def of_text_at(self, language: str, slug: str):
        """Those of the text to which an address belongs, whichever of them uses it.

        PostgreSQL plans eight of a page's ten tables at once (join_collapse_limit);
        this condition has it begin at one text, not read all of them first.
        """
        address = Address.objects.filter(language=language, slug=slug)
        return self.filter(text=Subquery(address.values("text")))

    def visible_to(self, account: Account, at: datetime):
        """At the desk: what is public, and drafts whose circle includes the account."""
        # By the few texts that are closed: those that aren't would be nearly all.
        closed = Publication.objects.closed_to(account)
        texts = Text.objects.filter(publication__in=closed).values("pk")
        return self.filter(Q(live_from__lte=at) | ~Q(text__in=texts))

    def changed_since(self, followed: models.Model, at: datetime):
        """Editions of its text that told readers of a change after this one, the latest
        first."""
        newer = self.readable(at).filter(text=followed.text_id, pk__gt=followed.pk)
        return newer.exclude(change=Change.TECHNICAL).order_by("-pk")

    def behind_original(self, at: datetime):
        """Translations whose original has told readers of a change since the edition
        that they follow; of each text, the edition that was begun last."""
        editions = self.model.objects.exclude(stage=Stage.DISCARDED)
        newer = editions.readable(at).filter(
            text__publication=OuterRef("text__publication"),
            text__relation=Relation.ORIGINAL,
            pk__gt=OuterRef("revision__follows__edition"),
        )
        later = editions.filter(text=OuterRef("text"), pk__gt=OuterRef("pk"))
        return (
            self.exclude(stage=Stage.DISCARDED)
            .exclude(text__relation=Relation.ORIGINAL)
            .filter(Exists(newer.exclude(change=Change.TECHNICAL)), ~Exists(later))
        )

    def with_a_text_begun_anew(self):
        """Of works with a text begun anew: all that can be behind, by index."""
        # Any number is above 0: SQLite finds a range by index, not what isn't null.
        anew = Q(begun_from__gt=0) | Q(stage=Stage.DISCARDED)
        changed = self.model.objects.filter(anew).values("text__publication")
        return self.filter(text__publication__in=changed)

    def of_kind(self, kind: str):
        """Released ones say so themselves; of the few others, their work does."""
        others = self.model.objects.filter(
            stage__in=(*OPEN_STAGES, Stage.DISCARDED), text__publication__kind=kind
        )
        return self.filter(Q(kind=kind) | Q(pk__in=others.values("pk")))

    def unchecked_emergencies(self):
        """Released in an emergency, and approved by nobody else since."""
        checked = self.model.objects.filter(
            pk=OuterRef("pk"),
            approvals__afterwards=True,
            approvals__voided_at=None,
        )
        return self.filter(~Exists(checked), emergency=True)

    def in_state(self, code: str, at: datetime):
        """Those of which `Edition.state` says this at the moment; for the desk."""
        return {
            "scheduled": self.filter(live_from__gt=at),
            "live": self.live(at),
            "superseded": self.filter(live_until__lte=at, withdrawals=None),
            **{outcome: self._taken_down(outcome) for outcome in Outcome.values},
        }.get(code, self.filter(stage=code))

    def _taken_down(self, outcome: str):
        """By the latest word on it: a withdrawn text may be retracted later."""
        withdrawals = self.model._meta.get_field("withdrawals").related_model.objects
        last = withdrawals.filter(edition=OuterRef("pk")).order_by("-id")
        last = Subquery(last.values("outcome")[:1])
        # The few that any says it of, so that the last isn't looked for in all.
        said = withdrawals.filter(outcome=outcome).values("edition")
        return self.filter(pk__in=said).alias(outcome=last).filter(outcome=outcome)

    def listed(self, at: datetime):
        """Live editions, newest text first; a correction keeps a text's place.

        `first_released_at <= at` adds no rule: it lets one index answer the list.
        """
        return (
            self.live(at)
            .filter(first_released_at__lte=at)
            .order_by("-first_released_at", "-id")
        )

    def without_archived(self):
        """Without texts of a former site, which are new to nobody.

        Asked so, not by a join: of a join to a table that is empty PostgreSQL expects
        that hardly any row is left, and reads all texts first.
        """
        archived = ArchivedText.objects.filter(text=OuterRef("text"))
        return self.filter(~Exists(archived))

    def to_read(self):
        """With all that a public page or feed item shows, in three queries."""
        bylines = Byline.objects.select_related("person__portrait")
        placements = Placement.objects.select_related("outlet")
        return (
            self.select_related(
                "text__publication",
                "text__archived",
                "paper",
                "revision__address",
                "revision__rendering",
                "revision__follows__edition",
            )
            .defer(*NOT_READ)
            .prefetch_related(
                Prefetch("revision__bylines", bylines),
                Prefetch("text__publication__placements", placements),
            )
        )

    def in_brief(self):
        """As `to_read`, without what a list does not show."""
        return self.to_read().defer(
            "revision__body", "revision__rendering__html", "revision__rendering__text"
        )
