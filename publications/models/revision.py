"""Revisions: the content, saved once and never changed."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .appointments import Appointment
from .people import Person
from .publication import Address
from .vocabulary import SIGNING, Fidelity, SignatoryRole, SigningCapacity


class Revision(models.Model):
    """One explicit save, insert-only. Content lives here and nowhere else.

    Number 0 is the copy of the live text that a new edition begins with; whoever
    saved a later one is a contributor.
    """

    edition = models.ForeignKey(
        "publications.Edition", on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), max_length=1000, blank=True)
    body = models.TextField(_("body"), blank=True)
    byline = models.CharField(_("byline as printed"), max_length=1000, blank=True)
    written_on = models.DateField(_("written or delivered on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    event = models.CharField(_("event"), max_length=200, blank=True)
    fidelity = models.CharField(
        _("fidelity"), max_length=10, choices=Fidelity, blank=True
    )
    # The body that issues a statement, where it isn't the mission.
    issuer = models.CharField(_("issuing body"), max_length=200, blank=True)
    address = models.ForeignKey(
        Address, on_delete=models.PROTECT, related_name="revisions"
    )
    # Of a translation: the wording of the original that it follows.
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    digest = models.CharField(max_length=64, editable=False)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"], name="revisions_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def reference(self) -> str:
        """What names it wherever it is told of: edition and number."""
        return f"{self.edition.uuid}/{self.number}"

    def lead(self) -> str:
        """What a list shows of the text: its summary, else how the body begins."""
        return self.summary or self.rendering.beginning

    def creators(self) -> list[str]:
        """Whose words it is: the names of those who sign, else the issuing body, else
        the byline as printed; nobody where the mission itself speaks."""
        signed = [byline.name for byline in self.bylines.all() if byline.signs]
        return signed or [name for name in (self.issuer or self.byline,) if name]

    def parts(self) -> tuple[Iterable, Iterable, Iterable]:
        """Its bylines, pictures and attachments as they are stored."""
        return self.bylines.all(), self.image_uses.all(), self.attachment_uses.all()

    def content(
        self, bylines: Iterable, images: Iterable, attachments: Iterable
    ) -> dict[str, Any]:
        """What the digest covers."""
        text = self.edition.text
        return {
            "publication": str(text.publication.uuid),
            "language": text.language,
            "address": self.address.slug,
            "title": self.title,
            "subtitle": self.subtitle,
            "summary": self.summary,
            "body": self.body,
            "byline": self.byline,
            "written_on": self.written_on.isoformat() if self.written_on else "",
            "place": self.place,
            "event": self.event,
            "fidelity": self.fidelity,
            "issuer": self.issuer,
            "bylines": [byline.content() for byline in bylines],
            "images": [said for use in images if (said := use.content())],
            "attachments": [use.content() for use in attachments],
            **({"follows": self.follows.digest} if self.follows else {}),
        }

    @staticmethod
    def digest_of(content: dict[str, Any]) -> str:
        """SHA-256 (hex) of the content as canonical JSON; empty members are left out,
        so that a field added later leaves every older digest true."""
        kept = {name: value for name, value in content.items() if value}
        canonical = json.dumps(
            kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()

    def computed_digest(
        self, bylines: Iterable, images: Iterable, attachments: Iterable
    ) -> str:
        return self.digest_of(self.content(bylines, images, attachments))


class Byline(models.Model):
    """Who signs, as data, with name and office as printed: frozen with the revision."""

    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="bylines"
    )
    position = models.PositiveSmallIntegerField()
    role = models.CharField(
        _("role"), max_length=15, choices=SignatoryRole, default=SignatoryRole.AUTHOR
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bylines")
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, related_name="bylines"
    )
    honorific = models.CharField(_("honorific"), max_length=50, blank=True)
    name = models.CharField(_("name"), max_length=200)
    post = models.CharField(_("post"), max_length=300, blank=True)
    # The parts of the name as they were known, for citations.
    family = models.CharField(_("family name"), max_length=100, blank=True)
    given = models.CharField(_("given name"), max_length=100, blank=True)
    capacity = models.CharField(
        _("capacity"),
        max_length=10,
        choices=SigningCapacity,
        default=SigningCapacity.OFFICIAL,
    )
    # Why the office stands although it wasn't held on the day of writing. Not public.
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "position"], name="bylines_are_in_order"
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.post]))

    @property
    def signs(self) -> bool:
        """Whether the text is this person's words: no interviewer's or translator's."""
        return self.role in SIGNING

    def content(self) -> dict[str, str | int]:
        """What the digest covers; what came later, only where it says something."""
        personal = self.capacity == SigningCapacity.PERSONAL
        later = {
            "family": self.family,
            "given": self.given,
            "capacity": self.capacity if personal else "",
            "reason": self.reason,
        }
        return {
            "position": self.position,
            "role": self.role,
            "person": str(self.person.uuid),
            "honorific": self.honorific,
            "name": self.name,
            "post": self.post,
            **{name: value for name, value in later.items() if value},
        }


class Rendering(models.Model):
    """A revision's body as HTML and plain text: derived, outside the digest.

    Made once per save; made again when the renderer (`renderer`: its version) is
    mended.
    """

    revision = models.OneToOneField(
        Revision, on_delete=models.PROTECT, primary_key=True, related_name="rendering"
    )
    html = models.TextField()
    text = models.TextField()
    beginning = models.CharField(max_length=400)
    words = models.PositiveIntegerField()
    # The lead picture and the attachments as pages and feeds show them.
    lead = models.JSONField(default=dict, blank=True)
    attachments = models.JSONField(default=list, blank=True)
    renderer = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("rendering")
        verbose_name_plural = _("renderings")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.revision_id}"
