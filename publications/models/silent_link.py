"""Which links to other sites led nowhere when somebody asked."""

from django.db import models

from .publication import Text


class SilentLink(models.Model):
    """That an address in a text didn't answer when somebody at the desk asked: told
    until it does, or until the text has it no longer."""

    text = models.ForeignKey(
        Text, on_delete=models.CASCADE, related_name="silent_links"
    )
    address = models.CharField(max_length=1000)
    asked_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["text", "address"], name="one_silent_link_per_address"
            )
        ]

    def __str__(self) -> str:
        return self.address
