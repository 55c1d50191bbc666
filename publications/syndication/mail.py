"""Mail that waits as rows: claimed with a lease, sent, marked.

Nothing is lost when the mail server is down, and a worker killed between sending and
marking sends again at most once, under the same Message-ID (RFC 5322, 3.6.4).
"""

import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q

from publications import clock
from publications.models import Delivery

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)

log = logging.getLogger(__name__)


def deliver_due() -> int:
    """Send what is due, one after the other; return how many went out."""
    sent = 0
    while delivery := _claim():
        sent += _send(delivery)
    return sent


def _claim() -> Delivery | None:
    """Take one due row with a conditional UPDATE: of several workers one wins."""
    while True:
        at = clock.database_now()
        free = Q(leased_until=None) | Q(leased_until__lt=at)
        due = Delivery.objects.filter(free, delivered_at=None, due_at__lte=at)
        delivery = due.order_by("due_at", "id").first()
        if delivery is None:
            return None
        lease = {"leased_until": at + LEASE, "attempts": F("attempts") + 1}
        if due.filter(pk=delivery.pk).update(**lease):
            delivery.refresh_from_db()
            return delivery


def _send(delivery: Delivery) -> bool:
    domain = urlsplit(settings.SITE_URL).hostname
    message = EmailMessage(
        delivery.subject,
        delivery.body,
        to=[delivery.recipient],
        headers={"Message-ID": f"<{delivery.message_id}@{domain}>"},
    )
    row = Delivery.objects.filter(pk=delivery.pk)
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 - whatever a mail server does, go on
        at = clock.database_now()
        log.warning("Mail %s was not sent: %s", delivery.message_id, error)
        row.update(
            leased_until=None, error=str(error), due_at=_next_try(at, delivery.attempts)
        )
        return False
    row.update(leased_until=None, error="", delivered_at=clock.database_now())
    return True


def _next_try(at: datetime, attempts: int) -> datetime:
    """Growing pauses: one minute, two, four … six hours."""
    return at + min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
