"""What is read of the database when Prometheus asks. Nothing of what is to come: not
even how much there is of it."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import DatabaseError, InterfaceError
from django.db.models import Count, Q
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from publications import clock
from publications.models import Delivery, Task, WorkerRound
from publications.syndication.deliveries import waiting_since

# By then a delivery that was due is late, whatever the worker was busy with.
OVERDUE = timedelta(minutes=5)


class Readings(Collector):
    def describe(self) -> list[Metric]:
        """None before it is asked: registering asks nothing of the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        try:
            found = list(_of_database())
        except (DatabaseError, InterfaceError):
            found = []
        up = GaugeMetricFamily(
            "embassy_database_up", "Whether the database answered just now."
        )
        up.add_metric([], int(bool(found)))
        yield up
        yield from found


def _of_database() -> Iterator[Metric]:
    at = clock.database_now()
    since = waiting_since(at)
    yield GaugeMetricFamily(
        "embassy_outbox_oldest_seconds",
        "How long the oldest delivery has been due that is not delivered.",
        value=max(0.0, (at - since).total_seconds()) if since else 0,
    )
    waiting = Delivery.objects.filter(delivered_at=None)
    late = waiting.filter(Q(due_at__lt=at - OVERDUE) | Q(attempts__gt=0))
    counted = dict(late.values_list("task").annotate(Count("pk")).order_by())
    overdue = GaugeMetricFamily(
        "embassy_outbox_overdue",
        "Deliveries that are late or have failed before, by what they do.",
        labels=["task"],
    )
    for task in Task:
        overdue.add_metric([task.value], counted.get(task.value, 0))
    yield overdue
    yield GaugeMetricFamily(
        "embassy_notices_overdue",
        "Letters to people that are late or have failed before.",
        value=counted.get(Task.MAIL.value, 0),
    )
    last = WorkerRound.objects.last()
    if last:
        yield GaugeMetricFamily(
            "embassy_worker_last_round_seconds",
            "How long ago a worker last looked for work.",
            value=max(0.0, (at - last).total_seconds()),
        )
