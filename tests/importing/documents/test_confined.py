"""Bad files: each ends in a sentence that says what to do, and in no time."""

import io
import struct
import zipfile

import pytest

from publications.importing import documents
from publications.importing.decoding import Unreadable
from publications.importing.documents import confined
from publications.importing.documents.decoding import decode_page

from .word import p, word

CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(read, data):
    with pytest.raises(Unreadable) as refused:
        read(data)
    return str(refused.value)


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def locked(data):
    """The same archive with the sign of encryption at every part."""
    data = bytearray(data)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            (flags,) = struct.unpack_from("<H", data, place + at)
            struct.pack_into("<H", data, place + at, flags | 1)
            place = data.find(sign, place + 4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (CFB, "older Word (.doc). Open it in Word and save it as .docx"),
        (CFB + "EncryptedPackage".encode("utf-16-le"), "locked by a password"),
        (word(p("Words."))[:900], "end of the file is missing. Open it in Word"),
        (locked(word(p("Words."))), "locked by a password. Save it without one"),
        (zipped({"a.txt": "x"}), "neither ODT nor DOCX"),
        (zipped({"[Content_Types].xml": "<Types/>"}), "broken"),
        (zipped({"[Content_Types].xml": bytes(300 * 2**20)}), "Unpacked"),
        (word(parts={f"word/{n}.xml": "" for n in range(2_100)}), "2000 files"),
        (b"PK\x03\x04" + bytes(50 * 2**20), "larger than 30 MB. Make its pictures"),
    ],
    ids=["doc", "encrypted", "cut", "locked", "zip", "empty", "bomb", "parts", "50MB"],
)
def test_what_is_no_good_document_is_told_with_what_to_do(data, words):
    assert documents.is_word(data)
    assert words in refusal(documents.read_word, data)


def test_a_document_that_would_take_for_ever_is_stopped(monkeypatch):
    assert confined.SECONDS == 15
    monkeypatch.setattr(confined, "SECONDS", 1)
    heavy = word(*[p("a", level=0)] * 60_000)
    assert "too much memory or time" in refusal(documents.read_word, heavy)


def test_a_document_that_needs_too_much_memory_finds_no_room(monkeypatch):
    data = word(*[p("Words.")] * 3_000)
    monkeypatch.setattr(confined, "MEMORY", 30 * 2**20)
    assert "too much memory or time" in refusal(documents.read_word, data)


@pytest.mark.parametrize("depth", [600, 30_000])
def test_a_page_nested_without_end_is_refused_at_once(depth):
    page = "<div>" * depth + "Words." + "</div>" * depth
    assert "nested too deeply" in refusal(documents.read_page, page.encode())


def test_a_child_knows_no_secrets(monkeypatch):
    seen = {}
    real = confined.subprocess.run

    def watched(command, **options):
        seen.update(options)
        return real(command, **options)

    monkeypatch.setattr(confined.subprocess, "run", watched)
    assert documents.read_word(word(p("Words."))).markdown == "Words."
    assert seen["env"] == {"MALLOC_ARENA_MAX": "1"}
    assert seen["timeout"] == confined.PATIENCE


RUSSIAN = "<p>Две реки, одна долина: слова посла о воде и дружбе.</p>"
CHINESE = "<p>两条河流，一个山谷：大使谈水与友谊。</p>"


@pytest.mark.parametrize(
    ("html", "codec", "declared"),
    [
        (RUSSIAN, "cp1251", '<meta charset="windows-1251">'),
        (RUSSIAN, "koi8-r", "<meta http-equiv=x content='text/html; charset=koi8-r'>"),
        (RUSSIAN, "cp1251", ""),
        (RUSSIAN, "utf-8", '<meta charset="windows-1251">'),
        (RUSSIAN, "utf-16", '<meta charset="utf-8">'),
        (RUSSIAN, "cp1251", '<meta charset="utf-8">'),
        (RUSSIAN, "cp1251", '<meta charset="no-such-thing">'),
        (CHINESE, "gb18030", "<meta charset=gb2312>"),
        (CHINESE, "gb18030", ""),
        (CHINESE, "big5", "<meta charset=big5>"),
        ("<p>Été à l’œuvre</p>", "cp1252", "<meta charset=iso-8859-1>"),
    ],
)
def test_a_page_is_read_in_its_encoding(html, codec, declared):
    if codec == "big5":
        html = "<p>兩條河流</p>"
    assert decode_page((declared + html).encode(codec)).endswith(html)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<p>\xd0\xd1 \x00\xff</p>", ""),
        (b"<p>" + b"a" * (3 * 2**20), "2 MB of text. Copy the text and paste it"),
        (bytes(31 * 2**20), "larger than 30 MB"),
    ],
)
def test_a_page_that_cannot_be_read_is_told(data, words):
    assert words in refusal(documents.read_page, data)


def test_characters_that_turn_the_direction_are_left_out_and_told():
    found = documents.pasted("<p>a\u2067b\u2069 \u202ec</p><p>d</p>", 1)
    assert (found.markdown, found.left_out["turning"]) == ("ab c\n\nd", 3)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<!DOCTYPE html><p>a", "", True),
        (b"\xef\xbb\xbf\n<html lang=en>", "x.txt", True),
        ("<html>".encode("utf-16"), "", True),
        (b"<?xml version='1.0'?><html xmlns='x'>", "", True),
        (b"a", "x.HTM", True),
        (b"<3 is a heart", "x.txt", False),
        (b"<p>a", "x.md", False),
    ],
)
def test_what_is_a_page(data, name, expected):
    assert documents.is_page(data, name) is expected
