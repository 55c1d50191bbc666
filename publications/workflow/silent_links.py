"""What was learned of links to other sites: beside the text, no act and no entry."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from publications.models import SilentLink, Text

LONGEST = SilentLink._meta.get_field("address").max_length


@transaction.atomic
def note_answers(
    text: Text, *, silent: Iterable[str], answered: Iterable[str], at: datetime
) -> None:
    """Remember which addresses led nowhere, and forget those that answer again."""
    kept = SilentLink.objects.filter(text=text)
    kept.filter(address__in=list(answered)).delete()
    for address in silent:
        if len(address) <= LONGEST:
            kept.update_or_create(text=text, address=address, defaults={"asked_at": at})
