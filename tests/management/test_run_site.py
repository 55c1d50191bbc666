"""`manage.py run_site`: ends whole with Ctrl+C, and shares its port with nobody."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publications.management import children

ROOT = Path(__file__).resolve().parents[2]
START = 90  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def start(tmp_path):
    """Start sites, each in a process group of its own as a terminal's job is."""
    clean = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")}
    jobs = []

    def run(port: int) -> subprocess.Popen:
        job = subprocess.Popen(
            [sys.executable, "manage.py", "run_site"],
            cwd=ROOT,
            env={
                **clean,
                "DATA_DIR": str(tmp_path / "data"),
                "PORT": str(port),
                "DEMO": "0",
                "DJANGO_SUPERUSER_USERNAME": "first",
                "DJANGO_SUPERUSER_EMAIL": "first@mission.example",
                "DJANGO_SUPERUSER_PASSWORD": "only-for-this-test",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        jobs.append(job)
        return job

    yield run
    for job in jobs:
        if job.poll() is None:
            job.terminate()
        job.communicate(timeout=60)


def wait_for(port: int, job: subprocess.Popen) -> None:
    end = time.monotonic() + START
    while not is_listening(port):
        assert job.poll() is None, job.stdout.read()
        assert time.monotonic() < end
        time.sleep(0.2)


def said(port: int, *lines: str) -> str:
    """The first line of the answer to a request as it is sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=START) as connection:
        connection.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        return connection.makefile("rb").readline().decode()


def answers_those_who_ask(port: int) -> None:
    """D06, H01: however many never finish their request; and to one host alone."""
    halves = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
    for half in halves:
        half.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    get, host = "GET /robots.txt HTTP/1.1", f"Host: 127.0.0.1:{port}"
    assert " 200 " in said(port, get, host)
    assert " 400 " in said(port, get, host, "Host: evil.example")
    assert " 400 " in said(port, get, "Host: 127.0.0.1:99999")
    for half in halves:
        half.close()


def test_ctrl_c_ends_it_whole_and_a_second_site_is_refused(start):
    port = free_port()
    first = start(port)
    wait_for(port, first)
    answers_those_who_ask(port)
    second = start(port)
    told, _nothing = second.communicate(timeout=START)
    assert second.returncode == 1
    assert f"PORT {port}" in told
    assert "Traceback" not in told

    os.killpg(first.pid, signal.SIGINT)
    told, _nothing = first.communicate(timeout=60)
    assert first.returncode == 0, told
    assert "Traceback" not in told
    assert not is_listening(port)


def test_a_second_signal_does_not_leave_its_children_behind():
    """Some send two at once, and the second would end what was ending them."""
    before = {number: signal.getsignal(number) for number in children.SIGNALS}
    try:
        with pytest.raises(KeyboardInterrupt):
            children._interrupt(signal.SIGTERM, None)
        assert {signal.getsignal(each) for each in before} == {signal.SIG_IGN}
    finally:
        for number, heard in before.items():
            signal.signal(number, heard)
