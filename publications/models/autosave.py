"""What is typed and not saved, and who has a text open: beside the text, never of it.

No question of visibility, no record and no approval knows of these rows.
"""

import json
from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .edition import Edition
from .revision import Revision

Typed = Mapping[str, list[str]]


class Autosave(models.Model):
    """What one person has typed on one text's page since it was saved: overwritten
    again and again, shown to nobody else, gone with the save.

    `edition` is null for a text that does not exist yet. `page` is the page that it
    was typed on: another page of the same person's never overwrites it.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, related_name="autosaves"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    based_on = models.ForeignKey(
        Revision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    page = models.CharField(max_length=32)
    # JSON in letters of ASCII: a column of JSON would refuse what a body may hold while
    # it is typed (NUL, half of a pair), which only the save may refuse.
    typed = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "user"], name="one_autosave_per_edition_and_user"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(edition=None),
                name="one_autosave_of_a_new_text_per_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.saved_at:%Y-%m-%d %H:%M}"

    @property
    def fields(self) -> dict[str, list[str]]:
        """The fields of the form, each with what stood in it."""
        return json.loads(self.typed)

    @property
    def shown(self) -> dict[str, list[str]]:
        """The fields for a page, which can't hold half of a pair: it becomes U+FFFD, as
        where a browser sends it."""
        return {
            name: [
                value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                for value in values
            ]
            for name, values in self.fields.items()
        }


class Presence(models.Model):
    """Somebody has a text open, until a moment that their page moves on and on."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="presences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    last_seen_at = models.DateTimeField()
    here_until = models.DateTimeField(db_index=True)
    has_unsaved = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "user"], name="one_presence_per_edition_and_user"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.last_seen_at:%Y-%m-%d %H:%M}"
