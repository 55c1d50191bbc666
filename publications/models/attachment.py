"""Attachments: documents and recordings beside a text, private as its pictures are."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .revision import Revision


def _path(attachment: "Attachment", filename: str) -> str:
    """A server-made name: 122 random bits, and the extension of what it is."""
    return f"attachments/{attachment.uuid}.{attachment.extension}"


class AttachmentQuerySet(models.QuerySet):
    def readable(self, editions):
        """Those that these (readable or visible) editions offer."""
        uses = AttachmentUse.objects.readable(editions)
        return self.filter(Exists(uses.filter(attachment=OuterRef("pk"))))

    def public(self, at: datetime):
        """What anybody may fetch."""
        return self.readable(Edition.objects.readable(at))

    def visible_to(self, account, at: datetime):
        """What this reader of the desk may fetch and find, by the rule for pictures
        (`ImageQuerySet.visible_to`)."""
        permitted = account.permitted() if account.is_authenticated else frozenset()
        if "read" not in permitted:
            return self.none()
        uses = AttachmentUse.objects.filter(attachment=OuterRef("pk"))
        editions = Edition.objects.visible_to(account, at)
        of_use = editions.filter(pk=OuterRef("revision__edition"))
        seen = Q(Exists(uses.filter(Exists(of_use))))
        if "view_attachment" in permitted:
            seen |= ~Exists(uses)
        return self.filter(seen | Q(uploaded_by=account))

    def unused(self):
        """Those that no text has, whatever became of it."""
        return self.filter(uses=None)


class Attachment(models.Model):
    """A file as it was taken in. The file never changes; what is said of it may, and a
    revision freezes what it says."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=_path)
    name = models.CharField(_("name"), max_length=120)
    extension = models.CharField(max_length=5)
    mime = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()  # bytes
    seconds = models.PositiveIntegerField(null=True)  # of a recording
    digest = models.CharField(max_length=64)
    original_digest = models.CharField(max_length=64, db_index=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=12)
    # In words what is heard, for those who don't hear it (WCAG 1.2.1).
    transcript = models.TextField(_("transcript"), blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title or self.name

    def get_absolute_url(self) -> str:
        return reverse("attachment", args=[self.uuid, self.extension])

    @property
    def is_recording(self) -> bool:
        return self.mime.startswith("audio/")


class AttachmentUseQuerySet(models.QuerySet):
    def readable(self, editions):
        """Those of these (readable or visible) editions."""
        return self.filter(revision__in=editions.values("revision"))

    def public(self, at: datetime):
        """Those that anybody sees."""
        return self.readable(Edition.objects.readable(at))

    def newest_first(self):
        """By when their edition went out."""
        return self.order_by("-revision__edition__live_from", "-pk")


class AttachmentUse(models.Model):
    """That a revision offers an attachment, with what it says of it: written with the
    revision, never changed."""

    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="attachment_uses"
    )
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, related_name="uses"
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    transcript = models.TextField(blank=True)

    objects = AttachmentUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of an attachment")
        verbose_name_plural = _("uses of attachments")
        ordering = ["position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "position"], name="attachments_are_in_order"
            ),
            models.UniqueConstraint(
                fields=["revision", "attachment"],
                name="a_revision_offers_an_attachment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.revision}"

    def content(self) -> dict[str, str | int]:
        """What the digest covers."""
        said = {
            "attachment": str(self.attachment.uuid),
            "sha256": self.attachment.digest,
            "position": self.position,
            "title": self.title,
            "language": self.language,
            "transcript": self.transcript,
        }
        return {name: value for name, value in said.items() if value}
