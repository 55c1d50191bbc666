"""A hostile file takes a child process down, if anything, and soon."""

import io
import random
import resource
import subprocess
import sys
import zlib

import pytest

from publications.attachments import Refused, confined, take_in

from .samples import docx, mp3, ogg_page, opus, pdf
from .test_pdf import with_index_stream


@pytest.fixture
def hurried(monkeypatch):
    """Half the time, so that these tests take half of it."""
    assert confined.SECONDS == 2
    monkeypatch.setattr(confined, "SECONDS", 1)


def reason(data):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(Refused) as refused:
        take_in(io.BytesIO(data), size=len(data))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Those it may take, and those of the start on a slow machine.
    most = confined.SECONDS + 2
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < most
    return refused.value.reason


def test_a_pdf_that_keeps_its_parser_busy_is_stopped(hurried):
    many = pdf(objects=[b"[" + b"<< /A [1 2 3 (a) /B] >> " * 90_000 + b"]"])
    assert reason(many) == "too_heavy"


def test_a_pdf_nested_without_end_is_refused(hurried):
    assert reason(pdf(objects=[b"[" * 1_000_000])) == "too_heavy"


def unpacking_to(length):
    """A PDF with a pack of objects that are nothing but zeros."""
    data = zlib.compress(bytes(length), 1)
    pack = b"<< /Type /ObjStm /N 1 /First 9 /Filter /FlateDecode /Length %d >>\n"
    pack = pack % len(data) + b"stream\n" + data + b"\nendstream"
    return with_index_stream(pack, 1)


def test_a_pack_that_unpacks_to_too_much_is_refused(hurried):
    assert reason(unpacking_to(60 * 2**20)) == "broken"


def test_a_pdf_that_needs_too_much_memory_finds_no_room(monkeypatch):
    assert confined.MEMORY == 200 * 2**20
    monkeypatch.setattr(confined, "MEMORY", 100 * 2**20)
    assert reason(unpacking_to(45 * 2**20)) == "too_heavy"


def test_a_docx_of_countless_elements_is_stopped(hurried):
    picture = {"word/media/a.png": random.Random(1).randbytes(400_000)}
    assert reason(docx("<w:p/>" * 6_000_000, parts=picture)) == "too_heavy"


def test_an_ogg_of_countless_pages_is_stopped(hurried):
    assert reason(opus() + ogg_page([], 7, 9, 0) * 1_000_000) == "too_heavy"


def test_an_mp3_that_is_searched_for_frames_is_stopped(hurried):
    frames = b"".join(
        bytes([0xFF, 0xFB, rate << 4 | 8, 0xC4]) + bytes(size - 4)
        for rate, size in ((1, 144), (2, 180), (3, 216), (4, 252))
    )
    assert reason(frames + bytes(20 * 2**20)) == "too_heavy"


def test_a_child_that_dies_refuses_the_file(monkeypatch):
    for answer in ((-11, b""), (3, b""), (0, b""), (0, b'{"extension": "pd')):
        done = subprocess.CompletedProcess([], answer[0], answer[1], b"")
        monkeypatch.setattr(confined, "_run", lambda *_, done=done: done)
        assert reason(mp3()) == "too_heavy"


def test_a_cleaned_file_that_came_in_part_refuses_the_file(monkeypatch):
    told = b'{"extension": "odt", "seconds": null, "warnings": {}, "length": 9}\nshort'
    done = subprocess.CompletedProcess([], 0, told, b"")
    monkeypatch.setattr(confined, "_run", lambda *_: done)
    assert reason(docx()) == "too_heavy"


def test_a_child_that_hangs_is_stopped_by_the_clock(monkeypatch):
    def hanging(*_arguments):
        raise subprocess.TimeoutExpired([], 30)

    monkeypatch.setattr(confined, "_run", hanging)
    assert reason(mp3()) == "too_heavy"


def test_an_installation_that_is_broken_is_not_the_fault_of_the_file(monkeypatch):
    monkeypatch.setattr(confined, "ENVIRONMENT", {"PYTHONPATH": "/nowhere"})
    monkeypatch.setattr(confined, "ROOT", "/")
    with pytest.raises(RuntimeError, match="No module named"):
        take_in(io.BytesIO(mp3()), size=len(mp3()))


def test_a_child_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    assert set(confined.ENVIRONMENT) == {"PYTHONPATH", "MALLOC_ARENA_MAX"}
    seen = {}
    real = subprocess.run

    def watched(command, **options):
        seen.update(options, command=command)
        return real(command, **options)

    monkeypatch.setattr(subprocess, "run", watched)
    take_in(io.BytesIO(mp3()), size=len(mp3()))
    assert seen["env"] is confined.ENVIRONMENT
    assert seen["command"][0] == sys.executable
