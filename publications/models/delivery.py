"""Work for the outside world: written in the act's transaction, done by the worker."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.Model):
    """One message to one recipient. `message_id` stays the same however often tried."""

    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.EmailField()
    subject = models.CharField(max_length=400)
    body = models.TextField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ()
        indexes = [
            # "What is due?", asked by the worker every few seconds.
            models.Index(
                fields=["due_at"],
                condition=models.Q(delivered_at=None),
                name="delivery_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"
