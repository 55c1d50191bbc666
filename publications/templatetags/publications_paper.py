"""Where a text's page leads to its PDF."""

from django import template

from publications.models import Edition, Paper, Withdrawal

register = template.Library()


@register.simple_tag
def paper_of(edition: Edition, withdrawal: Withdrawal | None) -> Paper | None:
    """The PDF of an edition (`to_read`), if it is to be had: it has been made, and
    tells of the withdrawal that is in force, if one is."""
    made = getattr(edition, "paper", None)
    return made if made and made.tells_of(withdrawal or None) else None
