"""Whatever a picture does to the child, the parent lives and says so."""

import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock

import pytest

from publications.images import (
    Busy,
    Failed,
    Refused,
    Rendition,
    child,
    confined,
    find,
    make,
    slots,
    take_in,
)

from . import heic
from .pictures import decoded, packed_zeros, plain, png, saved
from .processes import ROOT, says

TOO_HEAVY = "The picture needs too much memory or time to be read."


@pytest.fixture(autouse=True)
def own_slots(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def big():
    """24 million pixels in 72 kB."""
    return png(6_000, 4_000, packed=packed_zeros(73))


def test_a_picture_is_taken_in_as_without_confinement():
    data = saved(plain(), "JPEG")
    assert confined.take_in(data) == take_in(data)


def test_what_moves_comes_along():
    frames = [plain(colour=name) for name in ("red", "blue")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert confined.take_in(data).animation is None
    intake = confined.take_in(data, animated=True)
    assert decoded(intake.animation).n_frames == 2
    assert intake == take_in(data, animated=True)


def test_a_rendition_is_made_as_without_confinement():
    data = saved(plain(900, 500), "JPEG")
    card = find(900, 500, "jpg", "card", "jpg")
    assert confined.make(data, card, (10, 90)) == make(data, card, (10, 90))


@pytest.mark.parametrize(
    ("data", "reason", "values"),
    [
        (b"<?php", "not_a_picture", {}),
        (png(13_000, 13_000), "too_many_pixels", {"million": 40}),
        (png(9, 9), "broken", {}),
    ],
)
def test_a_refusal_of_the_child_is_a_refusal_here(data, reason, values):
    with pytest.raises(Refused) as refusal:
        confined.take_in(data)
    assert (refusal.value.reason, refusal.value.values) == (reason, values)


def test_what_is_too_big_is_not_sent_to_a_child(monkeypatch):
    monkeypatch.setattr(confined, "_run", None)
    for data in (b"", bytes(20 * 2**20 + 1)):
        with pytest.raises(Refused):
            confined.take_in(data)


def test_a_rendition_that_is_not_listed_is_not_made():
    with pytest.raises(Failed, match="No rendition"):
        confined.make(saved(plain(), "JPEG"), Rendition("9", "jpg", 99_999, 99_999))


# pi-heif 1.4 crashes on the second and the third: metadata it can't read.
@pytest.mark.parametrize("at", [60, 195, 226, 400, 650])
def test_a_damaged_heic_takes_down_nothing_but_the_child(at):
    damaged = bytearray(heic.SIDEWAYS)
    damaged[at] ^= 0xFF
    try:
        assert confined.take_in(bytes(damaged)).extension == "jpg"
    except Refused as refusal:
        assert str(refusal).endswith(".")


@pytest.mark.parametrize("megabytes", [1, 100])
def test_a_picture_that_needs_too_much_memory_is_refused(big, megabytes, monkeypatch):
    assert confined.take_in(big).width == 6_000
    monkeypatch.setattr(confined, "MEMORY", megabytes * 2**20)
    with pytest.raises(Refused, match=TOO_HEAVY):
        confined.take_in(big)


def test_a_rendition_that_needs_too_much_memory_fails(big, monkeypatch):
    monkeypatch.setattr(confined, "MEMORY", 100 * 2**20)
    with pytest.raises(Failed):
        confined.make(big, find(6_000, 4_000, "png", "print", "png"))


@pytest.fixture
def spied(monkeypatch):
    """Return what a child is started with, which a test may change."""
    seen, changed, run = {}, {}, subprocess.run

    def started(command, **options):
        seen.update(options)
        return run(command, **options | changed)

    monkeypatch.setattr(subprocess, "run", started)
    return seen, changed


def test_a_child_that_takes_too_long_is_killed(big, spied, monkeypatch, caplog):
    seen, changed = spied
    changed["timeout"] = 0.2
    with pytest.raises(Refused, match=TOO_HEAVY):
        confined.take_in(big)
    assert seen["timeout"] == confined.SECONDS
    assert "timed out" in caplog.text
    monkeypatch.setattr(slots, "WAIT", 0)
    with slots.slot(), slots.slot():
        pass  # both are free: nobody works on


def test_more_than_the_slots_hold_are_turned_away(monkeypatch):
    monkeypatch.setattr(slots, "WAIT", 0)
    with slots.slot(), slots.slot(), pytest.raises(Busy, match="Too many pictures"):
        confined.take_in(saved(plain(), "JPEG"))


def test_no_more_children_than_slots_are_at_work(monkeypatch):
    lock, at_work, most, run = Lock(), [0], [0], confined._run

    def counted(*arguments):
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        try:
            return run(*arguments)
        finally:
            with lock:
                at_work[0] -= 1

    monkeypatch.setattr(confined, "_run", counted)
    with ThreadPoolExecutor(6) as pool:
        data = saved(plain(), "JPEG")
        widths = list(pool.map(lambda _: confined.take_in(data).width, range(6)))
    assert (widths, most) == ([32] * 6, [2])


@contextmanager
def kept(slot, taken):
    with slot as file:
        taken.append(file)
        yield file


def test_no_secret_of_the_environment_reaches_the_child(monkeypatch, spied):
    monkeypatch.setenv("SECRET_KEY", "secret")
    confined.take_in(saved(plain(), "JPEG"))
    assert set(spied[0]["env"]) == {"MALLOC_ARENA_MAX"}


def test_the_child_holds_the_slot_too(monkeypatch, spied):
    taken = []
    monkeypatch.setattr(confined, "slot", lambda: kept(slots.slot(), taken))
    confined.take_in(saved(plain(), "JPEG"))
    assert spied[0]["pass_fds"] == taken != []


def test_a_module_where_the_parent_stands_is_not_imported(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('caught')")
    monkeypatch.chdir(tmp_path)
    assert confined.take_in(saved(plain(), "JPEG")).width == 32


def test_the_child_knows_neither_settings_nor_models():
    code = (
        "import sys, publications.images.child\n"
        "from django.conf import settings\n"
        "print(settings.configured, *sys.modules)"
    )
    configured, *modules = says(code).split()
    assert configured == "False"
    assert "publications.images.making" in modules
    for heavy in ("django.db", "publications.models", "embassy"):
        assert heavy not in modules


LIMITS = """
import json, resource
from publications.images.child import FILES, confine
names = ["AS", "CPU", "CORE", "FSIZE", "NOFILE"]
if {hard}:
    resource.setrlimit(resource.RLIMIT_AS, ({hard}, {hard}))
confine(768 * 2**20, 60, FILES)
print(json.dumps([resource.getrlimit(getattr(resource, "RLIMIT_" + n)) for n in names]))
"""


def test_the_child_bounds_itself_for_good():
    memory = 768 * 2**20
    found = json.loads(says(LIMITS.format(hard=0)))
    seconds = found.pop(1)[0]
    assert 60 <= seconds <= 62  # those of the start go beside
    assert found == [[n, n] for n in (memory, 0, 0, child.FILES)]


def test_a_bound_of_the_parent_s_own_is_kept():
    hard = 400 * 2**20
    assert json.loads(says(LIMITS.format(hard=hard)))[0] == [hard, hard]


def test_the_processor_s_time_is_bounded():
    code = (
        "from publications.images.child import confine\n"
        "confine(2**30, 1, 32)\nwhile 1: 1"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT)
    assert done.returncode < 0


SMALL_PARENT = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20, 400 * 2**20))
from publications.images import Refused, confined
try:
    intake = confined.take_in(sys.stdin.buffer.read())
    print(intake.width, intake.height)
except Refused as refusal:
    print(refusal.reason)
print("alive")
"""


def test_a_worker_of_400_mb_takes_in_24_million_pixels_and_lives(big):
    environment = os.environ | {"TMPDIR": tempfile.gettempdir()}
    said = says(SMALL_PARENT, big, env=environment).splitlines()
    assert said == ["6000 4000", "alive"]
