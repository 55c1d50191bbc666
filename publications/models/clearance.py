"""Clearance: approvals of one revision, and the links by which they are asked for."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .people import Person
from .revision import Revision
from .vocabulary import Capacity, Stage


class ApprovalLink(models.Model):
    """A single-use link by which a signatory without an account approves one revision.

    The token is in the mail alone; here is its SHA-256. Opening the link uses nothing
    up. It is dead once used, expired, revoked, or once another revision counts.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="approval_links"
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=10, choices=Capacity)
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=300, blank=True)
    email = models.EmailField()
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("approval link")
        verbose_name_plural = _("approval links")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.revision}"

    def is_open(self, at: datetime) -> bool:
        """Whether it still shows the text and takes an answer."""
        return (
            self.edition.stage in (Stage.IN_REVIEW, Stage.APPROVED)
            and self.used_at is None
            and self.revoked_at is None
            and at < self.expires_at
            and self.edition.revision_id == self.revision_id
        )


class Approval(models.Model):
    """That somebody approved one revision. Only ever voided.

    By an account (`approver`), or by a link sent to a signatory without one
    (`signatory`). Name and office are kept as they were at the time.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="approvals"
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="approvals"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="approvals",
    )
    signatory = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="approvals"
    )
    capacity = models.CharField(
        max_length=10, choices=Capacity, default=Capacity.REVIEWER
    )
    name = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=300, blank=True)
    # Of an emergency release, by somebody who neither wrote nor released it.
    afterwards = models.BooleanField(default=False)
    approved_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(approver__isnull=False) | Q(signatory__isnull=False),
                name="an_approval_is_somebodys",
            ),
            models.UniqueConstraint(
                fields=["revision", "approver", "afterwards"],
                condition=Q(voided_at=None),
                name="one_approval_per_revision_and_approver",
            ),
            models.UniqueConstraint(
                fields=["revision", "signatory"],
                condition=Q(voided_at=None),
                name="one_approval_per_revision_and_signatory",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.revision}"

    def called(self, namesakes: frozenset[str]) -> str:
        if self.approver and self.by_name in namesakes:
            return f"{self.by_name} ({self.approver.get_username()})"
        return self.by_name

    @property
    def by_name(self) -> str:
        return self.name or str(self.approver)
