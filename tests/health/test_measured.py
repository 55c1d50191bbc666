"""What Prometheus reads, and that nobody else does."""

import subprocess
import sys
from datetime import timedelta
from unittest.mock import patch

from django.conf import settings as configured
from django.db import OperationalError, connection
from prometheus_client.parser import text_string_to_metric_families

from publications import clock, metrics
from publications.finished import generation
from publications.finished.application import TOLD_EVERY
from publications.management.commands import run_worker
from publications.models import Delivery, WorkerRound
from publications.syndication.deliveries import waiting_since
from tests import factories
from tests.finished.reader import ask, in_front

METRICS = "/metrics"


def read(client, **headers):
    """The samples, by name and labels."""
    answer = client.get(METRICS, headers=headers)
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert answer.headers["Cache-Control"] == "private, no-store"
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def waits(*, due, attempts=0, created=timedelta(hours=-9), task="mail"):
    now = clock.database_now()
    return Delivery.objects.create(
        task=task,
        attempts=attempts,
        created_at=now + created,
        due_at=now + due,
    )


def test_a_stranger_finds_no_such_page(client, db):
    missing = client.get("/en/no-such-page/", headers={"X-Forwarded-For": "1.2.3.4"})
    answer = client.get(METRICS, headers={"X-Forwarded-For": "203.0.113.9"})
    assert answer.status_code == missing.status_code == 404
    assert b"embassy_" not in answer.content
    assert client.get(METRICS, REMOTE_ADDR="203.0.113.9").status_code == 404


def test_answers_are_counted_by_part_and_status(client, db):
    before = read(client)
    client.get("/en/no-such-page/")
    client.get("/admin/")
    after = read(client)
    for part, status in (("site", "404"), ("desk", "302")):
        key = ("embassy_answers_total", *sorted((part, status)))
        assert after[key] == before.get(key, 0) + 1
    assert after["embassy_answer_seconds_count", "desk"] >= 1
    # No label names an address.
    assert not any("no-such" in str(key) for key in after)


def test_a_cache_tells_its_hits_and_misses(client, db):
    before = read(client)
    for found in (True, True, False):
        metrics.looked_up("of-this-test", found=found)
    after = read(client)
    hit = ("embassy_cache_lookups_total", "hit", "of-this-test")
    miss = ("embassy_cache_lookups_total", "miss", "of-this-test")
    assert (after[hit] - before.get(hit, 0), after[miss]) == (2, 1)


def test_a_release_tells_how_late_it_was_known(client, db):
    begun = clock.database_now()
    metrics.release_known("of-this-test", begun, begun + timedelta(seconds=3))
    found = read(client)
    assert found["embassy_release_lag_seconds_sum", "of-this-test"] == 3


def test_the_cache_of_documents_tells_its_hits_and_misses(
    client, db, settings, tmp_path
):
    settings.DATA_DIR = tmp_path
    front, before = in_front(), read(client)
    for _ in range(TOLD_EVERY):
        ask(front, "/robots.txt")
    after = read(client)
    for result, count in (("hit", TOLD_EVERY - 1), ("miss", 1)):
        key = ("embassy_cache_lookups_total", "documents", result)
        assert after[key] == before.get(key, 0) + count


def test_a_process_tells_how_late_it_knew_of_a_release(client, db, monkeypatch):
    def told():
        found = read(client)
        return [
            found.get((f"embassy_release_lag_seconds_{name}", "web"), 0)
            for name in ("count", "sum")
        ]

    begins = factories.scheduled(title="Of tomorrow").live_from
    monkeypatch.setattr(generation, "_coming", None)
    generation.now()
    count, seconds = told()
    later = begins + timedelta(seconds=2)
    monkeypatch.setattr(generation.clock, "moment", lambda: later)
    generation.now()
    generation.now()
    assert told() == [count + 1, seconds + 2]


def test_the_worker_tells_of_a_release_once_and_how_late_it_knew(
    client, db, monkeypatch
):
    def count():
        return read(client).get(("embassy_release_lag_seconds_count", "worker"), 0)

    worker = run_worker.Command()
    worker.releases_until = clock.database_now()
    factories.released(title="Of today")
    before, later = count(), clock.database_now() + timedelta(seconds=4)
    monkeypatch.setattr(run_worker.clock, "moment", lambda: later)
    worker._learn_of_releases()
    worker._learn_of_releases()
    assert count() == before + 1


def test_the_outbox_tells_how_long_the_oldest_has_waited(client, db):
    assert read(client)["embassy_outbox_oldest_seconds",] == 0
    waits(due=timedelta(minutes=-2))
    assert 119 < read(client)["embassy_outbox_oldest_seconds",] < 130
    # Tried for the fourth time seven minutes after the first, and put off by eight.
    waits(due=timedelta(minutes=8), attempts=4)
    found = read(client)
    assert 419 < found["embassy_outbox_oldest_seconds",] < 430
    assert found["embassy_notices_overdue",] == 1
    assert found["embassy_outbox_overdue", "mail"] == 1
    assert found["embassy_outbox_overdue", "make_paper"] == 0


def test_what_is_put_off_was_not_due_before_it_was_there(db):
    made = waits(due=timedelta(hours=6), attempts=40)
    assert waiting_since(clock.database_now()) == made.created_at


def test_nothing_tells_of_what_is_to_come(client, db):
    def without_time():
        return {
            key: value
            for key, value in read(client).items()
            if not key[0].startswith(("embassy_answer", "embassy_worker"))
        }

    before = without_time()
    factories.scheduled(title="Of tomorrow")
    waits(due=timedelta(hours=4), task="make_paper")
    Delivery.objects.filter(due_at__lte=clock.database_now()).delete()
    assert without_time() == before


def test_the_workers_last_round_is_told(client, db):
    WorkerRound.objects.seen("host", clock.database_now() - timedelta(seconds=90))
    found = read(client)
    assert found["embassy_database_up",] == 1
    assert 89 < found["embassy_worker_last_round_seconds",] < 100


def test_without_the_database_the_rest_is_told(client, db):
    with patch.object(connection, "cursor", side_effect=OperationalError):
        found = read(client)
    assert found["embassy_database_up",] == 0
    assert ("embassy_outbox_oldest_seconds",) not in found
    assert any(name == "embassy_answers_total" for name, *_labels in found)


ANSWERS = """
from django.conf import settings
settings.METRICS_DIR  # read before all else, as by every process of the site
from publications import metrics
for _ in range({count}):
    metrics.answered("/en/", 200, 0.01)
print(metrics.written().decode())
"""


def test_processes_of_one_server_tell_of_all(tmp_path):
    """Each in a process of its own, as Granian's workers are, and the worker beside."""
    own, beside = tmp_path / "own", tmp_path / "beside"
    for count, told, folder in (
        (2, "2.0", beside),
        (3, "5.0", own),
        (4, "9.0", own),
    ):
        done = subprocess.run(
            [sys.executable, "-c", ANSWERS.format(count=count)],
            cwd=configured.BASE_DIR,
            env={
                "DJANGO_SETTINGS_MODULE": "embassy.settings",
                "METRICS_DIR": str(folder),
                "METRICS_OTHERS": f"{beside},{tmp_path / 'of-nobody'}",
                "DATA_DIR": str(tmp_path),
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        line = f'embassy_answers_total{{part="site",status="200"}} {told}'
        assert line in done.stdout.splitlines()
