"""What editors are told, and work for the outside world: rows written in the act's
transaction. Notices stand at the desk; deliveries are done by the worker."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .account import Account
from .edition import Edition
from .withdrawal import Withdrawal


class NoticeQuerySet(models.QuerySet):
    def told_to(self, account: Account, at: datetime):
        """Its own, whose moment has come, of texts that it may see (still)."""
        # Asked of each notice: as a set, nearly all editions would be looked at.
        seen = Edition.objects.visible_to(account, at).filter(pk=OuterRef("edition"))
        return self.filter(Exists(seen), account=account, at__lte=at)


class Notice(models.Model):
    """That something happened to an edition which concerns this account."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices"
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(_("what"), max_length=40)
    actor_name = models.CharField(_("who"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("when"))
    seen_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        default_permissions = ()
        indexes = [
            # "How many have I not seen?", asked by every page of the desk.
            models.Index(
                fields=["account"], condition=Q(seen_at=None), name="notice_unseen"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.edition}"


class Task(models.TextChoices):
    """What a delivery does."""

    MAIL = "mail", _("Mail")
    # Readers, and every cache between, have really lost what was retracted.
    CONFIRM_RETRACTION = "confirm_retraction", _("Check of a retraction")
    # The pictures of an approved text stand ready before anybody asks for them.
    MAKE_RENDITIONS = "make_renditions", _("Sizes of pictures")
    # An edition is to be had on paper as soon as it is public, never before.
    MAKE_PAPER = "make_paper", _("PDF of an edition")
    # A WebSub hub hears which feeds changed; `body` keeps what it knows already.
    PING_HUB = "ping_hub", _("Word to subscribers")


class Delivery(models.Model):
    """One piece of work. `message_id` stays the same however often it is tried."""

    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.CharField(max_length=20, choices=Task, default=Task.MAIL)
    recipient = models.EmailField(blank=True)
    subject = models.CharField(max_length=400, blank=True)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    # Holds a link that acts for whoever has it: emptied once it is delivered.
    secret = models.BooleanField(default=False)
    # What it is about: a warning of a release is deleted where the release is not to
    # be; a retraction says here whether it is confirmed.
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, related_name="deliveries"
    )
    withdrawal = models.ForeignKey(
        Withdrawal, on_delete=models.PROTECT, null=True, related_name="deliveries"
    )
    event = models.CharField(max_length=40, blank=True)
    # The worker's own finds are told once: "zone:<edition>:<moment>".
    key = models.CharField(max_length=200, blank=True)
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
        constraints = [
            models.UniqueConstraint(
                fields=["key", "recipient"],
                condition=~Q(key=""),
                name="a_find_is_told_once",
            )
        ]
        indexes = [
            # "What is due?", asked by the worker every few seconds.
            models.Index(
                fields=["due_at"],
                condition=Q(delivered_at=None),
                name="delivery_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient or self.get_task_display()}: {self.subject}"
