"""Where a text appeared: outlets and placements, facts beside the text."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publications.rendering.names import folded

from .publication import Publication
from .vocabulary import PlacementRole, Sameness
from .web import is_web_address, web_address


class OutletQuerySet(models.QuerySet):
    def called(self, name: str):
        """Those known by this name or spelling, whatever case and accents."""
        form = folded(name)
        spelt = OutletSpelling.objects.filter(folded=form).values("outlet")
        return self.filter(Q(folded=form) | Q(pk__in=spelt))


class Outlet(models.Model):
    """A newspaper or site."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    url = models.URLField(_("web site"), blank=True, validators=[web_address])
    country = models.CharField(_("country"), max_length=100, blank=True)
    folded = models.CharField(max_length=200, editable=False, default="", db_index=True)

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=is_web_address("url"), name="an_outlets_site_is_on_the_web"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.folded = folded(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("outlet", args=[self.slug])


class OutletSpelling(models.Model):
    """Another name by which an outlet is known: an abbreviation, another script."""

    outlet = models.ForeignKey(
        Outlet, on_delete=models.CASCADE, related_name="spellings"
    )
    spelling = models.CharField(_("spelling"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, unique=True)

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.spelling

    def save(self, *args, **kwargs):
        self.folded = folded(self.spelling)
        super().save(*args, **kwargs)


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
    headline = models.CharField(
        _("headline"),
        max_length=300,
        blank=True,
        help_text=_("The outlet's own, where it isn't the text's title."),
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
    page = models.CharField(
        _("page"), max_length=50, blank=True, help_text=_("In print: issue and page.")
    )
    language = models.CharField(_("language"), max_length=15, blank=True)
    appeared_on = models.DateField(_("appeared on"), null=True, blank=True)
    confirmed = models.BooleanField(
        _("confirmed"),
        default=False,
        help_text=_("It has appeared; readers are told so."),
    )
    canonical = models.BooleanField(
        _("search engines are sent to the outlet's page"),
        default=False,
        help_text=_(
            "Ours names that address as the original; otherwise our page is it."
        ),
    )
    permission = models.TextField(
        _("permission"),
        blank=True,
        max_length=1000,
        help_text=_("What was agreed about reprinting. Not shown to readers."),
    )
    exclusive_until = models.DateField(
        _("exclusive until"),
        null=True,
        blank=True,
        help_text=_("Until that day the text was promised to this outlet alone."),
    )
    sameness = models.CharField(
        _("compared with our text"),
        max_length=10,
        choices=Sameness,
        blank=True,
    )
    differences = models.TextField(
        _("differences"),
        blank=True,
        max_length=5000,
        help_text=_("What the outlet cut or changed. Shown to readers."),
    )
    errors = models.TextField(
        _("errors made by the outlet"),
        blank=True,
        max_length=5000,
        help_text=_("Kept here: they are no correction of ours. Not shown to readers."),
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
            ),
            models.UniqueConstraint(
                fields=["publication", "language"],
                condition=Q(canonical=True),
                name="one_original_address_per_language",
                violation_error_message=_(
                    "Search engines are sent to another outlet's page already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(canonical=False)
                | (Q(confirmed=True) & ~Q(url="") & ~Q(language="")),
                name="an_original_address_is_known",
                violation_error_message=_(
                    "Search engines can be sent to a confirmed placement with address "
                    "and language alone."
                ),
            ),
            models.CheckConstraint(
                condition=is_web_address("url"), name="a_placement_is_on_the_web"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outlet}: {self.get_role_display()}"


def _path(copy: "ArchivedCopy", filename: str) -> str:
    """A server-made name: 122 random bits, and no extension that anything runs."""
    return f"copies/{copy.uuid}"


class ArchivedCopy(models.Model):
    """A file kept for the record of what an outlet printed. Never public.

    `digest` is the SHA-256 (hex) of its bytes, which are kept as they came.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, related_name="copies"
    )
    file = models.FileField(upload_to=_path)
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("archived copy")
        verbose_name_plural = _("archived copies")
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "digest"], name="a_copy_is_kept_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
