"""An installation of its own on loopback: nginx, application, worker, database."""

import contextlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.asking import PASSWORD_OF_DEMO, Answer, ask

ROOT = Path(__file__).resolve().parents[2]
START = 400  # seconds
NOTE = "This is a copy of"


class Installation:
    """With demonstration content. `front`, `port`: of nginx, of the application."""

    def __init__(self, folder: Path, **more: str):
        self.folder, self.data = folder, folder / "data"
        self.front, self.port = free_port(), free_port()
        self.has_nginx = bool(shutil.which("nginx", path="/usr/sbin:/usr/bin"))
        kept = ("PATH", "HOME", "LANG", "TZ")
        self.environment = {
            **{k: v for k, v in os.environ.items() if k in kept},
            "DATA_DIR": str(self.data),
            "PORT": str(self.port),
            "SITE_URL": f"http://127.0.0.1:{self.front}",
            "FRONT_SERVERS": "1",
            "INTERNAL_REDIRECT": "/protected/",
            "DEMO_PASSWORD": PASSWORD_OF_DEMO,
            **more,
        }
        self.jobs: dict[str, subprocess.Popen] = {}

    def start(self) -> None:
        if not self.has_nginx:
            sys.exit("nginx is missing: apt-get install nginx-light")
        # As in production: in memory, whatever disk the rest lies on.
        self._run("run_front", "--alone", "--cache", str(self.folder / "front"))
        self.serve()

    def serve(self) -> None:
        """The application and the worker, as `make run` does."""
        self._run("run_site")
        self.wait_until(lambda: self.application("/en/").status == 200, START)

    def _run(self, command: str, *options: str) -> None:
        with (self.folder / "log").open("ab") as log:
            self.jobs[command] = subprocess.Popen(
                [sys.executable, "manage.py", command, *options],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """The application and the worker at once, whatever they are doing."""
        site = self.jobs["run_site"]
        for pid in [*descendants(site.pid), site.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        site.wait()

    def copied(self) -> None:
        """Wait until the copy has all that it is to have."""
        self.wait_until(self._is_copied, START)

    def _is_copied(self) -> bool:
        index = self.data / "fallback/index.sqlite3"
        with contextlib.closing(
            sqlite3.connect(f"file:{index}?mode=ro", uri=True)
        ) as db:
            try:
                (due,) = db.execute("SELECT count(*) FROM due").fetchone()
                asked = "SELECT value FROM state WHERE name = 'filled'"
                return not due and db.execute(asked).fetchone() == ("0",)
            except sqlite3.OperationalError:  # none yet
                return False

    def copies(self) -> list[str]:
        """The addresses that are in the copy."""
        pages = self.data / "fallback/pages"
        found = pages.rglob("index.html")
        return sorted(f"/{p.parent.relative_to(pages)}/" for p in found)

    def text(self) -> str:
        """The address of a public text."""
        home = self.application("/en/").text
        return re.search(r'href="[^"]*?(/en/\d{4}/[a-z0-9-]+/)"', home)[1]

    def wait_until(self, holds, seconds: float) -> float:
        """Return how long it took."""
        began = time.monotonic()
        while True:
            if any(job.poll() is not None for job in self.jobs.values()):
                raise SystemExit(f"The site ended:\n{self.log()[-3000:]}")
            with contextlib.suppress(OSError):
                if holds():
                    return time.monotonic() - began
            if time.monotonic() - began > seconds:
                raise SystemExit(f"Not within {seconds} s:\n{self.log()[-3000:]}")
            time.sleep(0.2)

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def reader(self, path: str, **how) -> Answer:
        return ask(self.front, path, **how)

    def application(self, path: str, **how) -> Answer:
        return ask(self.port, path, **how)

    def manage(self, *arguments: str, seconds: float = 120) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def record_verified(self) -> tuple[bool, str]:
        code, told = self.manage("verify_record")
        return code == 0, " ".join(told.split())[-160:]

    def processes(self, word: str) -> list[int]:
        """Those of this installation alone, whose command has the word."""
        return [
            pid
            for job in self.jobs.values()
            for pid in descendants(job.pid)
            if word in _read(f"/proc/{pid}/cmdline").replace("\0", " ")
        ]

    def end(self) -> None:
        for job in self.jobs.values():
            if job.poll() is None:
                job.terminate()
        for job in self.jobs.values():
            started = descendants(job.pid)
            with contextlib.suppress(subprocess.TimeoutExpired):
                job.wait(45)
            for pid in {*started, *descendants(job.pid)}:
                if str(self.folder) in _read(f"/proc/{pid}/environ"):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)


@contextmanager
def installation(*, on_a_small_disk: str = "", **more: str) -> Iterator[Installation]:
    """`on_a_small_disk`: of so many bytes, for all that is kept in DATA_DIR."""
    folder = Path(tempfile.mkdtemp(prefix="embassy-fault-"))
    site = Installation(folder, **more)
    try:
        if on_a_small_disk:
            site.data.mkdir()
            disk = ["-t", "tmpfs", "-o", f"size={on_a_small_disk}", "tmpfs"]
            subprocess.run(["mount", *disk, str(site.data)], check=True)
        site.start()
        yield site
    finally:
        site.end()
        if on_a_small_disk:
            subprocess.run(["umount", str(site.data)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def descendants(pid: int) -> list[int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (stat := _read(f"{entry}/stat")):
            parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
    found, new = [], [pid]
    while new:
        new = [child for child, parent in parents.items() if parent in new]
        found += new
    return found


def _read(path: str) -> str:
    try:
        return Path(path).read_text(errors="replace")
    except OSError:
        return ""
