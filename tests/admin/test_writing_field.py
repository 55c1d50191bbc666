"""The preview and the pictures of the writing field, and who may ask for them."""

import io

import pytest
from PIL import Image as Pillow

from publications.models import Image
from tests import factories
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


def test_the_preview_is_the_pages_own_rendering(client):
    body = "## Head\n\n**Bold** <script>alert(1)</script>\n\n| a |\n|---|\n| 1 |"
    client.force_login(person("dara"))
    preview = client.post(PREVIEW, {"content": body, "language": "en"})
    edition = factories.released(body=body)
    assert edition.revision.rendering.html in preview.content.decode()
    assert edition.revision.rendering.html in (
        client.get(edition.get_absolute_url()).content.decode()
    )
    arabic = client.post(PREVIEW, {"content": "نص", "language": "ar"})
    assert 'dir="rtl"' in arabic.content.decode()


@pytest.mark.parametrize("data", [{}, {"language": "xx"}, {"content": "a" * 900_000}])
def test_odd_questions_get_a_preview_all_the_same(client, data):
    client.force_login(person("dara"))
    assert client.post(PREVIEW, data).status_code == 200


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
    assert f'src="{path}"' in html
    assert 'alt="A valley"' in html
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert path in client.get("/en/feed.rss").content.decode()


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
