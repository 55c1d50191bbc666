"""Two pieces of work at once on the machine, however many processes ask."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack

import pytest

from publications.images import Busy, slots

from .processes import ROOT

HOLD = """
import subprocess, sys
from publications.images.slots import slot
with slot() as taken:
    child = subprocess.Popen(["sleep", sys.argv[1]], pass_fds=[taken])
    print(child.pid, flush=True)
    sys.stdin.read()
    child.kill()
    child.wait()
"""


@pytest.fixture(autouse=True)
def own_directory(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(slots, "WAIT", 0.2)
    return tmp_path


@pytest.fixture
def holder(own_directory):
    """Start processes that hold a slot while a child of theirs sleeps."""
    with ExitStack() as started:

        def start(sleep="0"):
            process = subprocess.Popen(
                [sys.executable, "-c", HOLD, sleep],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
                env={"TMPDIR": str(own_directory)},
            )
            started.enter_context(process)
            return process, int(process.stdout.readline())

        yield start


def free():
    try:
        with slots.slot():
            return True
    except Busy:
        return False


def test_a_third_waits_and_is_turned_away():
    with slots.slot(), slots.slot():
        assert not free()
    assert free()


def test_slots_are_counted_over_processes(holder):
    (first, _), _ = holder(), holder()
    assert not free()
    first.stdin.close()
    first.wait()
    assert free()


def test_a_process_that_is_killed_gives_its_slot_back(holder):
    (first, _), _ = holder(), holder()
    first.kill()
    first.wait()
    assert free()


def test_its_child_keeps_the_slot_as_long_as_it_works(holder):
    (first, child), _ = holder(sleep="60"), holder()
    first.kill()
    first.wait()
    try:
        assert not free()
    finally:
        os.kill(child, signal.SIGKILL)
    assert free()


def test_who_waits_gets_the_slot_that_becomes_free(holder, monkeypatch):
    monkeypatch.setattr(slots, "WAIT", 10)
    (first, _), _ = holder(), holder()
    first.stdin.close()  # which lets go of its slot a moment later
    assert free()


def test_the_directory_is_private(own_directory):
    directory = slots.private_directory()
    assert directory.parent == own_directory
    assert directory.stat().st_mode & 0o777 == 0o700


def test_a_directory_that_others_may_read_is_not_used():
    slots.private_directory().chmod(0o755)
    with pytest.raises(PermissionError), slots.slot():
        pass


def test_a_link_in_its_place_is_not_followed(own_directory):
    elsewhere = own_directory / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    (own_directory / f"embassy-pictures-{os.getuid()}").symlink_to(elsewhere)
    with pytest.raises(PermissionError), slots.slot():
        pass
    assert not list(elsewhere.iterdir())


def test_a_directory_of_somebody_else_is_not_used(monkeypatch):
    directory, other = slots.private_directory(), os.getuid() + 1
    directory.rename(directory.with_name(f"embassy-pictures-{other}"))
    monkeypatch.setattr(os, "getuid", lambda: other)
    with pytest.raises(PermissionError), slots.slot():
        pass


def test_a_link_in_place_of_a_slot_is_not_followed(own_directory):
    target = own_directory / "target"
    (slots.private_directory() / "slot-0").symlink_to(target)
    with pytest.raises(OSError), slots.slot():
        pass
    assert not target.exists()
