"""Processes that serve together: when one of them ends, so do the others.

For the commands that serve. Tests: tests/management/test_run_site.py.
"""

import os
import signal
import subprocess  # nosec B404 - runs what our own commands name
import time

from django.conf import settings

STOP = 20  # seconds that a child may take to end
SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run(*commands: list[str], environment: dict[str, str] | None = None) -> int:
    """Run all until one ends or a signal comes; 1 where one failed by itself."""
    # In sessions of their own: Ctrl+C reaches this process, which ends them.
    children = [
        subprocess.Popen(  # noqa: S603  # nosec B603
            command, cwd=settings.BASE_DIR, env=environment, start_new_session=True
        )
        for command in commands
    ]
    for number in SIGNALS:
        signal.signal(number, _interrupt)
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
        failed = any(child.poll() for child in children)
        _hear_no_more()
    except KeyboardInterrupt:
        failed = False
    _end(children)
    return int(failed)


def _end(children: list[subprocess.Popen]) -> None:
    """End each, with all that it started; kill what does not listen."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=STOP)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _interrupt(number, frame):
    # Some send two at once (coreutils' timeout): the second must not end what ends the
    # children.
    _hear_no_more()
    raise KeyboardInterrupt


def _hear_no_more() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
