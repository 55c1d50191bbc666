"""What this process counts of itself, for Prometheus (docs/operating/watching.md).

Where several processes serve, METRICS_DIR is a folder in which each keeps its own
numbers, and whoever is asked adds them up. What is read of the database when somebody
asks is in `health/`. Nothing here tells of what is to come.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

OWN = CollectorRegistry()

_answers = Counter(
    "embassy_answers",
    "Answers of the application, by part of the site and status.",
    ["part", "status"],
    registry=OWN,
)
_seconds = Histogram(
    "embassy_answer_seconds",
    "How long the application took to answer.",
    ["part"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=OWN,
)
_lookups = Counter(
    "embassy_cache_lookups",
    "Looks into a cache of what was made before, and whether it was there.",
    ["cache", "result"],
    registry=OWN,
)
_lag = Histogram(
    "embassy_release_lag_seconds",
    "How long after its moment a release was known to a process, or shown by it.",
    ["process"],
    buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
    registry=OWN,
)


def answered(path: str, status: int, seconds: float) -> None:
    part = _part_of(path)
    _answers.labels(part, status).inc()
    _seconds.labels(part).observe(seconds)


def looked_up(cache: str, *, found: bool, times: int = 1) -> None:
    """Looks into the cache called so: `documents`, `feeds`."""
    _lookups.labels(cache, "hit" if found else "miss").inc(times)


def release_known(process: str, live_from: datetime, at: datetime) -> None:
    """That `process` (`web`, `worker`) has just learnt of a release."""
    _lag.labels(process).observe(max(0.0, (at - live_from).total_seconds()))


def written(*read_now: Collector) -> bytes:
    """Everything, as Prometheus reads it: what was counted, and what is read now."""
    counted = OWN
    if settings.METRICS_DIR:
        counted = CollectorRegistry()
        counted.register(_OfAll())
    told = CollectorRegistry()
    for collector in read_now:
        told.register(collector)
    return generate_latest(counted) + generate_latest(told)


class _OfAll(Collector):
    """What every process of this machine keeps; also of those that have ended, since
    what they counted has happened."""

    def collect(self) -> Iterable[Metric]:
        folders = {settings.METRICS_DIR, *settings.METRICS_OTHERS}
        files = [str(file) for where in folders for file in Path(where).glob("*.db")]
        return MultiProcessCollector.merge(files)


def _part_of(path: str) -> str:
    """Few, and none that names a text: the desk, files, what is watched, the site."""
    first = path.split("/", 2)[1:2]
    return {"admin": "desk", "media": "files", "attachments": "files"}.get(
        first[0] if first else "", "site"
    )
