"""A PDF shows pages and does nothing else."""

import io
import zlib

import pytest
from pypdf import PdfReader

from publications.attachments import pdf as room

from .inspecting import found, refusal
from .samples import docx, pdf, pdf_of


def packed(*bodies):
    """A PDF whose objects from 6 on are packed together (7.5.7), after its index."""
    heads = " ".join(
        f"{6 + n} {sum(map(len, bodies[:n])) + n}" for n in range(len(bodies))
    )
    first = heads.encode() + b" "
    data = zlib.compress(first + b" ".join(bodies))
    pack = (
        b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\n"
        b"stream\n%s\nendstream" % (len(bodies), len(first), len(data), data)
    )
    return with_index_stream(pack, len(bodies))


def with_index_stream(pack, count):
    whole = pdf()
    base = whole[: whole.index(b"xref\n0")]
    number = 6 + count
    entries = [(0, 0, 65535)]
    entries += [(1, base.index(b"\n%d 0 obj" % n) + 1, 0) for n in range(1, 6)]
    entries += [(2, number, n) for n in range(count)]
    entries.append((1, len(base), 0))
    base += b"%d 0 obj\n%s\nendobj\n" % (number, pack)
    entries.append((1, len(base), 0))
    table = b"".join(
        kind.to_bytes(1) + place.to_bytes(4) + last.to_bytes(2)
        for kind, place, last in entries
    )
    index = (
        b"<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Length %d >>\n"
        b"stream\n%s\nendstream" % (number + 2, len(table), table)
    )
    start = len(base)
    base += b"%d 0 obj\n%s\nendobj\n" % (number + 1, index)
    return base + b"startxref\n%d\n%%%%EOF\n" % start


def test_a_plain_pdf_comes_in_as_it_is():
    told = found(pdf())
    assert (told.extension, told.cleaned, told.warnings) == ("pdf", None, {})


def test_packed_objects_are_read():
    assert refusal(packed(b"<< /A 1 >>", b"[/B 2]")) is None


ACTIONS = {
    b"/S /JavaScript /JS (app.alert\\(1\\))": "pdf_scripts",
    b"/S /JavaScript /JS 4 0 R": "pdf_scripts",
    b"/S /URI /URI (javascript:alert\\(1\\))": "pdf_scripts",
    b"/S /Launch /F (cmd.exe)": "pdf_programs",
    b"/S /GoToR /F (\\\\\\\\server\\\\x.pdf) /D [0 /Fit]": "pdf_programs",
    b"/S /GoToE /T << /R /C >>": "pdf_programs",
    b"/S /SubmitForm /F (http://x.example)": "pdf_sends",
    b"/S /ImportData /F (x.fdf)": "pdf_sends",
    b"/S /Rendition /OP 0": "pdf_media",
    b"/S /RichMediaExecute": "pdf_media",
    b"/S /Movie": "pdf_media",
    b"/S /Sound": "pdf_media",
}


@pytest.mark.parametrize(("action", "why"), ACTIONS.items())
def test_an_action_is_refused_wherever_it_hangs(action, why):
    link = b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << %s >> >>]" % action
    assert refusal(pdf(catalog=b"/OpenAction << %s >>" % action)) == why
    assert refusal(pdf(catalog=b"/AA << /WC << %s >> >>" % action)) == why
    assert refusal(pdf(page=b"/AA << /O << %s >> >>" % action)) == why
    assert refusal(pdf(page=link)) == why
    assert refusal(packed(b"<< %s >>" % action)) == why


def test_actions_that_stay_in_the_document_or_lead_to_the_web_are_let_in():
    assert refusal(pdf(catalog=b"/OpenAction [3 0 R /Fit]")) is None
    web = b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (%s) >> >>]"
    assert refusal(pdf(page=web % b"https://example.org")) is None


@pytest.mark.parametrize(
    ("catalog", "why"),
    [
        (b"/Names << /JavaScript << /Names [(a) 6 0 R] >> >>", "pdf_scripts"),
        (b"/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>", "pdf_files"),
        (b"/AF [<< /Type /Filespec /F (a) /EF << /F 6 0 R >> >>]", "pdf_files"),
        (b"/AcroForm << /XFA [(x) 6 0 R] /Fields [] >>", "pdf_xfa"),
        (b"/AcroForm << /XFA 6 0 R /Fields [] >>", "pdf_xfa"),
        (b"/X << /Subtype /RichMedia >>", "pdf_media"),
        (b"/X << /JS (x) >>", "pdf_scripts"),
        (b"/X << /Type /EmbeddedFile >>", "pdf_files"),
        (b"/X << /Subtype /3D >>", "pdf_media"),
        (b"/X << /Subtype /FileAttachment >>", "pdf_files"),
    ],
)
def test_what_hides_in_the_catalog_is_refused(catalog, why):
    assert refusal(pdf(catalog=catalog)) == why
    assert refusal(packed(b"<< %s >>" % catalog)) == why


@pytest.mark.parametrize(
    "name", [b"/Java#53cript", b"/#4aavaScript", b"/#4A#61vaScript"]
)
def test_a_name_in_disguise_is_seen(name):
    action = b"<< /S %s /JS (x) >>" % name
    assert refusal(pdf(catalog=b"/OpenAction " + action)) == "pdf_scripts"
    assert refusal(packed(action)) == "pdf_scripts"


def test_a_name_reached_by_reference_is_seen():
    action = b"/OpenAction << /S 6 0 R >>"
    assert refusal(pdf(catalog=action, objects=[b"/Launch"])) == "pdf_programs"
    assert refusal(packed(b"/Launch")) == "pdf_programs"


def test_what_the_index_does_not_tell_of_is_seen_too():
    hidden = b"9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\n"
    assert refusal(pdf().replace(b"xref\n0", hidden + b"xref\n0", 1)) == "pdf_scripts"
    files = b"9 0 obj << /EF << /F 8 0 R >> >> endobj\n"
    assert refusal(pdf().replace(b"xref\n0", files + b"xref\n0", 1)) == "pdf_files"
    form = b"9 0 obj << /XFA 8 0 R >> endobj\n"
    assert refusal(pdf().replace(b"xref\n0", form + b"xref\n0", 1)) == "pdf_xfa"


def test_names_that_only_begin_the_same_are_let_in():
    objects = [b"<< /LaunchPad 1 /JavaScripted 2 /EFG 3 /XFAB 4 /JSX 5 >>"]
    assert refusal(pdf(objects=objects)) is None


def test_words_on_a_page_are_not_names():
    assert refusal(pdf(info=b"/Title (Ministers /EF and /XFA and /JS)")) is None


def test_an_encrypted_pdf_is_refused():
    encrypt = b"/Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O (%s) /U (%s)" % (
        (b"o" * 32,) + (b"u" * 32,)
    )
    locked = b" /ID [(a) (a)] /Encrypt << %s >>"
    assert refusal(pdf(trailer=locked % encrypt)) == "pdf_encrypted"
    aes = encrypt.replace(b"/V 2 /R 3", b"/V 5 /R 6")
    assert refusal(pdf(trailer=locked % aes)) == "pdf_encrypted"
    assert refusal(pdf(trailer=b" /Encrypt 99 0 R")) == "pdf_encrypted"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf() + docx(), "hidden_zip"),
        # A ZIP whose comment is the end of a PDF.
        (pdf() + docx()[:-2] + b"\x17\0startxref\n604\n%%EOF\n\n", "hidden_zip"),
        (pdf() + b"<script>alert(1)</script>", "pdf_followed"),
        (pdf() + pdf()[:-30], "pdf_followed"),
        (pdf().replace(b"%\xe2", b"%<HTML><script>alert(1)</script>", 1), "pdf_mixed"),
        (pdf().replace(b"%\xe2", b"%<?php x(); ?>", 1), "pdf_mixed"),
        (pdf()[:-8], "truncated"),
        (pdf()[:300], "truncated"),
        (pdf().replace(b"xref\n0", b"xreF\n0", 1), "broken"),
        (pdf().replace(b"3 0 obj", b"9 0 obj", 1), "broken"),
        (b"%PDF-1.7\n%%EOF", "broken"),
        (pdf_of([b"<< /Type /Catalog >>"]), "broken"),
        (pdf().replace(b"[3 0 R] /Count 1", b"[     ] /Count 0"), "pdf_no_pages"),
    ],
)
def test_what_is_no_whole_pdf_and_nothing_else_is_refused(data, why):
    assert refusal(data) == why


@pytest.mark.parametrize(
    "mark", [b"<?PHP", b"<html", b"<script", b"<SVG", b"<!doctype"]
)
def test_a_pdf_that_begins_like_something_else_is_refused(mark):
    assert refusal(pdf().replace(b"%\xe2", b"%" + mark, 1)) == "pdf_mixed"


def test_blank_space_behind_a_pdf_is_let_in():
    assert refusal(pdf() + b"\r\n\0\0  ") is None


def test_a_pdf_with_two_revisions_is_let_in_and_the_older_searched():
    start = pdf().rindex(b"startxref")
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\n"
    second = b"xref\n0 0\n" + trailer + b"startxref\n%d\n%%%%EOF\n"
    old = pdf().rindex(b"xref\n0")
    assert refusal(pdf() + second % (old, len(pdf()))) is None
    assert pdf()[start:].startswith(b"startxref\n%d" % old)


def test_names_in_the_metadata_are_told():
    info = b"/Author (Lu Mei) /Title (Draft 7\r\nfor the Ambassador) /Creator (Word)"
    assert found(pdf(info=info + b" /Producer (Word)")).warnings == {
        "author": "Lu Mei",
        "title": "Draft 7 for the Ambassador",
        "program": "Word",
    }


def xmp(words):
    data = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/" xmlns:r="http://www.w3.org/1999/02/'
        b'22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><r:RDF>'
        b"<r:Description>%s</r:Description></r:RDF></x:xmpmeta>" % words
    )
    stream = b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream"
    return pdf(catalog=b"/Metadata 6 0 R", objects=[stream % (len(data), data)])


def test_authors_in_xmp_are_told():
    authors = b"<dc:creator><r:Seq><r:li>Lu Mei</r:li> <r:li>Ana Reis</r:li></r:Seq>"
    topics = b"</dc:creator><dc:subject><r:Bag><r:li>Trade</r:li></r:Bag></dc:subject>"
    assert found(xmp(authors + topics)).warnings == {"author": "Lu Mei, Ana Reis"}


def test_xmp_that_can_not_be_read_names_nobody():
    assert found(xmp(b"<dc:creator>")).warnings == {}


def test_who_commented_is_told():
    notes = b"".join(
        b"<< /Subtype /%s /Rect [0 0 9 9] /T (%s) /Contents (Is this cleared?) >>"
        % pair
        for pair in ((b"Text", b"Lu Mei"), (b"Highlight", b"Jonas Weber"))
    )
    assert found(pdf(page=b"/Annots [%s]" % notes)).warnings == {
        "comments": "Lu Mei, Jonas Weber"
    }


@pytest.mark.parametrize(
    "kind",
    [
        *("Text", "FreeText", "Highlight", "Underline", "Squiggly", "StrikeOut"),
        *("Caret", "Stamp", "Ink", "Line", "Square", "Circle", "Polygon"),
    ],
)
def test_every_kind_of_comment_is_known(kind):
    note = b"/Annots [<< /Subtype /%s /Rect [0 0 9 9] >>]" % kind.encode()
    assert found(pdf(page=note)).warnings == {"comments": "?"}


def test_links_and_fields_are_no_comments():
    notes = (
        b"/Annots [<< /Subtype /Link /Rect [0 0 9 9] /T (x) >> << /Subtype /Text >>]"
    )
    assert found(pdf(page=notes)).warnings == {}


def test_parsed_objects_are_forgotten_again():
    reader = PdfReader(io.BytesIO(pdf(objects=[b"<< >>"] * 3 * room.KEPT)))
    held = []
    for reference in room._references(reader):
        reader.get_object(reference)
        held.append(len(reader.resolved_objects))
    assert len(held) == 3 * room.KEPT + 5
    assert max(held) <= room.KEPT
