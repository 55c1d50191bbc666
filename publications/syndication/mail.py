"""Mail: one letter, as text and as HTML.

A letter sent anew after a worker was killed has the same Message-ID (RFC 5322, 3.6.4),
by which mail programs see that it is one.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from publications.models import Delivery

# Seconds for each answer: a server that is slow with all ten ends within the lease.
TIMEOUT = 20


def send(delivery: Delivery) -> None:
    """Hand one letter to the mail server; raises whatever that does."""
    domain = urlsplit(settings.SITE_URL).hostname
    message = EmailMultiAlternatives(
        delivery.subject,
        delivery.body,
        to=[delivery.recipient],
        headers={
            "Message-ID": f"<{delivery.message_id}@{domain}>",
            # No out-of-office replies (RFC 3834).
            "Auto-Submitted": "auto-generated",
        },
        connection=get_connection(timeout=settings.EMAIL_TIMEOUT or TIMEOUT),
    )
    if delivery.html:
        message.attach_alternative(delivery.html, "text/html")
    message.send()
