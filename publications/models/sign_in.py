"""Signing in: where an account is signed in, what was tried, links that set a
password."""

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.translation import gettext_lazy as _

from .preview_link import Program


class SignInQuerySet(models.QuerySet):
    def end(self) -> None:
        """Their sessions are gone with them, whatever cookie is still sent."""
        keys = list(self.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        self.delete()


class SignIn(models.Model):
    """A browser in which an account is signed in. What it is called was told by itself,
    and may be a lie; where it stands is not kept."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins"
    )
    session_key = models.CharField(max_length=40, unique=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    program = models.CharField(max_length=20, choices=Program)
    # "Windows", "Android"; "": unknown.
    system = models.CharField(max_length=20, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-seen_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.get_program_display(), self.system]))


class Tries(models.Model):
    """How often something was tried lately. `key` is a digest of what, who and where:
    people type passwords into the field for names, too."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("tries")
        verbose_name_plural = _("tries")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"


class AccountLink(models.Model):
    """A link by which somebody sets the password of one account, once.

    `standing` is what the account was when it was sent: a link is dead once password
    or address have changed.
    """

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("Invitation to the desk")
        RESET = "reset", _("New password")

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    purpose = models.CharField(max_length=20, choices=Purpose)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    standing = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link of an account")
        verbose_name_plural = _("links of accounts")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.account}"

    def is_open(self, at: datetime, standing: str) -> bool:
        """Whether it still sets the password of an account that stands so."""
        return (
            self.used_at is None
            and at < self.expires_at
            and self.account.is_active
            and self.standing == standing
        )
