"""Approvals: a signatory approved one revision. Only ever voided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .revision import Revision
from .vocabulary import Capacity


class Approval(models.Model):
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="approvals"
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="approvals"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals"
    )
    capacity = models.CharField(
        max_length=10, choices=Capacity, default=Capacity.REVIEWER
    )
    approved_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "approver"],
                condition=Q(voided_at=None),
                name="one_approval_per_revision_and_approver",
            )
        ]

    def __str__(self) -> str:
        return f"{self.approver}: {self.revision}"
