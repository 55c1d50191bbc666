"""Where a text appeared: outlets and placements, facts beside the text."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .publication import Publication
from .vocabulary import PlacementRole

web_address = URLValidator(schemes=["http", "https"])


class Outlet(models.Model):
    """A newspaper or site."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    url = models.URLField(_("web site"), blank=True, validators=[web_address])

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """That an outlet carried a publication. Shown to readers once confirmed.

    The presenting sentence is the outlet's voice: kept here, no part of the body.
    """

    publication = models.ForeignKey(
        Publication,
        on_delete=models.PROTECT,
        related_name="placements",
        verbose_name=_("publication"),
    )
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.PROTECT,
        related_name="placements",
        verbose_name=_("outlet"),
    )
    role = models.CharField(
        _("role"), max_length=15, choices=PlacementRole, default=PlacementRole.FIRST
    )
    presenting_sentence = models.TextField(
        _("presenting sentence"),
        blank=True,
        max_length=2000,
        help_text=_("How the outlet introduced the text, in its own words."),
    )
    url = models.URLField(
        _("address"), max_length=500, blank=True, validators=[web_address]
    )
    language = models.CharField(_("language"), max_length=15, blank=True)
    appeared_on = models.DateField(_("appeared on"), null=True, blank=True)
    confirmed = models.BooleanField(
        _("confirmed"),
        default=False,
        help_text=_("It has appeared; readers are told so."),
    )

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["appeared_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(role=PlacementRole.FIRST),
                name="one_first_publication",
                violation_error_message=_("Another outlet is recorded as the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.outlet}: {self.get_role_display()}"
