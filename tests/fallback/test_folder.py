"""The folder of the copy: whole pages, and nothing that is being taken down."""

import os
import sqlite3

import pytest

from publications.fallback import Shelf

TEXT, LIST, OTHER = "/en/2026/two-rivers/", "/en/", "/en/2026/other/"
PICTURE, SHARED = "/media/a/40.webp", "/media/b/40.webp"


@pytest.fixture
def shelf(tmp_path):
    opened = Shelf(tmp_path / "fallback")
    write(opened, TEXT, {PICTURE, SHARED, LIST})
    write(opened, LIST, {TEXT, OTHER})
    write(opened, OTHER, {SHARED})
    yield opened
    opened.close()


def write(shelf, path, targets):
    shelf.announce(path, targets)
    for file in targets & {PICTURE, SHARED}:
        shelf.write_file(file, [b"pixels"])
    return shelf.write_page(path, "<p>Words</p>", targets)


def held(shelf):
    return {p for p in (TEXT, LIST, OTHER, PICTURE, SHARED) if shelf.holds(p)}


def test_a_text_leaves_with_what_leads_to_it_and_the_files_that_it_alone_needs(shelf):
    shelf.take_out([TEXT], "a publication")
    assert held(shelf) == {OTHER, SHARED}
    assert shelf.next_due() == (LIST, 1)


def test_what_is_being_taken_down_is_not_written_until_the_act_is_on_record(shelf):
    shelf.take_out([TEXT], "a publication")
    assert not write(shelf, TEXT, {PICTURE})
    assert not write(shelf, LIST, {TEXT})
    # A file that was fetched for it meanwhile.
    shelf.take_out([TEXT], "a publication")
    shelf.write_file(PICTURE, [b"pixels"])
    assert held(shelf) == {OTHER, SHARED}
    shelf.lift(["another"])
    assert not write(shelf, LIST, {TEXT})
    shelf.lift(["a publication"])
    assert write(shelf, LIST, {OTHER})


def test_a_page_that_a_killed_process_had_announced_leaves_too(shelf):
    """Its links were known before it was written, or it would stay for ever."""
    shelf.announce(OTHER, {TEXT})
    shelf.take_out([TEXT], "a publication")
    assert not shelf.holds(OTHER)


def test_a_page_that_can_not_be_written_leaves_the_one_before(shelf, monkeypatch):
    def full(*_anything):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("publications.fallback.folder.os.replace", full)
        with pytest.raises(OSError, match="No space"):
            shelf.write_page(TEXT, "<p>Other words</p>", set())
    assert shelf.place_of(TEXT).read_text() == "<p>Words</p>"
    assert not list(shelf.folder.rglob("*.part"))
    # Nor is what it needs forgotten.
    assert PICTURE in shelf.around(TEXT)


def test_the_front_may_read_it_whatever_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        shelf = Shelf(tmp_path / "closed")
        write(shelf, TEXT, set())
        shelf.close()
    finally:
        os.umask(before)
    place = shelf.place_of(TEXT)
    assert place.stat().st_mode & 0o777 == 0o644
    for folder in place.parents[: len(TEXT.strip("/").split("/")) + 2]:
        assert folder.stat().st_mode & 0o777 == 0o755


def test_it_waits_for_another_writer_a_while_alone(shelf, monkeypatch):
    other = sqlite3.connect(shelf.folder / "index.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    shelf.db.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        shelf.take_out([TEXT], "a publication")
    other.execute("ROLLBACK")
    other.close()
