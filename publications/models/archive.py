"""Texts of a former site: they come in as a batch, and their old addresses lead on."""

import uuid
from urllib.parse import quote, unquote_to_bytes, urlsplit

from django.conf import settings
from django.db import models
from django.utils.encoding import repercent_broken_unicode
from django.utils.translation import gettext_lazy as _

from .publication import Text


class ArchiveBatch(models.Model):
    """Texts that were public already, taken in together and approved together."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=150)
    taken_in_at = models.DateTimeField(_("taken in"))
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("archive batch")
        verbose_name_plural = _("archive batches")
        ordering = ["-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class ArchivedText(models.Model):
    """That a text came with a batch: it is public since `public_since`, at its first
    minute in the mission's zone, and new to no subscriber."""

    batch = models.ForeignKey(
        ArchiveBatch, on_delete=models.PROTECT, related_name="entries"
    )
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="archived")
    public_since = models.DateField(_("public since"))
    file = models.CharField(_("file"), max_length=255)

    class Meta:
        verbose_name = _("archived text")
        verbose_name_plural = _("archived texts")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file


class FormerAddress(models.Model):
    """Path and query at which a former site showed a text; leads there while it is
    readable."""

    path = models.CharField(max_length=500, unique=True)
    text = models.ForeignKey(
        Text, on_delete=models.PROTECT, related_name="former_addresses"
    )

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        default_permissions = ()

    def __str__(self) -> str:
        return self.path


def path_of(address: str) -> str:
    """Return an address's path and query in the one form in which they are compared:
    percent-encoded, without scheme, host and fragment (RFC 3986, 6.2.2).

    Bytes that aren't UTF-8 come out as in the address of a request, where Django
    encodes them twice.
    """
    parts = urlsplit(address.strip())
    path = _encoded(parts.path or "/", "/:@!$&'()*+,;=~")
    query = _encoded(parts.query, "/:@!$&'()*+,;=~?")
    return f"{path}?{query}" if query else path


def _encoded(part: str, kept: str) -> str:
    return quote(repercent_broken_unicode(unquote_to_bytes(part)), safe=kept)
