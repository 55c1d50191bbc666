"""A mark on disk: seen soon after another process made it, at once after its own."""

import os
import subprocess
import sys
import time

import pytest

from publications import glance
from publications.glance import Glance


@pytest.fixture
def mark(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return Glance("mark")


def by_another_process(code: str, path: str) -> None:
    subprocess.run([sys.executable, "-c", f"import sys; {code}", path], check=True)


def test_it_is_seen_soon_after_another_process_made_it_or_took_it_away(mark):
    assert mark.date() == 0
    by_another_process("open(sys.argv[1], 'w')", mark.path)
    time.sleep(glance.FOR)
    assert mark.date() == os.stat(mark.path).st_mtime_ns
    by_another_process("import os; os.remove(sys.argv[1])", mark.path)
    time.sleep(glance.FOR)
    assert mark.date() == 0


def test_of_many_questions_one_looks(mark, monkeypatch):
    looks, stat = [], os.stat
    monkeypatch.setattr(glance, "FOR", 60)
    monkeypatch.setattr(
        glance.os, "stat", lambda path: looks.append(path) or stat(path)
    )
    assert [mark.date() for _question in range(100)] == [0] * 100
    assert len(looks) == 1
    open(mark.path, "w").close()
    mark.look_again()
    assert mark.date()


def test_another_folder_is_looked_into(mark, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(glance, "FOR", 60)
    open(mark.path, "w").close()
    assert mark.date()
    settings.DATA_DIR = tmp_path / "elsewhere"
    assert mark.date() == 0
