"""Subscribers hear from a WebSub hub, which hears from us: a row for the worker."""

from datetime import datetime, timedelta

from django.conf import settings

from publications import clock
from publications.models import ArchivedText, Delivery, Edition, Task

# By then no cache before the site has a feed from before the moment (s-maxage=1): the
# hub would find nothing new in it, and not ask again.
CACHES_FORGET = timedelta(seconds=2)


def have_hub_told(edition: Edition, moment: datetime | None) -> None:
    """Let the hub hear of the edition once this moment has passed, and never of what
    was arranged for it before. What came with a former archive is in no feed."""
    if not settings.WEBSUB_HUB:
        return
    edition.deliveries.filter(task=Task.PING_HUB, delivered_at=None).delete()
    if moment and not ArchivedText.objects.filter(text=edition.text_id).exists():
        Delivery.objects.create(
            task=Task.PING_HUB,
            edition=edition,
            created_at=clock.database_now(),
            due_at=moment + CACHES_FORGET,
        )
