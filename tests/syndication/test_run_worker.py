"""The worker as a process: from cron, several at once, killed, and ended."""

import io
import json
import os
import signal
import socketserver
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError, connection, connections

from publications import clock
from publications.management.commands import run_worker
from publications.models import Delivery
from publications.syndication.deliveries import deliver_due

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
START = 60  # seconds


def letters(count: int) -> None:
    at = clock.database_now() - timedelta(minutes=1)
    Delivery.objects.bulk_create(
        Delivery(
            recipient=f"r{number}@mission.example",
            subject="News",
            body="Words.",
            html="<p>Words.</p>",
            created_at=at,
            due_at=at,
        )
        for number in range(count)
    )


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every letter. While `hangs`, it says nothing more once it has one."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.taken, self.hangs = [], True
        self.has_one, self.goes_on = threading.Event(), threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self._say("220 ready")
        while line := self.rfile.readline():
            word = line.split()[0].upper()
            if word == b"DATA":
                self._say("354 go on")
                self.server.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self._say("250 taken")
            elif word == b"QUIT":
                self.server.has_one.set()
                if self.server.hangs:
                    self.server.goes_on.wait(START)
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _say(self, line: str):
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def server():
    server = MailServer()
    yield server
    server.goes_on.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def worker(server, tmp_path):
    """Start workers of their own process; what is left of them is ended by its id."""
    running = []

    def start(*arguments: str) -> subprocess.Popen:
        clean = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run_worker", *arguments],
            cwd=ROOT,
            env={
                **clean,
                "DJANGO_SETTINGS_MODULE": "tests.syndication.worker_settings",
                "WORKER_DATABASE": json.dumps(connection.settings_dict, default=str),
                "DATA_DIR": str(tmp_path),
                "SITE_URL": "https://press.example",
                "EMAIL_URL": f"smtp://127.0.0.1:{server.server_address[1]}",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=START)


def test_cron_runs_the_worker_once():
    letters(2)
    out = io.StringIO()
    call_command("run_worker", once=True, stdout=out)
    assert out.getvalue() == "2 sent.\n"
    assert len(mail.outbox) == 2


def test_several_workers_at_once_send_nothing_twice():
    letters(24)
    gate = threading.Barrier(3)
    counts = []

    def run():
        gate.wait()
        try:
            counts.append(deliver_due())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(counts) == 24
    assert len({message.to[0] for message in mail.outbox}) == 24
    assert len(mail.outbox) == 24
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}


def test_a_worker_killed_between_sending_and_recording_sends_once_more(server, worker):
    letters(1)
    killed = worker()
    assert server.has_one.wait(START), killed.stdout.read()
    killed.send_signal(signal.SIGKILL)
    killed.wait(START)
    row = Delivery.objects.get()
    assert (row.delivered_at, row.attempts, len(server.taken)) == (None, 1, 1)
    assert deliver_due() == 0  # its lease lasts

    server.hangs = False
    Delivery.objects.update(leased_until=row.due_at)
    following = worker("--once")
    assert following.communicate(timeout=START)[0] == "1 sent.\n"
    assert deliver_due() == 0
    row.refresh_from_db()
    assert row.attempts == 2
    named = f"Message-ID: <{row.message_id}@press.example>".encode()
    assert len(server.taken) == 2
    assert all(named in letter for letter in server.taken)


def test_a_worker_that_is_asked_to_end_finishes_what_it_does(server, worker):
    letters(1)
    process = worker()
    assert server.has_one.wait(START), process.stdout.read()
    process.send_signal(signal.SIGTERM)
    server.goes_on.set()
    assert process.wait(START) == 0
    assert Delivery.objects.get().delivered_at is not None


def test_a_worker_outlives_its_database_and_looks_at_zones_once_an_hour(monkeypatch):
    done = []
    command = run_worker.Command()
    now = iter([0, 10, 3599, 3600, 3700])

    def deliver(_ends):
        done.append("mail")
        if len(done) == 7:
            command.ended.set()
        if len(done) == 2:
            raise OperationalError("away")

    monkeypatch.setattr(run_worker, "tell_of_changes", lambda: done.append("zones"))
    monkeypatch.setattr(run_worker, "deliver_due", deliver)
    monkeypatch.setattr(command, "_ends", lambda: False)
    monotonic = SimpleNamespace(monotonic=lambda: next(now))
    monkeypatch.setattr(run_worker, "time", monotonic)
    monkeypatch.setattr(run_worker.signal, "signal", lambda *_: None)
    command.handle(once=False, every=0)
    assert done == ["zones", "mail", "mail", "mail", "zones", "mail", "mail"]
