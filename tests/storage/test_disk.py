"""Media on the disk: whole or not there, and without addresses."""

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile

from publications.stores.disk import DiskStorage


@pytest.fixture
def disk(tmp_path):
    return DiskStorage(location=tmp_path)


def files(disk) -> set[str]:
    root = Path(disk.location)
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}


def test_a_file_is_stored_under_its_name(disk):
    assert disk.save("pictures/a.png", ContentFile(b"all")) == "pictures/a.png"
    assert files(disk) == {"pictures/a.png"}
    with disk.open("pictures/a.png") as file:
        assert file.read() == b"all"
    assert os.stat(disk.path("pictures/a.png")).st_mode & 0o777 == 0o644


def test_what_is_there_is_not_written_over(disk):
    disk.save("a.png", ContentFile(b"first"))
    assert disk.save("a.png", ContentFile(b"second")) != "a.png"
    assert Path(disk.path("a.png")).read_bytes() == b"first"


def test_a_large_upload_is_moved_into_its_place(disk):
    with TemporaryUploadedFile("a.mp3", "audio/mpeg", 3, None) as upload:
        upload.write(b"all")
        upload.flush()
        assert disk.save("a.mp3", upload) == "a.mp3"
        upload.file.delete = False  # it lies elsewhere now
    assert files(disk) == {"a.mp3"}


class Half(ContentFile):
    def chunks(self, chunk_size=None):
        yield self.read(2)
        raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_no_part(disk):
    with pytest.raises(OSError, match="No space left"):
        disk.save("a.png", Half(b"half"))
    assert files(disk) == set()


def test_what_a_killed_process_left_takes_nobodys_name(disk, monkeypatch):
    def killed(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as then:
        then.setattr(os, "replace", killed)
        then.setattr(os, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            disk.save("a.png", ContentFile(b"all"))
    (left,) = files(disk)
    assert left.startswith("a.png.") and left.endswith(".part")
    assert disk.save("a.png", ContentFile(b"all")) == "a.png"


def test_bytes_are_on_the_disk_before_the_name_is(disk, monkeypatch):
    done = []
    replace, fsync = os.replace, os.fsync
    monkeypatch.setattr(os, "fsync", lambda h: (done.append("fsync"), fsync(h)))
    monkeypatch.setattr(os, "replace", lambda *a: (done.append("name"), replace(*a)))
    disk.save("pictures/a.png", ContentFile(b"all"))
    assert done == ["fsync", "name", "fsync"]


def test_no_file_has_an_address(disk):
    disk.save("a.png", ContentFile(b"all"))
    with pytest.raises(NotImplementedError):
        disk.url("a.png")


def test_a_folder_that_can_not_be_used_is_told(tmp_path):
    (tmp_path / "media").write_text("a file stands here")
    with pytest.raises(OSError, match="media"):
        DiskStorage(location=tmp_path / "media").reach()
