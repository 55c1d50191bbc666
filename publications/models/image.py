"""Pictures: private until a readable edition uses one."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .people import Person
from .revision import Byline, Revision
from .vocabulary import SIGNING


def _path(image: "Image", filename: str) -> str:
    """A server-made name: 122 random bits, and the extension of what was decoded."""
    return f"pictures/{image.uuid}.{image.extension}"


class ImageQuerySet(models.QuerySet):
    def readable(self, editions):
        """Those that these (live or readable) editions use."""
        return self.filter(uses__revision__in=editions.values("revision"))

    def portraits(self, editions):
        """Those of people who sign these editions."""
        signed = Byline.objects.filter(
            revision__in=editions.values("revision"), role__in=SIGNING
        )
        people = Person.objects.filter(pk__in=signed.values("person"))
        return self.filter(pk__in=people.values("portrait"))


class Image(models.Model):
    """A picture as it was taken in: decoded, stripped of metadata, encoded anew."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=_path)
    name = models.CharField(_("name"), max_length=120)
    extension = models.CharField(max_length=5)
    mime = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    original_digest = models.CharField(max_length=64, db_index=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("picture", args=[self.uuid, self.extension])


class ImageUse(models.Model):
    """That a revision shows a picture: written with the revision, never changed."""

    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="image_uses"
    )
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        verbose_name = _("use of an image")
        verbose_name_plural = _("uses of images")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "image"], name="a_revision_names_an_image_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image}: {self.revision}"
