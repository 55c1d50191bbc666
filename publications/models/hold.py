"""That a restored site stands still until somebody has seen what would change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HoldQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(lifted_at=None)


class Hold(models.Model):
    """Pins the site's moment (`clock.moment`) to that of the backup it came from.

    Only a restore makes one, before the guards stand; it is lifted once.
    """

    moment = models.DateTimeField()
    restored_at = models.DateTimeField()
    # With which entry the record ended in the backup.
    entry = models.PositiveBigIntegerField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = HoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold after a restore")
        verbose_name_plural = _("holds after a restore")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M:%S} UTC"
