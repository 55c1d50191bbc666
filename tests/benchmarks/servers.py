"""Servers on loopback for the bench, held to one processor, with what they cost."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START = 60  # seconds
THREADS = 4  # as `run_site` has them
PROCESSOR = 0  # the one that servers run on, each in its turn


class Server:
    def __init__(self, process: subprocess.Popen, port: int):
        self.process, self.port = process, port

    def spent(self) -> float:
        """Milliseconds of processor since it began, of all its processes: what Linux
        tells of each thread in nanoseconds (proc(5), schedstat)."""
        threads = (
            thread
            for pid in self.tree()
            for thread in Path(f"/proc/{pid}/task").glob("*/schedstat")
        )
        return sum(int(_told(thread)) for thread in threads) / 1_000_000

    def megabytes(self) -> float:
        """Of memory, of the process that answers: the largest."""
        return max(_resident(pid) for pid in self.tree())

    def tree(self) -> list[int]:
        found = [self.process.pid]
        for pid in found:
            for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
                found += map(int, tasks.read_text("ascii").split())
        return found


def _told(thread: Path) -> str:
    try:
        return thread.read_text("ascii").split()[0]
    except OSError:  # it has ended
        return "0"


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def granian(
    application: str, port: int | None = None, **environment: str
) -> Iterator[Server]:
    """One worker, so that what it costs is one process's."""
    port = port or free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"),
        *("--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"),
        *("--blocking-threads", str(THREADS), "--backpressure", "1024", "--no-ws"),
        application,
    ]
    with _running(command, port, environment) as server:
        yield server


@contextmanager
def nginx(folder: Path) -> Iterator[Server | None]:
    """With the files of a folder; None where the machine has no nginx."""
    program = _nginx()
    if program is None:
        yield None
        return
    port = free_port()
    own = folder.parent / "nginx"
    own.mkdir()
    settings = own / "nginx.conf"
    temporary = "\n".join(
        f"{kind}_temp_path {own}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Root's worker would be somebody who may not read the files of the bench.
    user = "user root;" if os.geteuid() == 0 else ""
    settings.write_text(
        f"""{user} daemon off; worker_processes 1;
        pid {own}/pid; error_log {own}/errors;
        events {{ worker_connections 256; }}
        http {{
            access_log off; sendfile on; default_type text/html;
            keepalive_requests 10000000; {temporary}
            server {{ listen 127.0.0.1:{port}; root {folder}; }}
        }}"""
    )
    command = [program, "-c", str(settings), "-e", f"{own}/errors"]
    with _running(command, port, {}) as server:
        yield server


@contextmanager
def behind_front(folder: Path, application: str) -> Iterator[tuple[Server, ...]]:
    """nginx as `run_front` configures it, and the application; where there is none."""
    if _nginx() is None:
        yield ()
        return
    front, port = free_port(), free_port()
    environment = {
        "SITE_URL": f"http://127.0.0.1:{front}",
        "PORT": str(port),
        "FRONT_SERVERS": "1",
        "INTERNAL_REDIRECT": "/protected/",
    }
    kept = folder / "front-cache"
    command = [
        sys.executable,
        "manage.py",
        "run_front",
        "--alone",
        "--cache",
        str(kept),
    ]
    with (
        granian(application, port, **environment) as site,
        _running(command, front, environment) as server,
    ):
        yield server, site


def _nginx() -> str | None:
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")


@contextmanager
def _running(
    command: list[str], port: int, environment: dict[str, str]
) -> Iterator[Server]:
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, {PROCESSOR}),
    )
    try:
        end = time.monotonic() + START
        while not _is_serving(port):
            assert process.poll() is None, command
            assert time.monotonic() < end, command
            time.sleep(0.05)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(START)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _is_serving(port: int) -> bool:
    """It listens and goes on: nginx does for a moment, too, while it looks through its
    settings."""
    if not _is_listening(port):
        return False
    time.sleep(0.5)
    return _is_listening(port)


def _is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
