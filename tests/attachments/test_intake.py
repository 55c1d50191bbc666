"""What comes in is what its bytes are; what is stored is told by count and digest."""

import hashlib
import io
import tempfile

import pytest
from django.utils import translation

from publications.attachments import MIMES, Refused, intake, take_in

from . import samples

GOOD = {name: getattr(samples, name)() for name in MIMES}
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def came(data, *, size=None):
    return take_in(io.BytesIO(data), size=len(data) if size is None else size)


def reason(data, **options):
    with pytest.raises(Refused) as refused:
        came(data, **options)
    assert str(refused.value)
    return refused.value.reason


@pytest.mark.parametrize("name", MIMES)
def test_a_good_file_comes_in_as_what_it_is(name):
    taken = came(GOOD[name])
    assert taken.extension == name
    assert taken.mime == MIMES[name]
    assert taken.kind == ("audio" if name in ("mp3", "opus", "m4a") else "document")
    assert taken.seconds == (3 if taken.kind == "audio" else None)
    assert taken.original_sha256 == hashlib.sha256(GOOD[name]).hexdigest()
    stored = taken.data.read()
    assert taken.sha256 == hashlib.sha256(stored).hexdigest()
    assert taken.size == len(stored)
    assert (stored == GOOD[name]) == (name not in ("odt", "docx"))


@pytest.mark.parametrize("name", ["odt", "docx"])
def test_a_cleaned_document_comes_in_again_as_the_same(name):
    first = came(GOOD[name])
    second = came(first.data.read())
    assert second.sha256 == second.original_sha256 == first.sha256


def test_a_file_is_read_from_its_beginning_wherever_it_stands():
    file = io.BytesIO(GOOD["pdf"])
    file.seek(100)
    taken = take_in(file, size=len(GOOD["pdf"]))
    assert taken.data is file
    assert taken.data.read() == GOOD["pdf"]


def test_a_file_on_disk_is_stored_itself_and_not_read_into_memory():
    with tempfile.TemporaryFile() as file:
        file.write(GOOD["mp3"])
        taken = take_in(file, size=len(GOOD["mp3"]))
        assert taken.data is file
        assert file.tell() == 0


class Endless(io.RawIOBase):
    """A recording that goes on and on; counts the most that was asked at once."""

    most = 0
    read_in_all = 0

    def seek(self, place, whence=0):
        return 0

    def read(self, size=-1):
        self.most = max(self.most, size) if size >= 0 else 2**40
        self.read_in_all += size
        return GOOD["mp3"][:4].ljust(size, b"\0")


def test_a_recording_is_counted_in_chunks_and_only_as_far_as_it_may_go():
    file = Endless()
    with pytest.raises(Refused) as refused:
        take_in(file, size=1000)
    assert refused.value.reason == "audio_too_large"
    assert str(refused.value) == "The recording is larger than 200 MB."
    assert file.most <= 2**20
    assert file.read_in_all <= intake.MAX_AUDIO + 2 * 2**20


def test_a_document_may_be_smaller_than_a_recording(monkeypatch):
    assert intake.MAX_DOCUMENT == 30 * 2**20
    monkeypatch.setattr(intake, "MAX_DOCUMENT", len(GOOD["pdf"]))
    assert came(GOOD["pdf"]).size == len(GOOD["pdf"])
    monkeypatch.setattr(intake, "MAX_DOCUMENT", len(GOOD["pdf"]) - 1)
    assert reason(GOOD["pdf"]) == "document_too_large"


@pytest.mark.parametrize("size", [0, 1, len(GOOD["pdf"]) + 1, 10**12])
def test_a_declared_size_that_is_not_what_came_is_refused(size):
    assert reason(GOOD["pdf"], size=size) == "broke_off"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (EICAR, "unknown"),
        (b"%PDF-1.4\n" + EICAR, "truncated"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "web_page"),
        (b"\r\n\r\n  <html>", "web_page"),
        (b"<?php system($_GET['c']); ?>", "web_page"),
        (b"\xef\xbb\xbf<svg onload=alert(1)>", "web_page"),
        (b"#!/bin/sh\r\nrm -rf /", "program"),
        (b"MZ\x90\x00\x03" + bytes(200), "program"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_office"),
        (b"Just words.\r\nAnd more.", "unknown"),
        (b"\xff", "unknown"),
        (b"\xff\xfe<\0h\0t\0m\0l\0", "unknown"),
        (b"RIFF\0\0\0\0WAVEfmt ", "unknown"),
        (samples.PIXEL, "unknown"),
        (b"<html>" + GOOD["pdf"], "pdf_preceded"),
        (b"\n" + GOOD["pdf"], "pdf_preceded"),
        (GOOD["pdf"] + GOOD["docx"], "hidden_zip"),
        (GOOD["mp3"] + GOOD["docx"], "hidden_zip"),
        (b"MZ" + GOOD["docx"], "program"),
    ],
)
def test_whatever_else_it_is_it_is_refused_with_a_reason(data, why):
    assert reason(data) == why


def test_why_a_file_is_refused_is_said_in_the_language_of_who_reads_it(monkeypatch):
    said = translation.gettext_lazy("The file is empty.")
    assert intake.Refused("empty").args == ("empty", {})
    with translation.override("en"):
        assert str(Refused("empty")) == str(said)
