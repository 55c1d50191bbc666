"""Renditions: a picture in one of the listed sizes. Derived, made once, never asked
of a visitor: which sizes exist is told by `publications.images.renditions`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.images.renditions import MIMES

from .image import Image


def _path(rendition: "Rendition", filename: str) -> str:
    """A server-made name, a new one for each making."""
    return f"renditions/{rendition.image.uuid}/{filename}"


class Rendition(models.Model):
    """One file of a picture. `digest` is empty while it is being made: the row is the
    claim of whoever makes it, until `claimed_until`."""

    image = models.ForeignKey(
        Image, on_delete=models.CASCADE, related_name="renditions"
    )
    name = models.CharField(max_length=10)
    extension = models.CharField(max_length=5)
    file = models.FileField(upload_to=_path, max_length=200)
    size = models.PositiveIntegerField(default=0)  # bytes
    digest = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField()

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["image", "name", "extension"], name="a_rendition_is_made_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image}: {self.name}.{self.extension}"

    @property
    def mime(self) -> str:
        return MIMES[self.extension]
