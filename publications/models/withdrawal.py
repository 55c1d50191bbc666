"""Withdrawals: that a text was taken down, and what readers find instead."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .publication import Text
from .vocabulary import Outcome, WithdrawalReason


class WithdrawalQuerySet(models.QuerySet):
    def in_force(self, at: datetime):
        """The latest word on texts whose latest released edition was taken down.

        From the withdrawals, which are few: told that an edition has ended, PostgreSQL
        would begin with all that ever did, each that was superseded among them.
        """
        ended = Coalesce("edition__live_until", "edition__live_until")  # of no index
        later = Edition.objects.filter(
            text=OuterRef("edition__text"),
            live_from__lte=at,
            live_from__gt=OuterRef("edition__live_from"),
        )
        newer = self.model.objects.filter(
            edition=OuterRef("edition"), pk__gt=OuterRef("pk")
        )
        return self.alias(ended=ended).filter(
            ~Exists(later), ~Exists(newer), ended__lte=at
        )


class Withdrawal(models.Model):
    """Points to the edition that it ended, and has no moment of its own: it is in force
    while that edition is the latest released one. Written once; a stricter one may
    follow it."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="withdrawals"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reason = models.CharField(_("reason"), max_length=15, choices=WithdrawalReason)
    public_note = models.TextField(_("public note"), blank=True)
    private_note = models.TextField(_("private note"), blank=True)
    replacement = models.ForeignKey(
        Text, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.edition}"
