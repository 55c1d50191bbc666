"""Alerts: mail to those who watch over the site, of what can't wait until they look.

Rows of the same transaction as what they tell of, sent by the worker. Each alert is a
line of the security log, too, whether anybody is named to be told or not. Of what goes
on happening people hear once an hour. Tests: tests/workflow/test_alerts.py.
"""

from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from publications import traces
from publications.mission import mission_name
from publications.models import Account, Delivery


class Alert(NamedTuple):
    headline: Promise
    sentence: Promise


ALERTS = {
    "emergency_release": Alert(
        lazy("Emergency release"),
        lazy("A text was made public without full approval."),
    ),
    "record_broken": Alert(
        lazy("The record is not whole"),
        lazy(
            "The check of the record has found something that does not fit. Stop "
            "working, keep a copy of the database as it is, and compare it with the "
            "last backup."
        ),
    ),
    "many_refusals": Alert(
        lazy("Many refused acts"),
        lazy("One account has tried many things that it may not do."),
    ),
    "many_failed_sign_ins": Alert(
        lazy("Many failed sign-ins"),
        lazy("Somebody may be guessing a password."),
    ),
    "new_rights": Alert(
        lazy("New rights to approve or release"),
        lazy(
            "Texts may be approved, released or withdrawn by more than before. Was "
            "this meant to be?"
        ),
    ),
    "new_administrator": Alert(
        lazy("A new administrator"),
        lazy("An account may administer the site now. Was this meant to be?"),
    ),
}


def alert(
    event: str, at: datetime, about: str, *, key: str = "", **facts: str | int
) -> None:
    """Tell those named by SECURITY_ALERTS, once an hour `about` the same (or `key`)."""
    noted = partial(traces.note, "alert", traces.DONE, alert=event, about=about)
    transaction.on_commit(noted, robust=True)
    if not settings.SECURITY_ALERTS:
        return
    key = key or about[:100]
    subject, body = _worded(event, at, {"about": about, **facts})
    Delivery.objects.bulk_create(
        [
            Delivery(
                recipient=address,
                subject=subject,
                body=body,
                event=event,
                key=f"alert:{event}:{key}:{at:%Y-%m-%dT%H}",
                created_at=at,
                due_at=at,
            )
            for address in settings.SECURITY_ALERTS
        ],
        ignore_conflicts=True,
    )


def named(account: Account | None) -> str:
    """An account as its administrators know it."""
    return f"{account.get_username()} ({account.pk})" if account else "–"


def _worded(event: str, at: datetime, facts: dict[str, str | int]) -> tuple[str, str]:
    """In the site's language. Names of facts are those of the security log."""
    with translation.override(settings.LANGUAGE_CODE):
        told = ALERTS[event]
        subject = _("%(headline)s: %(title)s") % {
            "headline": told.headline,
            "title": mission_name(),
        }
        rows = {"at": f"{at:%Y-%m-%d %H:%M:%S} UTC", **facts, "site": settings.SITE_URL}
        lines = [f"{name}: {' '.join(str(v).split())}" for name, v in rows.items()]
        body = "\n".join([str(told.sentence), "", *lines, ""])
        return " ".join(subject.split())[:400], body
