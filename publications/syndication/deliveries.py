"""Deliveries: what is due is claimed with a lease, done, and marked.

Nothing is lost when a server is down, and nothing is held up by what fails: it waits
longer each time. A worker killed between doing and marking does it once more.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, F, Q, Value, When

from publications import clock
from publications.models import Delivery, Task

from . import hub, mail, papers, pictures, retraction

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)

# Each raises where it could not be done; the words are kept with the row.
TASKS: dict[str, Callable[[Delivery], None]] = {
    Task.MAIL: mail.send,
    Task.CONFIRM_RETRACTION: retraction.confirm,
    Task.MAKE_RENDITIONS: pictures.make_ready,
    Task.MAKE_PAPER: papers.make_ready,
    Task.PING_HUB: hub.ping,
}

# Letters go before what may take minutes.
SLOW = Case(
    When(task=Task.PING_HUB, then=1),
    When(task__in=[Task.MAKE_RENDITIONS, Task.MAKE_PAPER], then=2),
    default=Value(0),
)

log = logging.getLogger(__name__)


def deliver_due(ends: Callable[[], bool] = lambda: False) -> int:
    """Do what is due, one after the other, until a worker ends; return how much was
    done."""
    done = 0
    while not ends() and (delivery := _claim()):
        done += _do(delivery)
    return done


def _claim() -> Delivery | None:
    """Take one due row with a conditional UPDATE: of several workers one wins."""
    while True:
        at = clock.database_now()
        free = Q(leased_until=None) | Q(leased_until__lt=at)
        due = Delivery.objects.filter(free, delivered_at=None, due_at__lte=at)
        delivery = due.order_by(SLOW, "due_at", "id").first()
        if delivery is None:
            return None
        lease = {"leased_until": at + LEASE, "attempts": F("attempts") + 1}
        if due.filter(pk=delivery.pk).update(**lease):
            delivery.refresh_from_db()
            return delivery


def _do(delivery: Delivery) -> bool:
    row = Delivery.objects.filter(pk=delivery.pk)
    try:
        TASKS[delivery.task](delivery)
    except Exception as error:  # noqa: BLE001 - whatever a server does, go on
        at = clock.database_now()
        words = f"{type(error).__name__}: {error}"
        log.warning("%s %s: %s", delivery.task, delivery.message_id, words)
        row.update(
            leased_until=None, error=words, due_at=_next_try(at, delivery.attempts)
        )
        return False
    forgotten: dict[str, Any] = {"body": "", "html": ""} if delivery.secret else {}
    row.update(
        leased_until=None, error="", delivered_at=clock.database_now(), **forgotten
    )
    return True


def _next_try(at: datetime, attempts: int) -> datetime:
    """Growing pauses: one minute, two, four … six hours."""
    return at + _pause(attempts)


def _pause(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)


def waiting_since(at: datetime) -> datetime | None:
    """Since when the oldest has been due that isn't done; None where nothing is due.

    Each failure puts the next try off: what was tried most often has waited longest,
    and from its number of tries it follows since when.
    """
    waiting = Delivery.objects.filter(delivered_at=None)
    due = waiting.filter(due_at__lte=at).order_by("due_at").first()
    tried = waiting.filter(attempts__gt=0).order_by("-attempts", "due_at").first()
    return min(
        (_first_due(delivery) for delivery in (due, tried) if delivery), default=None
    )


def _first_due(delivery: Delivery) -> datetime:
    # The one under way has not failed.
    failures = delivery.attempts - (delivery.leased_until is not None)
    paused = sum((_pause(number + 1) for number in range(failures)), timedelta())
    return max(delivery.created_at, delivery.due_at - paused)
