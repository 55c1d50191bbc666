"""A stranger's file in place of a bundle: bounded, and refused in words."""

import io
import struct
import zipfile

import pytest

from publications.models import Edition
from publications.workflow.export import opening
from tests.bundles import eventful, exported, faults, packed, unpacked

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return eventful()


@pytest.fixture
def files(edition) -> dict[str, bytes]:
    return unpacked(exported(edition))


def refused(data: bytes) -> str:
    found = faults(data)
    assert len(found) == 1
    return found[0]


def test_what_is_no_zip_is_refused_in_words():
    for data in (b"", b"PK", b"A letter.", b"\0" * 1000, b"PK\5\6" + b"\0" * 18):
        assert refused(data)


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../manifest.json",
        "text-en/../../manifest.json",
        "text-en\\manifest.json",
        "C:manifest.json",
        "Manifest.json",
        "media/\x1b[2Jx.png",
    ],
)
def test_a_name_that_is_not_ours_is_refused(files, name):
    sentence = refused(packed({**files, name: b"x"}))
    assert sentence.endswith("has no place in a bundle.")
    assert sentence.isprintable()


def test_a_link_is_refused(files):
    out = io.BytesIO(packed(files))
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo("media/00000000-0000-4000-8000-000000000000.png")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert "is no file but a link" in refused(out.getvalue())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused(files):
    out = io.BytesIO(packed(files))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("manifest.json", b"{}")
    assert refused(out.getvalue()) == "manifest.json is there twice."


def test_too_many_files_are_refused_before_they_are_listed(files, monkeypatch):
    monkeypatch.setattr(opening, "MAX_FILES", len(files) - 1)
    assert "too many files" in refused(packed(files))
    monkeypatch.undo()
    monkeypatch.setattr(opening, "MAX_DIRECTORY", 100)
    assert "too many files" in refused(packed(files))


def test_a_bomb_is_refused_by_what_it_declares(files, monkeypatch):
    monkeypatch.setattr(opening, "MAX_BYTES", 100_000)
    bomb = packed({**files, "publication.json": b"0" * 200_000})
    assert refused(bomb) == "Unpacked, this file is too large for a bundle."


def test_a_bomb_is_refused_by_what_it_holds(files):
    """Declared as small: it is read no further than that."""
    data = packed({**files, "publication.json": b"0" * 200_000})
    lie = data.replace(struct.pack("<L", 200_000), struct.pack("<L", 10))
    assert lie != data
    assert faults(lie) == ["publication.json is damaged and can't be read."]


def test_a_text_too_large_to_be_held_in_memory_is_refused(files, monkeypatch):
    monkeypatch.setattr(opening, "MAX_TEXT", 2**20)
    bomb = packed({**files, "publication.json": b"0" * 2**21})
    assert faults(bomb) == ["publication.json is too large to be checked."]


def test_a_line_without_an_end_is_refused(files, monkeypatch):
    monkeypatch.setattr(opening, "MAX_LINE", 2**17)
    bomb = packed({**files, "acts.jsonl": b"0" * 2**20})
    assert faults(bomb) == ["acts.jsonl has a line that is too long."]


def test_a_bundle_with_a_password_or_another_packing_is_refused(files):
    data = bytearray(packed(files))
    place = data.index(b"PK\1\2")
    data[place + 8] |= 1
    assert "packed or locked" in refused(bytes(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("manifest.json", b"{}")
    assert "packed or locked" in refused(out.getvalue())


def test_zip64_and_a_comment_are_refused(files):
    out = io.BytesIO(packed(files))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"Read me!"
    assert refused(out.getvalue())
    data = packed(files)
    assert refused(data[:-1] + b"\1")
    locator = b"PK\6\7" + b"\0" * 16
    assert "ZIP64" in refused(data[:-22] + locator + data[-22:])


def test_a_directory_that_points_before_the_start_is_refused(files):
    """Python's zipfile answers such an offset with a ValueError, when it is read."""
    data = bytearray(packed(files))
    end = data.rindex(b"PK\5\6")
    (offset,) = struct.unpack_from("<L", data, end + 16)
    struct.pack_into("<L", data, end + 16, offset + 16_699_567)
    assert refused(bytes(data))
