"""Remarks: what editors say to one another about an edition."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class Remark(models.Model):
    """A note on an edition, beginning a thread or answering one. Whoever remarks is no
    contributor. What was said stays; only `resolved` is written later."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="remarks"
    )
    answers = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replies"
    )
    quotation = models.TextField(_("passage"), max_length=1000, blank=True)
    body = models.TextField(_("remark"), max_length=4000)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.body[:60]
