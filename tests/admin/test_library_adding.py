"""Adding many files: the good ones stay, of bad ones nothing; a sentence for each."""

import errno
import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow

from publications import images, workflow
from publications.admin.library import adding
from publications.models import Attachment, AuditEntry, Image, Rendition
from tests import factories
from tests.attachments import samples
from tests.people import person

pytestmark = pytest.mark.django_db

ADD = "/admin/publications/image/add/"
UPLOAD = "/admin/publications/image/upload/"
ATTACH = "/admin/publications/attachment/add/"
ATTACH_UPLOAD = "/admin/publications/attachment/upload/"


def png(colour="navy", size=(40, 30)):
    out = io.BytesIO()
    Pillow.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def file(name="valley.png", data=None):
    return SimpleUploadedFile(name, png() if data is None else data, "image/png")


def kept():
    """Every file that the storage has."""
    root = Path(settings.MEDIA_ROOT)
    return {str(path) for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def dara(client):
    client.force_login(person("dara"))
    return client


def sent(client, *files, to=ADD, **more):
    return client.post(to, {"files": list(files), **more})


def told(answer):
    """(name, state, sentence) of each file on the page."""
    return [(r.name, r.state, r.sentence) for r in answer.context["results"]]


# --- Without script ----------------------------------------------------------------


def test_the_page_says_what_can_be_added(dara):
    html = dara.get(ADD).content.decode()
    for words in ("multiple", 'accept="image/*', "never SVG; up to 20.0", "drop-zone"):
        assert words in html
    assert "<script>" not in html
    assert " style=" not in html


def test_the_good_ones_are_stored_and_each_is_told_of(dara):
    known = factories.picture("red")
    before = kept()
    answer = sent(
        dara,
        file("one.png"),
        file("again.png", png("red")),
        file("page.jpg", b"<html><script>alert(1)</script>"),
        file("empty.png", b""),
        file("two.png", png("green")),
        file("one once more.png"),
    )
    assert answer.status_code == 200
    assert told(answer) == [
        ("one.png", "stored", "Added."),
        ("again.png", "known", "It is there already, as “valley.png”."),
        (
            "page.jpg",
            "refused",
            "This is not a picture in JPEG, PNG, WebP, AVIF, HEIC or GIF.",
        ),
        ("empty.png", "refused", "The file is empty."),
        ("two.png", "stored", "Added."),
        ("one once more.png", "known", "It is there already, as “one.png”."),
    ]
    one, two = Image.objects.exclude(pk=known.pk).order_by("pk")
    html = answer.content.decode()
    for image in (one, two, known):
        assert f"/admin/publications/image/{image.pk}/change/" in html
    # Each with the thumbnail that the next page shows.
    thumbs = {rendition.file.path for rendition in Rendition.objects.all()}
    assert kept() - before == {one.file.path, two.file.path} | thumbs
    assert len(thumbs) == 3


def test_the_new_ones_can_be_described_at_once(dara):
    html = sent(dara, file(), file("b.png", png("red"))).content.decode()
    new = ",".join(map(str, Image.objects.order_by("pk").values_list("pk", flat=True)))
    address = f"/admin/publications/image/describe/?of={new.replace(',', '%2C')}"
    assert address in html
    assert dara.get(address).content.count(b"described-picture") == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"not a picture", "This is not a picture"),
        (b"<?php system('id');", "This is not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a picture"),
        (png(size=(400, 300))[:-40], "The picture is broken"),
        (bytes(images.MAX_BYTES + 1), "The picture is larger than 20 MB."),
    ],
)
def test_a_bad_one_alone_is_a_bad_request_and_leaves_nothing(dara, data, words):
    before = kept()
    answer = sent(dara, file("bad.png", data))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not Image.objects.exists()
    assert kept() == before


@pytest.mark.parametrize(
    "name",
    ["n" * 246 + ".png", "a\r\nSet-Cookie: x=1.png", "cod\u202egnp.exe", "..\\a/b.png"],
)
def test_no_name_is_shown_as_it_was_sent(dara, name):
    html = sent(dara, file(name)).content.decode()
    stored = Image.objects.get().name
    assert len(stored) <= 120
    assert not set(stored) & set("\r\n\u202e/\\")
    assert "\u202e" not in html
    assert "n" * 200 not in html
    sent(dara, file(name, b""))
    assert "\u202e" not in dara.get("/admin/publications/image/").content.decode()


def test_no_file_and_too_many_are_told_and_nothing_is_stored(dara, monkeypatch):
    answer = dara.post(ADD)
    assert answer.status_code == 400
    assert "Please choose a file first." in answer.content.decode()
    monkeypatch.setattr(adding, "MAX_FILES", 2)
    answer = sent(dara, *(file(f"{n}.png", png((n, 0, 0))) for n in range(3)))
    assert answer.status_code == 400
    assert "At most 2 files can be sent at once." in answer.content.decode()
    assert not Image.objects.exists()


def test_more_files_than_a_request_may_have_are_told_in_words(dara):
    answer = sent(dara, *(file(f"{n}.png", b"x") for n in range(101)))
    assert answer.status_code == 400
    assert "At most 30 files can be sent at once." in answer.content.decode()


def test_a_disk_that_is_full_is_told_and_leaves_neither_row_nor_file(dara, monkeypatch):
    save = FileSystemStorage._save

    def full(self, name, content):
        save(self, name, content)
        raise OSError(errno.ENOSPC, "No space left on device")

    before = kept()
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    answer = sent(dara, file())
    assert answer.status_code == 400
    assert "could not be stored (No space left on device)" in answer.content.decode()
    assert not Image.objects.exists()
    assert kept() == before


def test_who_has_added_very_much_is_asked_to_wait(dara, settings):
    settings.UPLOADS_PER_HOUR = 1
    answer = sent(dara, file(), file("b.png", png("red")))
    assert [state for _name, state, _sentence in told(answer)] == ["stored", "refused"]
    assert "please go on later" in answer.content.decode()
    assert Image.objects.count() == 1


# --- By the script -----------------------------------------------------------------


def test_a_script_is_answered_for_each_file(dara):
    answer = sent(dara, file("one.png"), file("bad.png", b"x"), to=UPLOAD)
    assert answer.status_code == 200
    image = Image.objects.get()
    assert answer.json() == {
        "files": [
            {
                "name": "one.png",
                "state": "stored",
                "sentence": "Added.",
                "id": image.pk,
                "address": f"/admin/publications/image/{image.pk}/change/",
                "again": False,
            },
            {
                "name": "bad.png",
                "state": "refused",
                "sentence": str(images.Refused("not_a_picture")),
                "id": None,
                "address": "",
                "again": False,
            },
        ],
        "sentence": "",
    }


def test_a_refusal_is_a_bad_request_that_may_pass_or_not(dara, settings):
    answer = sent(dara, file(data=b""), to=UPLOAD)
    assert (answer.status_code, answer.json()["files"][0]["again"]) == (400, False)
    assert (dara.post(UPLOAD).status_code, Image.objects.count()) == (400, 0)
    assert dara.post(UPLOAD).json()["sentence"] == "Please choose a file first."
    sent(dara, file(), to=UPLOAD)
    settings.UPLOADS_PER_HOUR = 1
    answer = sent(dara, file(data=png("red")), to=UPLOAD)
    assert (answer.status_code, answer.json()["files"][0]["again"]) == (400, True)


@pytest.mark.parametrize("address", [ADD, UPLOAD, ATTACH, ATTACH_UPLOAD])
def test_what_is_too_long_is_refused_before_it_is_read(dara, address):
    class Unread(io.BytesIO):
        def read(self, *args):
            raise AssertionError("it was read")

    answer = dara.generic(
        "POST",
        address,
        b"",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(adding.MAX_TOGETHER + 2**20 + 1),
        **{"wsgi.input": Unread()},
    )
    assert answer.status_code == 413
    assert "This is more than 200 MB at once" in answer.content.decode()


def multipart(name="valley.png", data=None, boundary=b"----x"):
    disposition = f'form-data; name="files"; filename="{name}"'.encode()
    return b"".join(
        [
            b"--" + boundary + b"\r\nContent-Disposition: " + disposition,
            b"\r\nContent-Type: image/png\r\n\r\n",
            data or png(size=(400, 300)),
            b"\r\n--" + boundary + b"--\r\n",
        ]
    )


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9])
def test_what_was_cut_off_is_told_and_not_stored(dara, part):
    whole = multipart()
    before = kept()
    answer = dara.generic(
        "POST",
        UPLOAD,
        whole[: int(len(whole) * part)],
        "multipart/form-data; boundary=----x",
    )
    assert answer.status_code == 400
    answered = answer.json()
    assert answered["sentence"] or answered["files"][0]["state"] == "refused"
    assert not Image.objects.exists()
    assert kept() == before


def test_a_connection_that_breaks_is_told(dara):
    class Broken(io.BytesIO):
        def read(self, *args):
            raise OSError("connection reset")

    answer = dara.generic(
        "POST",
        UPLOAD,
        multipart(),
        "multipart/form-data; boundary=----x",
        **{"wsgi.input": Broken()},
    )
    assert answer.status_code == 400
    assert "did not arrive whole" in answer.json()["sentence"]


def test_a_line_end_in_a_name_is_no_header_and_not_shown(dara):
    answer = dara.generic(
        "POST",
        UPLOAD,
        multipart("a&#13;&#10;b&#8238;c.png"),
        "multipart/form-data; boundary=----x",
    )
    assert answer.json()["files"][0]["name"] == "abc.png"


# --- Who may -----------------------------------------------------------------------


@pytest.mark.parametrize("address", [ADD, UPLOAD, ATTACH, ATTACH_UPLOAD])
@pytest.mark.parametrize("name", ["hugo", "orla", "stella", "admin"])
def test_who_may_not_add_stores_nothing(client, name, address):
    client.force_login(person(name))
    before = kept()
    assert sent(client, file(), to=address).status_code == 403
    assert not (Image.objects.exists() or Attachment.objects.exists())
    assert kept() == before


@pytest.mark.parametrize("address", [ADD, UPLOAD, ATTACH, ATTACH_UPLOAD])
def test_a_stranger_is_led_to_the_sign_in(client, address):
    answer = sent(client, file(), to=address)
    assert answer.headers["Location"].startswith("/admin/login/?next=")
    assert not Image.objects.exists()


@pytest.mark.parametrize("address", [ADD, UPLOAD, ATTACH, ATTACH_UPLOAD])
def test_a_page_of_somebody_elses_adds_nothing(address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("dara"))
    assert sent(client, file(), to=address).status_code == 403
    assert not (Image.objects.exists() or Attachment.objects.exists())


def test_what_is_there_for_others_is_not_led_to(client):
    """Whoever sends the same file has it already; of the text they learn nothing."""
    secret = factories.picture("red")
    edition = factories.draft(lead=str(secret.uuid), title="A secret")
    workflow.limit(edition, by=person("dara"))
    client.force_login(person("rhea"))
    answer = sent(client, file("mine.png", png("red")), to=UPLOAD)
    (result,) = answer.json()["files"]
    assert (result["state"], result["address"]) == ("known", "")
    assert result["sentence"] == "It is there already."


# --- Attachments -------------------------------------------------------------------


def test_documents_and_recordings_are_added_in_the_language_chosen(dara):
    files = [
        SimpleUploadedFile("Remarks.odt", samples.odt()),
        SimpleUploadedFile("Speech.mp3", samples.mp3(65)),
        SimpleUploadedFile("film.exe", b"MZ\x90"),
    ]
    answer = sent(dara, *files, to=ATTACH, language="fr")
    assert answer.status_code == 200
    states = [state for _name, state, _sentence in told(answer)]
    assert states == ["stored", "stored", "refused"]
    assert set(Attachment.objects.values_list("title", "language")) == {
        ("Remarks", "fr"),
        ("Speech", "fr"),
    }
    html = answer.content.decode()
    assert html.count("It needs a transcript (WCAG 1.2.1)") == 1
    assert '<option value="fr" selected>' in html
    assert AuditEntry.objects.filter(act="add_attachment").count() == 2


def test_a_script_adds_an_attachment_and_it_is_known_again(dara):
    for state in ("stored", "known"):
        pdf = SimpleUploadedFile("Programme.pdf", samples.pdf())
        answer = sent(dara, pdf, to=ATTACH_UPLOAD, language="en")
        assert json.loads(answer.content)["files"][0]["state"] == state
    file = Attachment.objects.get()
    assert answer.json()["files"][0]["address"] == (
        f"/admin/publications/attachment/{file.pk}/change/"
    )
