"""Import a text at the desk: recognised, corrected, then saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from publications.models import (
    Edition,
    Image,
    ImportedFile,
    Placement,
    Publication,
)
from tests.admin.test_editions import sign_in
from tests.admin.test_writing_field import png
from tests.form_fields import fields
from tests.importing.documents.word import note, p, picture, r, ref, word
from tests.management.test_import_text import OP_ED

pytestmark = pytest.mark.django_db

IMPORT = "/admin/publications/edition/import/"
ADD = "/admin/publications/edition/add/"


def test_a_pasted_text_is_shown_for_correction_and_nothing_is_saved(client):
    sign_in(client, "dara")
    html = client.post(IMPORT, {"pasted": OP_ED}).content.decode()
    found = fields(html)
    assert found["title"] == "Two Rivers, One Valley"
    assert found["signatory-0-name"] == "Ada Venn"
    assert found["outlet"] == "Kaldar Courier"
    assert not Publication.objects.exists()

    data = {**found, "title": "Two Rivers, One Vale", "confirmed": "on"}
    assert client.post(ADD, data).status_code == 302
    edition = Edition.objects.get()
    assert edition.revision.title == "Two Rivers, One Vale"
    assert Placement.objects.get().confirmed
    assert ImportedFile.objects.get().text == edition.text
    again = client.post(IMPORT, {"pasted": OP_ED}).content.decode()
    assert "has been imported before:" in again
    assert f'/edition/{edition.pk}/change/">Two Rivers, One Vale</a>' in again


def test_an_uploaded_file_is_read_whatever_its_encoding(client):
    sign_in(client, "dara")
    file = SimpleUploadedFile("op-ed.txt", OP_ED.encode("utf-16"))
    html = client.post(IMPORT, {"file": file}).content.decode()
    assert fields(html)["title"] == "Two Rivers, One Valley"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Paste a text or choose a file"),
        ({"file": SimpleUploadedFile("x.txt", b"\x89PNG\r\n\x1a\n\0\0")}, "PNG"),
        ({"file": SimpleUploadedFile("x.txt", b"a" * (3 * 2**20))}, "2 MB"),
        ({"pasted": "a\0b and more words"}, ""),
        (
            {"pasted": OP_ED, "file": SimpleUploadedFile("x.txt", b"Other words.")},
            "Either paste a text or choose a file",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_words(client, data, sentence):
    sign_in(client, "dara")
    answer = client.post(IMPORT, data)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'class="errorlist' in html
    assert sentence in html


def test_a_failing_save_of_an_imported_text_keeps_all_of_it(client):
    sign_in(client, "dara")
    found = fields(client.post(IMPORT, {"pasted": OP_ED}).content.decode())
    answer = client.post(ADD, {**found, "slug": "2026"})
    assert answer.status_code == 200
    kept = fields(answer.content.decode())
    for name in ("title", "body", "outlet", "presenting_sentence", "source"):
        assert kept[name].strip() == found[name].strip()


def test_only_those_who_write_import(client):
    for name in ("orla", "tomas", "stella"):
        sign_in(client, name)
        assert client.get(IMPORT).status_code == 403
        assert client.post(IMPORT, {"pasted": OP_ED}).status_code == 403


def test_a_letter_that_only_looks_right_is_told_of(client):
    sign_in(client, "dara")
    pasted = OP_ED.replace("Two Rivers", "Tw\u043e Rivers")
    html = client.post(IMPORT, {"pasted": pasted}).content.decode()
    assert "“Tw\u043e”: the letter \u043e (U+043E) is Cyrillic" in html
    assert "U+" not in client.post(IMPORT, {"pasted": OP_ED}).content.decode()


def a_document():
    return word(
        p("Two Rivers, One Valley", style="T"),
        p("By Ms. Ada Venn, Ambassador of Velmora to Tarsenia"),
        p("It is an honour to write to the readers of this paper.", ref(2)),
        p("What we share", style="1"),
        p("one", level=0),
        p(picture(0, "A quay")),
        p("Trade grew by a third.", r(" Not said.", "<w:vanish/>")),
        notes=note(2, p("In my second week.")),
        pictures=[png().read()],
    )


def test_a_word_document_is_recognised_with_its_notes_and_pictures(client):
    sign_in(client, "dara")
    file = SimpleUploadedFile("valley.docx", a_document())
    html = client.post(IMPORT, {"file": file}).content.decode()
    found = fields(html)
    image = Image.objects.get()
    assert found["title"] == "Two Rivers, One Valley"
    assert found["signatory-0-name"] == "Ada Venn"
    assert found["body"].strip().replace("\r\n", "\n") == (
        "It is an honour to write to the readers of this paper.[^1]\n\n"
        f"## What we share\n\n- one\n\n![A quay](image:{image.uuid})\n\n"
        "Trade grew by a third.\n\n[^1]: In my second week."
    )
    assert "One piece of hidden text was left out." in html
    assert image.name == "valley 1"
    assert not Publication.objects.exists()

    assert client.post(ADD, found).status_code == 302
    file = SimpleUploadedFile("again.docx", a_document())
    again = client.post(IMPORT, {"file": file}).content.decode()
    assert "has been imported before:" in again


def test_a_web_page_is_recognised(client):
    sign_in(client, "dara")
    page = "<title>x</title><h1>Две реки</h1><p>Автор: Ада Венн, посол Вельморы</p>"
    page += "<p>Для меня честь <i>писать</i> читателям этой газеты о реке и о соли.</p>"
    file = SimpleUploadedFile("x.htm", page.encode("cp1251"))
    found = fields(client.post(IMPORT, {"file": file}).content.decode())
    assert (found["title"], found["language"]) == ("Две реки", "ru")
    assert "Для меня честь *писать* читателям" in found["body"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "save it as .docx"),
        (b"PK\x03\x04damaged", "save it anew as .docx"),
        (b"PK\x03\x04" + bytes(31 * 2**20), "larger than 30 MB"),
        (b"<html><p> </p></html>", "There are no words in the file"),
        (b"", "empty"),
    ],
)
def test_a_bad_file_is_told_beside_its_field(client, data, sentence):
    sign_in(client, "dara")
    file = SimpleUploadedFile("valley.docx", data)
    html = client.post(IMPORT, {"file": file, "markdown": "on"}).content.decode()
    field = html.split("field-file")[1].split("field-markdown")[0]
    assert sentence in field
    assert 'name="markdown" id="id_markdown" checked' in html.replace(
        'aria-describedby="id_markdown_helptext" ', ""
    )


def test_what_is_pasted_and_cannot_be_read_stays_in_the_field(client):
    sign_in(client, "dara")
    pasted = "Two Rivers \u202e and one valley"
    html = client.post(IMPORT, {"pasted": pasted}).content.decode()
    field = html.split("field-pasted")[1].split("field-file")[0]
    assert "turns the direction of writing" in field
    assert pasted in field
