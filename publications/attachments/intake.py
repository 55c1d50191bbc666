"""Safe intake of documents and recordings: by content, never by name or header.

The first bytes say what a file claims to be, and how large it may be; whether it is
that is found out in a child process of bounded memory and time (`confined`). ODT and
DOCX are stored without the names of those who wrote them. PDF and recordings are
stored as they came: tags of a recording (title, artist, comment, cover picture) are
meant for its listeners; why a PDF isn't written anew is told in `pdf`.
"""

import hashlib
import io
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO

from .confined import inspected
from .findings import worded
from .refusal import Refused

MAX_DOCUMENT = 30 * 1024 * 1024
MAX_AUDIO = 200 * 1024 * 1024
CHUNK = 1024 * 1024
# Acrobat finds a PDF that begins anywhere in here (ISO 32000-1, note in annex H.3).
HEAD = 1024

MIMES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "mp3": "audio/mpeg",
    "opus": "audio/ogg",
    "m4a": "audio/mp4",
}
AUDIO = ("mp3", "opus", "m4a")
# The second byte of an MP3's frame: layer III in MPEG 1, 2 and 2.5 (ISO 11172-3,
# 2.4.1.3), with a checksum or without.
LAYER_III = (b"\xfa", b"\xfb", b"\xf2", b"\xf3", b"\xe2", b"\xe3")

# What is refused with a sentence of its own, by its first bytes in lower case.
TELLING = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old_office",  # [MS-CFB] 2.2
    b"mz": "program",
    b"\x7felf": "program",
    b"#!": "program",
    b"<": "web_page",
    b"\xef\xbb\xbf<": "web_page",
}


@dataclass(frozen=True)
class Intake:
    """A file to be stored. `data` is at its beginning: the file that came, or a
    cleaned one in memory; `size` and `sha256` are of that, in bytes and in hex.

    `seconds` is the length of a recording, rounded up. `warnings` are sentences about
    what the file tells of itself.
    """

    kind: str
    extension: str
    mime: str
    size: int
    seconds: int | None
    sha256: str
    original_sha256: str
    warnings: tuple[str, ...]
    data: BinaryIO


def take_in(file: BinaryIO, *, size: int) -> Intake:
    """Check a file of a declared size from its beginning. Raises Refused.

    What is checked is a copy on disk, made while it is counted, so a recording is
    never in memory as a whole.
    """
    file.seek(0)
    head = file.read(HEAD)
    claimed = recognised(head)
    file.seek(0)
    with TemporaryFile() as copy:
        digest = _copied(file, copy, claimed, size)
        findings = inspected(copy, claimed)
    data: BinaryIO = file
    stored = digest
    if findings.cleaned is not None:
        data = io.BytesIO(findings.cleaned)
        stored = hashlib.sha256(findings.cleaned).hexdigest()
        size = len(findings.cleaned)
    data.seek(0)
    return Intake(
        kind="audio" if findings.extension in AUDIO else "document",
        extension=findings.extension,
        mime=MIMES[findings.extension],
        size=size,
        seconds=findings.seconds,
        sha256=stored,
        original_sha256=digest,
        warnings=worded(findings.warnings),
        data=data,
    )


def recognised(head: bytes) -> str:
    """Return what a file claims to be: pdf, zip, mp3, opus or m4a. Raises Refused."""
    if not head:
        raise Refused("empty")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"OggS"):
        return "opus"
    if head[4:8] == b"ftyp":
        return "m4a"
    if head.startswith(b"ID3") or (head[0] == 0xFF and head[1:2] in LAYER_III):
        return "mp3"
    if b"%PDF-" in head:
        raise Refused("pdf_preceded")
    start = head.lstrip()[:8].lower()
    for beginning, reason in TELLING.items():
        if start.startswith(beginning):
            raise Refused(reason)
    raise Refused("unknown")


def _copied(file: BinaryIO, copy: BinaryIO, claimed: str, size: int) -> str:
    """Copy and count in chunks; return the SHA-256. Raises Refused."""
    audio = claimed in AUDIO
    most = MAX_AUDIO if audio else MAX_DOCUMENT
    digest = hashlib.sha256()
    counted = 0
    while chunk := file.read(CHUNK):
        counted += len(chunk)
        if counted > most:
            reason = "audio_too_large" if audio else "document_too_large"
            raise Refused(reason, size=most // 2**20)
        digest.update(chunk)
        copy.write(chunk)
    if counted != size:
        raise Refused("broke_off")
    return digest.hexdigest()
