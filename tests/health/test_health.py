"""Whoever watches is told which part ails; a stranger, whether the site can serve."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client

from publications import clock, maintenance
from publications.health import parts
from publications.models import WorkerRound, guards

LIVE, READY = "/healthz/live", "/healthz/ready"
# As the front server passes a stranger on.
STRANGER = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def ask_now(monkeypatch):
    monkeypatch.setattr(parts, "_known", None)
    monkeypatch.setattr(parts, "STANDS", -1)


@pytest.fixture
def worker(db):
    WorkerRound.objects.seen("host-1", clock.database_now())


def asked(path=READY, **headers):
    return Client().get(path, headers=headers)


def ailing(answer):
    return {
        name: part["says"]
        for name, part in answer.json()["parts"].items()
        if part["state"] == "ails"
    }


@pytest.fixture
def away():
    gone = patch.object(
        connection, "cursor", side_effect=OperationalError("host=db.secret.example")
    )
    with gone:
        yield


def test_all_is_well(worker):
    answer = asked()
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert list(answer.json()["parts"]) == [part.name for part in parts.PARTS]
    assert ailing(answer) == {}


def test_the_process_answers_without_its_database(away):
    answer = asked(LIVE)
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_without_its_database_it_is_not_ready_and_says_so(away):
    answer = asked()
    assert (answer.status_code, answer.json()["status"]) == (503, "failing")
    assert ailing(answer)["database"] == "The database does not answer."
    assert "secret" not in answer.content.decode()


def test_without_its_tables_it_is_not_ready(worker, monkeypatch):
    lacking = parts._known_migrations() | {("publications", "9999_to_come")}
    monkeypatch.setattr(parts, "_known_migrations", lambda: lacking)
    answer = asked()
    assert answer.status_code == 503
    assert ailing(answer) == {"migrations": "1 migrations are to be applied: migrate."}


def test_what_it_can_serve_without_is_told_and_is_no_reason_to_take_it_away(
    db, monkeypatch, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "taken"
    (tmp_path / "taken").write_text("a file in its place")
    monkeypatch.setattr(parts, "LEAST_FREE", 1 << 60)
    monkeypatch.setattr(guards, "missing", lambda connection: ["a", "b"])
    with patch.object(cache, "set", side_effect=ConnectionError("redis.secret")):
        answer = asked()
    assert (answer.status_code, answer.json()["status"]) == (200, "impaired")
    said = ailing(answer)
    assert set(said) == {"guards", "cache", "storage", "disk", "worker"}
    assert said["worker"].startswith("No worker has ever")
    assert "secret" not in str(said) and str(tmp_path) not in str(said)


def test_media_that_cannot_be_written_are_told_of(worker, monkeypatch):
    monkeypatch.setattr(default_storage._wrapped, "is_writable", lambda: False)
    assert ailing(asked()) == {"storage": "Media can't be written."}


def test_a_worker_that_stopped_is_told_of_with_since_when(db):
    WorkerRound.objects.seen("host-1", clock.database_now() - timedelta(minutes=42))
    assert ailing(asked()) == {
        "worker": "No worker has looked for work for 42 minutes."
    }
    WorkerRound.objects.seen("host-2", clock.database_now())
    assert ailing(asked()) == {}


def test_a_host_that_is_no_more_is_forgotten(db):
    now = clock.database_now()
    WorkerRound.objects.seen("host-1", now - timedelta(days=2))
    WorkerRound.objects.seen("host-2", now)
    assert [each.host for each in WorkerRound.objects.all()] == ["host-2"]


def test_a_stranger_learns_only_whether_it_can_serve(worker, monkeypatch):
    monkeypatch.setattr(parts, "LEAST_FREE", 1 << 60)
    answer = asked(**STRANGER)
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def test_nor_does_a_stranger_learn_why_it_cannot(away):
    answer = asked(**STRANGER)
    assert (answer.status_code, answer.json()) == (503, {"status": "failing"})


def test_from_elsewhere_the_token_shows_the_parts(worker, settings):
    settings.WATCH_TOKEN = "a-token-of-twenty-four-signs"
    right = {**STRANGER, "Authorization": f"Bearer {settings.WATCH_TOKEN}"}
    assert "parts" in asked(**right).json()
    wrong = {"Authorization": "Bearer a-token-of-twenty-four-signz"}
    assert "parts" not in asked(**wrong).json()


@pytest.mark.parametrize("path", [LIVE, READY])
def test_any_name_will_do_and_neither_tls_nor_upkeep_stands_in_the_way(
    worker, settings, path
):
    settings.SECURE_SSL_REDIRECT = True
    maintenance.switch_on()
    answer = asked(path, Host="10.0.0.7:8000")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert not answer.cookies and "Location" not in answer.headers
    assert asked("/en/", Host="10.0.0.7:8000").status_code in (400, 503)


def test_who_asks_all_the_time_asks_the_database_once(worker, monkeypatch):
    monkeypatch.setattr(parts, "STANDS", 5)
    looks = []
    monkeypatch.setattr(
        parts, "looked", lambda: looks.append(1) or parts.Health("", {})
    )
    for _ in range(3):
        parts.health()
    assert looks == [1]
