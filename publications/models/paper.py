"""Papers: an edition as a PDF. Derived, made once by the worker, never asked of a
visitor (`publications.papers`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .withdrawal import Withdrawal


def _path(paper: "Paper", filename: str) -> str:
    """A server-made name, a new one for each making."""
    return f"papers/{paper.edition.uuid}/{filename}"


class Paper(models.Model):
    """The file of one edition. `digest` is empty until it has been made; whoever makes
    it, the first time or anew, has claimed the row until `claimed_until`."""

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, related_name="paper"
    )
    file = models.FileField(upload_to=_path, max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    digest = models.CharField(max_length=64, blank=True)
    # The version of what it was made by.
    renderer = models.PositiveIntegerField(default=0)
    # Of which the sheet tells its reader, if the text was taken down by then.
    withdrawal = models.ForeignKey(
        Withdrawal, on_delete=models.PROTECT, null=True, related_name="+"
    )
    claimed_until = models.DateTimeField()

    class Meta:
        verbose_name = _("PDF of an edition")
        verbose_name_plural = _("PDFs of editions")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition}: PDF"

    def tells_of(self, withdrawal: Withdrawal | None) -> bool:
        """Whether it has been made, and says of its text's withdrawal what is so now:
        else nobody is given it."""
        said = withdrawal.pk if withdrawal else None
        return bool(self.digest) and self.withdrawal_id == said
