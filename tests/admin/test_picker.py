"""What the writing page asks while somebody writes, and who is answered what."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from publications import workflow
from publications.admin.picker import reference
from publications.models import Attachment
from publications.rendering import render
from tests import factories
from tests.attachments import samples
from tests.people import person

pytestmark = pytest.mark.django_db

PICTURES = "/admin/publications/edition/pictures/"
ATTACHMENTS = "/admin/publications/edition/attachments/"


def document(name="Programme.pdf", data=None):
    return SimpleUploadedFile(name, data or samples.pdf(), "application/pdf")


def found(client, path, **asked):
    html = client.get(path, asked).content.decode()
    return re.findall(r'class="choice" data-uuid="([^"]+)"', html), html


def test_pictures_are_found_by_what_is_said_of_them(client):
    client.force_login(person("dara"))
    valley, bridge = factories.picture(), factories.picture("maroon")
    valley.words.create(language="en", alt="The Saelin [valley]", credit="N. Arden")
    bridge.event = "Opening of the bridge"
    bridge.save()
    assert found(client, PICTURES)[0] == [str(bridge.uuid), str(valley.uuid)]
    for asked, picture in (
        ("saelin", valley),
        ("arden VALLEY", valley),
        ("opening", bridge),
    ):
        assert found(client, PICTURES, q=asked)[0] == [str(picture.uuid)], asked
    for nothing in ("saelin bridge", "\x00", "%", "\u202e"):
        assert found(client, PICTURES, q=nothing)[0] == [], nothing
    html = found(client, PICTURES, q="saelin", language="en")[1]
    assert rf"![The Saelin \[valley\]](image:{valley.uuid})" in html
    # In a language without an alternative, none is put into the text.
    html = found(client, PICTURES, q="saelin", language="ar")[1]
    assert f"![](image:{valley.uuid})" in html


@pytest.mark.parametrize("asked", [{"page": "x"}, {"page": "99"}, {"language": "xx"}])
def test_odd_questions_are_answered_all_the_same(client, asked):
    client.force_login(person("dara"))
    factories.picture()
    assert len(found(client, PICTURES, **asked)[0]) == 1
    assert client.get(ATTACHMENTS, asked).status_code == 200


def test_more_are_shown_page_by_page(client, monkeypatch):
    monkeypatch.setattr("publications.admin.picker.OFFERED", 1)
    client.force_login(person("dara"))
    first, second = factories.picture(), factories.picture("maroon")
    uuids, html = found(client, PICTURES)
    assert uuids == [str(second.uuid)]
    assert 'data-page="2"' in html
    assert "2 pictures" in html
    uuids, html = found(client, PICTURES, page=2)
    assert uuids == [str(first.uuid)]
    assert "data-page" not in html


def test_what_a_limited_circle_has_is_not_found_by_others(client):
    picture = factories.picture()
    file = factories.attachment()
    edition = factories.draft(lead=str(picture.uuid), attachments=(str(file.uuid),))
    workflow.limit(edition, by=person("dara"))
    for name, seen in (("dara", 1), ("rhea", 0), ("orla", 0)):
        client.force_login(person(name))
        assert len(found(client, PICTURES)[0]) == seen, name
        assert len(found(client, ATTACHMENTS)[0]) == seen, name
        assert len(found(client, PICTURES, q="valley")[0]) == seen, name


@pytest.mark.parametrize("path", [PICTURES, ATTACHMENTS])
def test_strangers_and_staff_without_a_role_are_kept_out(client, path):
    assert client.get(path).status_code == 302
    for name in ("stella", "admin"):
        client.force_login(person(name))
        assert client.get(path).status_code == 403


def test_an_attachment_is_sent_and_answered_as_a_row_of_the_page(client):
    client.force_login(person("dara"))
    answer = client.post(ATTACHMENTS, {"file": document(), "language": "fr"}).json()
    file = Attachment.objects.get()
    assert answer["uuid"] == str(file.uuid)
    assert f'name="attachments-{file.uuid}"' in answer["html"]
    assert (file.title, file.language) == ("Programme", "fr")
    again = client.post(ATTACHMENTS, {"file": document("again.pdf")}).json()
    assert again["uuid"] == str(file.uuid)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("evil.pdf", b"<script>document.title=1337</script>"),
        ("empty.pdf", b""),
        ("cut.pdf", samples.pdf()[:100]),
        ("a.exe", b"MZ" + bytes(100)),
    ],
)
def test_what_is_no_attachment_is_refused_in_words(client, name, data):
    client.force_login(person("dara"))
    file = SimpleUploadedFile(name, data)
    answer = client.post(ATTACHMENTS, {"file": file})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.content.decode().endswith(".")
    assert not Attachment.objects.exists()


def test_who_may_not_add_attachments_adds_none(client):
    for name in ("hugo", "orla", "stella"):
        client.force_login(person(name))
        answer = client.post(ATTACHMENTS, {"file": document()})
        assert answer.status_code == 403, name
    client.logout()
    assert client.post(ATTACHMENTS, {"file": document()}).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("dara"))
    assert strict.post(ATTACHMENTS, {"file": document()}).status_code == 403
    assert not Attachment.objects.exists()


def test_nothing_or_too_much_is_said_in_words(client):
    client.force_login(person("dara"))
    assert client.post(ATTACHMENTS).status_code == 400
    answer = client.generic("POST", ATTACHMENTS, CONTENT_LENGTH=str(10**12))
    assert answer.status_code == 400
    assert "too large" in answer.content.decode()


@pytest.mark.parametrize(
    "alt",
    [
        "A [valley](https://x.example)",
        "](image:x) <b>`code`</b> *bold* _it_ &amp; \\",
        "Two\nlines",
        "وادٍ عند الفجر",
    ],
)
def test_every_sign_of_an_alternative_is_a_word_of_it(alt):
    picture = factories.picture()
    told = []
    render(
        reference(picture, alt),
        language="en",
        image=lambda uuid, words: told.append((uuid, words)) or "<figure></figure>",
    )
    assert told == [(str(picture.uuid), alt.replace("\n", " "))]
