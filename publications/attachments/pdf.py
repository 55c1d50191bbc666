"""A PDF (ISO 32000-2) that shows pages and does nothing else.

Looked at twice, since programs differ in how they find their way in a file. Every
byte is searched for the names of what runs, loads or hides, wherever it stands; and
every object that the file's own index tells of is parsed, packed ones too. Both take
a name for what it is, however it is reached. A reader that mends a broken index would
see yet another file, so pypdf reads strictly and a broken PDF is refused.

What pages look like is never unpacked or judged.

The bytes stay as they are. To write a PDF anew without its metadata would change the
objects that its accessibility and its long-term form (PDF/UA, PDF/A, both declared in
that metadata) rest on, and break a signature; so the file's author, title, program
and the writers of its comments are told as warnings.
"""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from pypdf import PdfReader, apply_configuration
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
)

from . import markup
from .findings import Findings, shown
from .refusal import Refused

# Names and why a PDF that has them is refused; clauses are those of ISO 32000-2.
LONG_NAMES = {
    "/JavaScript": "pdf_scripts",  # 12.6.4.17 and 7.7.4
    "/Launch": "pdf_programs",  # 12.6.4.6
    "/GoToE": "pdf_programs",  # 12.6.4.4
    "/GoToR": "pdf_programs",  # 12.6.4.3
    "/EmbeddedFile": "pdf_files",  # 7.11.4
    "/EmbeddedFiles": "pdf_files",
    "/FileAttachment": "pdf_files",  # 12.5.6.15
    "/SubmitForm": "pdf_sends",  # 12.7.6.2
    "/ImportData": "pdf_sends",  # 12.7.6.4
    "/Rendition": "pdf_media",  # 12.6.4.14, which may hold a script as well
    "/RichMedia": "pdf_media",  # 13.7
    "/RichMediaExecute": "pdf_media",
}
# By chance these stand in the packed bytes of any large file.
SHORT_NAMES = {
    "/JS": "pdf_scripts",
    "/EF": "pdf_files",
    "/XFA": "pdf_xfa",  # 12.7.8
    "/Movie": "pdf_media",  # 13.4
    "/Sound": "pdf_media",  # 13.3
    "/3D": "pdf_media",  # 13.6
}
NAMES = LONG_NAMES | SHORT_NAMES

BLANK = rb"[\0\t\n\f\r ]"
ENDS_NAME = rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"  # 7.2.3
LONG = re.compile(
    rb"/(?:" + "|".join(n[1:] for n in LONG_NAMES).encode() + rb")" + ENDS_NAME
)
# The two that do harm without a long one beside them, with what must follow them.
SHORT = re.compile(
    rb"(/(?:EF|XFA))%b*(?:<<|\[|\d{1,10}%b+\d{1,5}%b+R)" % (BLANK, BLANK, BLANK)
)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # 7.3.5
MIXED = (b"<?php", b"<html", b"<script", b"<svg", b"<!doctype")
END = b"%%EOF"
HEAD = 1024

# 12.5.6: annotations by which people talk to each other.
MARKUP = {
    *("/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut"),
    *("/Caret", "/Stamp", "/Ink", "/Line", "/Square", "/Circle", "/Polygon"),
}
# Objects in memory at a time.
KEPT = 1_000
XMP_CREATOR = "http://purl.org/dc/elements/1.1/ creator"
XMP_ITEM = "http://www.w3.org/1999/02/22-rdf-syntax-ns# li"
MAX_XMP = 1024 * 1024
MAX_PACKED = 50 * 1024 * 1024


def inspect(file: BinaryIO) -> Findings:
    """Refuse a PDF that does something, or tell what it says of its makers."""
    data = file.read()
    _check_frame(data)
    _check_bytes(data)
    with apply_configuration(zlib_maximum_output_length=MAX_PACKED):
        reader = _opened(data)
        if not len(reader.pages):
            raise Refused("pdf_no_pages")
        commenting = _check_objects(reader)
        return Findings("pdf", warnings=_warnings(reader, commenting))


def _check_frame(data: bytes) -> None:
    """Refuse what is something else as well."""
    end = data.rfind(END)
    if end == -1:
        raise Refused("truncated")
    if data[end + len(END) :].strip(b"\0\t\n\f\r "):
        raise Refused("pdf_followed")
    if any(mark in data[:HEAD].lower() for mark in MIXED):
        raise Refused("pdf_mixed")


def _check_bytes(data: bytes) -> None:
    """Search all there is, also what the index doesn't tell of."""
    plain = ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), data)
    if found := LONG.search(plain):
        raise Refused(NAMES[found[0].decode()])
    if found := SHORT.search(plain):
        raise Refused(NAMES[found[1].decode()])


def _opened(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data), strict=True)
    except Exception as error:  # also what it needs to try an empty password
        locked = b"/Encrypt" in data
        raise Refused("pdf_encrypted" if locked else "broken") from error
    if reader.is_encrypted:
        raise Refused("pdf_encrypted")
    return reader


def _check_objects(reader: PdfReader) -> dict[str, None]:
    """Parse each object that the index tells of; return who commented, in order."""
    commenting: dict[str, None] = {}
    for reference in _references(reader):
        for item in _all_within(reader.get_object(reference)):
            if isinstance(item, NameObject) and item in NAMES:
                raise Refused(NAMES[item])
            if isinstance(item, DictionaryObject):
                _check_address(item)
                if item.get("/Subtype") in MARKUP and "/Rect" in item:
                    commenting[shown(str(item.get("/T", ""))) or "?"] = None
    return commenting


def _references(reader: PdfReader) -> Iterator[IndirectObject]:
    """All that the index tells of; those packed together one after the other, since
    a pack is unpacked anew once its objects were forgotten."""
    plain = [(0, g, n) for g, numbers in reader.xref.items() for n in numbers]
    packed = [(stream, 0, n) for n, (stream, _) in reader.xref_objStm.items()]
    held = None
    for number, (stream, generation, name) in enumerate(sorted(plain + packed)):
        # Parsed objects are kept by pypdf: 3 kB each, of which a few MB are enough.
        if stream != held or (not stream and number % KEPT == 0):
            reader.resolved_objects.clear()
            held = stream
        yield IndirectObject(name, generation, reader)


def _all_within(thing: PdfObject | None) -> Iterator[PdfObject]:
    """An object and all that it is made of, names of entries too; no references."""
    waiting = [thing]
    while waiting:
        item = waiting.pop()
        yield item
        if isinstance(item, DictionaryObject):
            waiting.extend(dict.keys(item))
            waiting.extend(dict.values(item))
        elif isinstance(item, ArrayObject):
            waiting.extend(list.__reversed__(item))


def _check_address(item: DictionaryObject) -> None:
    address = item.get("/URI")
    if isinstance(address, str | bytes):
        text = address.decode("latin-1") if isinstance(address, bytes) else address
        if text.strip().lower().startswith("javascript:"):
            raise Refused("pdf_scripts")


def _warnings(reader: PdfReader, commenting: dict[str, None]) -> dict[str, str]:
    info = reader.metadata or {}
    authors = [str(info.get("/Author", "")), *_creators(reader)]
    told = {
        "author": authors,
        "title": [str(info.get("/Title", ""))],
        "program": [str(info.get("/Creator", "")), str(info.get("/Producer", ""))],
        "comments": list(commenting),
    }
    joined = {
        # Each once, in the order in which they were found.
        name: ", ".join(
            dict.fromkeys(shown(value) for value in values if value.strip())
        )
        for name, values in told.items()
    }
    return {name: shown(value) for name, value in joined.items() if value}


def _creators(reader: PdfReader) -> list[str]:
    """Names in dc:creator of the document's XMP (ISO 16684-1, 8.3)."""
    stream = reader.root_object.get("/Metadata")
    if stream is None:
        return []
    names: list[str] = []
    inside = False

    def start(name: str, _attributes: markup.Attributes) -> None:
        nonlocal inside
        if name == XMP_ITEM:
            names.extend([""] if inside else [])
        else:
            inside = name == XMP_CREATOR or (inside and name.endswith(" Seq"))

    def text(text: str) -> None:
        if inside and names:
            names[-1] += text

    try:
        markup.read([stream.get_object().get_data()[:MAX_XMP]], start, text)
    except Refused:
        return []  # what can't be read names nobody
    return names
