"""Editions: one version of one text in one language."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from .bundle import Bundle
from .placement import Placement
from .publication import Text
from .revision import Revision
from .visibility import EditionQuerySet
from .vocabulary import (
    OPEN_STAGES,
    Change,
    Kind,
    Outcome,
    Priority,
    Stage,
)

# How an edition stands, in the words that people see.
STATES = {
    **{stage.value: stage.label for stage in Stage if stage != Stage.RELEASED},
    "scheduled": _("Scheduled"),
    "live": _("Live"),
    "superseded": _("Superseded"),
    **{outcome.value: outcome.label for outcome in Outcome},
}


class Edition(models.Model):
    """One version of one text in one language, public during a period of time.

    Live at a moment when `live_from <= moment` and (`live_until` is null or
    `moment < live_until`). Only `workflow` writes here; the guards see to the rest.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="editions")
    begun_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+"
    )
    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage, default=Stage.DRAFT
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    change = models.CharField(
        _("kind of change"), max_length=15, choices=Change, blank=True
    )
    public_note = models.TextField(_("public note"), blank=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    live_from = models.DateTimeField(null=True)
    live_until = models.DateTimeField(null=True)
    # Released with a past moment by `record_release` (design, rule 8).
    recorded = models.BooleanField(default=False)
    number = models.PositiveIntegerField(null=True)
    # Released without full approval; flagged until somebody else approves afterwards.
    emergency = models.BooleanField(default=False)
    # What a person typed to schedule it: "2027-03-28T10:00" in an IANA zone. Kept, so
    # that a change of the zone's rules is seen.
    wall_time = models.CharField(max_length=16, blank=True)
    wall_zone = models.CharField(max_length=64, blank=True)
    # Goes out when this placement is confirmed with its address.
    awaits = models.ForeignKey(
        Placement, on_delete=models.PROTECT, null=True, related_name="awaited_by"
    )
    bundle = models.ForeignKey(
        Bundle, on_delete=models.PROTECT, null=True, related_name="editions"
    )
    # The newer live edition that this one has been compared with since it was begun.
    caught_up_with = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+"
    )
    due_on = models.DateField(_("due on"), null=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority, default=Priority.NORMAL
    )
    reviewing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("being reviewed by"),
    )
    # Copied with the period, so that one index answers every list.
    language = models.CharField(max_length=15, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    first_released_at = models.DateTimeField(null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        default_permissions = ()
        # One permission for each act, under the act's own name.
        permissions = [
            ("read", _("Can read every text at the desk")),
            ("save", _("Can write and save")),
            ("submit", _("Can submit for review")),
            ("revise", _("Can begin a new edition of a live text")),
            ("catch_up", _("Can compare with a newer live edition")),
            ("discard", _("Can discard a draft")),
            ("plan", _("Can set due date and priority")),
            ("limit", _("Can limit who sees a draft")),
            ("classify", _("Can set topics and series")),
            ("relate", _("Can say how languages stand to each other")),
            ("set_embargo", _("Can set an embargo")),
            ("translate", _("Can begin translations, and do these to them")),
            ("remark", _("Can remark on a text")),
            ("share", _("Can share a preview with somebody outside")),
            ("return_to_author", _("Can return to the author")),
            ("take_up", _("Can take up a review")),
            ("put_down", _("Can put a review down")),
            ("approve", _("Can approve")),
            ("approve_afterwards", _("Can approve after an emergency release")),
            ("void", _("Can void the own approval")),
            ("void_any", _("Can void anybody's approval")),
            ("send_for_approval", _("Can send a text to its signatory for approval")),
            ("schedule", _("Can schedule a release")),
            ("await_placement", _("Can let a release wait for an outlet")),
            ("reschedule", _("Can move a scheduled release")),
            ("unschedule", _("Can take a scheduled release back")),
            ("release", _("Can release")),
            ("release_emergency", _("Can release in an emergency")),
            ("record_release", _("Can record a release of the past")),
            ("bundle", _("Can release several texts at one moment")),
            ("lift_embargo", _("Can lift or shorten an embargo")),
            ("withdraw", _("Can take a text down")),
            ("lift_hold", _("Can lift the hold after a restore")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=Stage.RELEASED, live_from__isnull=False)
                | (~Q(stage=Stage.RELEASED) & Q(live_from__isnull=True)),
                name="released_exactly_where_it_has_a_period",
            ),
            models.CheckConstraint(
                condition=Q(emergency=False) | Q(live_from__isnull=False),
                name="an_emergency_is_a_release",
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gt=F("live_from")),
                name="a_period_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["text"],
                condition=Q(stage__in=OPEN_STAGES),
                name="one_open_edition_per_text",
            ),
            models.UniqueConstraint(
                fields=["text", "number"], name="one_edition_per_public_number"
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "kind", "first_released_at", "id"],
                name="edition_list_by_kind",
            ),
            models.Index(
                fields=["language", "first_released_at", "id"], name="edition_list"
            ),
            models.Index(
                fields=["first_released_at", "id"], name="edition_list_of_all"
            ),
            models.Index(
                fields=["language", "change", "live_from", "id"],
                name="edition_corrections",
            ),
            # The desk asks what waits, what goes out when, what has changed lately, and
            # what was let out unchecked, however many texts have been public for years.
            models.Index(fields=["stage", "id"], name="edition_by_stage"),
            # Holds all that a count of what is public or to be seen asks.
            models.Index(
                fields=["live_from", "id", "text", "live_until", "kind"],
                name="edition_by_moment",
            ),
            models.Index(
                fields=["live_until"],
                condition=Q(live_until__isnull=False),
                name="edition_ended",
            ),
            models.Index(
                fields=["live_from", "id"],
                condition=Q(begun_from__isnull=False),
                name="edition_changes",
            ),
            models.Index(
                fields=["stage", "due_on"],
                condition=Q(due_on__isnull=False),
                name="edition_due",
            ),
            models.Index(
                fields=["id"], condition=Q(emergency=True), name="edition_emergencies"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The text's address in its own language, whatever language is active."""
        with translation.override(self.text.language):
            return reverse("text", args=[self.text.year, self.revision.address.slug])

    @property
    def title(self) -> str:
        return (self.revision_id and self.revision.title) or str(_("(no title)"))

    def has_ended(self, at: datetime) -> bool:
        """Whether it was public and is no longer, at this moment."""
        return self.live_until is not None and self.live_until <= at

    def state(self, at: datetime) -> tuple[str, str]:
        """(code, word) that a person reads: never "released" for what is to come."""
        if self.stage != Stage.RELEASED:
            code = self.stage
        elif self.live_from > at:
            code = "scheduled"
        elif self.live_until is None or self.live_until > at:
            code = "live"
        else:
            ended_by = list(self.withdrawals.all())
            code = ended_by[-1].outcome if ended_by else "superseded"
        return code, STATES[code]

    @property
    def follows_id(self) -> int | None:
        """The id of the live edition that this one is known to follow."""
        return self.caught_up_with_id or self.begun_from_id
