"""Pages of the site itself (about, contact …): per language, a draft and what is live.

Tests: tests/workflow/test_pages.py, tests/views/test_pages.py.
"""

import hashlib
import json
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class Page(models.Model):
    """A page, free of language: its address is the same in all of them, for ever."""

    slug = models.CharField(_("address"), max_length=100, unique=True)
    # Where it stands among the links at the foot of the site.
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "slug"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9-]*[a-z][a-z0-9-]*$"),
                name="a_page_has_an_address",
            )
        ]

    def __str__(self) -> str:
        return self.slug


class PageTextQuerySet(models.QuerySet):
    def live(self):
        """What readers find. A page goes out when it is released, never by itself."""
        return self.filter(live__isnull=False)


class PageText(models.Model):
    """A page in one language; `version` is the lock of its acts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(_("language"), max_length=15)
    version = models.PositiveBigIntegerField(default=0)
    live = models.ForeignKey(
        "publications.PageRevision",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    live_since = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = PageTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["page__position", "page__slug", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language"], name="one_text_per_page_and_language"
            ),
            models.CheckConstraint(
                condition=Q(live=None, live_since=None, released_by=None)
                | Q(
                    live__isnull=False,
                    live_since__isnull=False,
                    released_by__isnull=False,
                ),
                name="a_live_page_was_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        latest = self.latest
        return latest.title if latest else self.page.slug

    def get_absolute_url(self) -> str:
        with translation.override(self.language):
            return reverse("page", args=[self.page.slug])

    @property
    def latest(self) -> "PageRevision | None":
        return self.revisions.order_by("-number").first()


class PageRevision(models.Model):
    """One save of a page, insert-only."""

    text = models.ForeignKey(
        PageText, on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=150)
    body = models.TextField(_("body"))
    digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["text", "number"], name="page_revisions_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def computed_digest(self) -> str:
        """SHA-256 (hex) of what was saved, as canonical JSON."""
        said = {
            "page": self.text.page.slug,
            "language": self.text.language,
            "title": self.title,
            "body": self.body,
        }
        canonical = json.dumps(
            said, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()
