"""The preview and the pictures of the writing field, and who may ask for them."""

import io

import pytest
from django.test import Client
from PIL import Image as Pillow

from publications import images
from publications.models import Image
from tests import bounds, factories
from tests.people import person

pytestmark = pytest.mark.django_db

PREVIEW = "/admin/markdownx/preview/"
UPLOAD = "/admin/markdownx/upload/"


def png(**changes):
    out = io.BytesIO()
    Pillow.new("RGB", (40, 30), "navy").save(out, "PNG")
    out.seek(0)
    out.name = changes.get("name", "valley.png")
    return out


@pytest.mark.parametrize("path", [PREVIEW, UPLOAD])
def test_strangers_and_staff_without_a_role_are_kept_out(client, path):
    data = {"content": "x", "image": png()}
    assert client.post(path, data).status_code == 302
    for name in ("stella", "admin"):
        client.force_login(person(name))
        assert client.post(path, {"content": "x", "image": png()}).status_code == 403
    assert not Image.objects.exists()


@pytest.mark.parametrize("path", [PREVIEW, UPLOAD])
def test_nothing_is_asked_by_reading(client, path):
    client.force_login(person("dara"))
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("path", ["/markdownx/upload/", "/markdownx/markdownify/"])
def test_the_views_of_the_library_are_not_there(client, path):
    assert client.post(path, {"content": "x"}).status_code == 404


def test_a_picture_is_private_until_a_public_text_shows_it(client):
    client.force_login(person("dara"))
    code = client.post(UPLOAD, {"image": png()}).json()["image_code"]
    image = Image.objects.get()
    assert code == f"![](image:{image.uuid})"
    path = image.get_absolute_url()
    assert client.get(path).headers["Cache-Control"] == "private, no-store"
    client.logout()
    for method in ("get", "head"):
        assert getattr(client, method)(path).status_code == 404
    body = f"Words.\n\n![A valley](image:{image.uuid})"
    edition = factories.scheduled(body=body)
    assert client.get(path).status_code == 404
    assert client.get(path, headers={"Range": "bytes=0-0"}).status_code == 404

    edition = factories.released(body=body, title="Out there")
    html = client.get(edition.get_absolute_url()).content.decode()
    shown = image.rendition_url("40", "jpg")
    assert f'src="{shown}"' in html
    assert 'alt="A valley"' in html
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert shown in client.get("/en/feed.rss").content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("evil.html", b"<script>document.title=1337</script>"),
        ("evil.php", b"GIF89a<?php echo 1;"),
        ("evil.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        ("empty.png", b""),
        ("cut.png", png().getvalue()[:60]),
    ],
)
def test_what_is_no_picture_is_refused_in_words(client, name, data):
    client.force_login(person("dara"))
    file = io.BytesIO(data)
    file.name = name
    answer = client.post(UPLOAD, {"image": file})
    assert answer.status_code == 400
    assert answer.content.decode().endswith(".")
    assert not Image.objects.exists()


def test_the_same_picture_again_is_the_same(client):
    client.force_login(person("dara"))
    first = client.post(UPLOAD, {"image": png()}).json()
    assert client.post(UPLOAD, {"image": png(name="again.png")}).json() == first
    assert Image.objects.count() == 1


def test_an_upload_without_a_file_is_said_in_words(client):
    client.force_login(person("dara"))
    assert client.post(UPLOAD).status_code == 400


def test_the_answer_shows_the_picture_as_the_lead_box_does(client):
    client.force_login(person("dara"))
    answer = client.post(UPLOAD, {"image": png(), "language": "ar"}).json()
    image = Image.objects.get()
    assert answer["uuid"] == str(image.uuid)
    assert image.thumb_url in answer["html"]
    assert "No text alternative yet (Arabic)" in answer["html"]


def test_a_request_longer_than_any_picture_is_refused_unread(client):
    client.force_login(person("dara"))

    class Unread(io.BytesIO):
        def read(self, *_):
            raise AssertionError("It was read.")

    answer = client.generic(
        "POST",
        UPLOAD,
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(images.MAX_BYTES * 2), "wsgi.input": Unread()},
    )
    assert answer.status_code == 400
    assert "larger than" in answer.content.decode()


@pytest.mark.parametrize("length", ["-1", "1e9", "many"])
def test_an_odd_length_is_refused_in_words(client, length):
    client.force_login(person("dara"))
    answer = client.generic("POST", UPLOAD, CONTENT_LENGTH=length)
    assert answer.status_code == 400


def test_a_file_larger_than_any_picture_is_refused_unread(client, monkeypatch):
    client.force_login(person("dara"))
    monkeypatch.setattr(images, "MAX_BYTES", 50)
    answer = client.post(UPLOAD, {"image": png()})
    assert answer.status_code == 400
    assert not Image.objects.exists()


def test_base64_with_two_megabytes_of_white_space_is_read_once(client):
    client.force_login(person("dara"))
    body = (
        b'--x\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b" " * (2 << 20)
        + b"\r\n--x--\r\n"
    )
    with bounds.processor(5):
        answer = client.generic(
            "POST", UPLOAD, body, content_type="multipart/form-data; boundary=x"
        )
    assert answer.status_code == 400


def test_a_form_of_another_site_takes_nothing_in():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("dara"))
    assert strict.post(UPLOAD, {"image": png()}).status_code == 403
    assert not Image.objects.exists()


def test_who_adds_too_much_within_an_hour_is_told_so(client, settings):
    settings.UPLOADS_PER_HOUR = 1
    client.force_login(person("dara"))
    assert client.post(UPLOAD, {"image": png()}).status_code == 200
    again = io.BytesIO()
    Pillow.new("RGB", (40, 30), "maroon").save(again, "PNG")
    again.seek(0)
    again.name = "other.png"
    answer = client.post(UPLOAD, {"image": again})
    assert answer.status_code == 400
    assert "please go on later" in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "../../../x.png",
        "..\\..\\x.png",
        "a" * 250 + ".png",
        "x.html/../../y",
        "evil\r\nSet-Cookie: a=b.png",
        "\u202egnp.exe",
    ],
)
def test_the_name_of_a_file_is_the_servers_own(client, name, settings):
    client.force_login(person("dara"))
    assert client.post(UPLOAD, {"image": png(name=name)}).status_code == 200
    image = Image.objects.get()
    assert image.file.name == f"pictures/{image.uuid}.{image.extension}"
    assert "\u202e" not in image.name
    assert "/" not in image.name
    assert len(image.name) <= 120
