"""Links by which somebody without an account reads a text before its release."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .revision import Revision
from .vocabulary import Stage
from .withdrawal import Withdrawal


class PreviewLinkQuerySet(models.QuerySet):
    def living(self, at: datetime):
        """Those that show their text at this moment: asked of the edition's period, so
        that a link is dead at the second of the release, and no job ends it.

        Whoever takes a text down ends what was shared of it before, newer drafts of it
        included; they may be shared anew.
        """
        taken_down = Withdrawal.objects.filter(
            edition__text=OuterRef("edition__text"),
            entered_at__gte=OuterRef("shared_at"),
        )
        return self.filter(
            Q(edition__live_from=None) | Q(edition__live_from__gt=at),
            ~Q(edition__stage=Stage.DISCARDED),
            ~Exists(taken_down),
            revoked_at=None,
            expires_at__gt=at,
            shared_by__is_active=True,
        )


class PreviewLink(models.Model):
    """A link for one recipient to one edition; only ever revoked.

    The token is told once, to whoever made it, and stands in the mail; here is its
    SHA-256. `revision`: the wording that is shown for as long as the link lives; None
    for the one that counts, whichever that is.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="preview_links"
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recipient = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    # Of the letter, and of what stands above the text.
    language = models.CharField(max_length=15)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("shared_at")),
                name="a_preview_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.edition}"

    @property
    def wording(self) -> Revision:
        """What it shows now."""
        return self.revision or self.edition.revision


class Program(models.TextChoices):
    """With what a link was opened, as far as a program says so of itself."""

    FIREFOX = "firefox", "Firefox"
    EDGE = "edge", "Edge"
    OPERA = "opera", "Opera"
    SAMSUNG = "samsung", "Samsung Internet"
    CHROME = "chrome", "Chrome"
    SAFARI = "safari", "Safari"
    BROWSER = "browser", _("another browser")
    MACHINE = "machine", _("a program, such as a scanner of mail")


class PreviewOpening(models.Model):
    """That a link was opened: when, with what, from which network roughly. Beside the
    record, which is for ever and for acts; a scanner of mail opens links, too."""

    link = models.ForeignKey(
        PreviewLink, on_delete=models.PROTECT, related_name="openings"
    )
    opened_at = models.DateTimeField()
    program = models.CharField(max_length=10, choices=Program)
    # The first half of an IPv4 address, the first quarter of an IPv6 one: enough to
    # tell a ministry's from a newspaper's, and nobody's own.
    network = models.CharField(max_length=43, blank=True)

    class Meta:
        verbose_name = _("opening of a preview")
        verbose_name_plural = _("openings of previews")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.link}, {self.opened_at:%Y-%m-%d %H:%M}"
