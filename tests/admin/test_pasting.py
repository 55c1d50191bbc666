"""Pasted HTML becomes Markdown for the field: who may ask, and what is answered."""

import base64

import pytest

from publications.models import Edition, Image
from tests.admin.test_writing_field import png
from tests.people import person

pytestmark = pytest.mark.django_db

PASTED = "/admin/publications/edition/pasted/"
TWO = "<p>One <b>two</b></p><p>three</p>"


def picture():
    return f'<img alt="A quay" src="data:image/png;base64,{encoded(png().read())}">'


def encoded(data):
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("name", ["dara", "tomas", "petra"])
def test_those_who_write_get_markdown(client, name):
    client.force_login(person(name))
    answer = client.post(PASTED, {"html": TWO})
    assert answer.json() == {
        "markdown": "One **two**\n\nthree",
        "plain": False,
        "said": "",
    }
    assert not Edition.objects.exists()


def test_others_get_nothing(client):
    assert client.post(PASTED, {"html": TWO}).status_code == 302
    for name in ("orla", "stella", "admin"):
        client.force_login(person(name))
        assert client.post(PASTED, {"html": TWO}).status_code == 403
    client.force_login(person("dara"))
    assert client.get(PASTED).status_code == 405


def test_a_page_of_somebody_else_can_not_ask(client):
    client.handler.enforce_csrf_checks = True
    client.force_login(person("dara"))
    assert client.post(PASTED, {"html": TWO}).status_code == 403


def test_too_much_is_refused_in_words_before_it_is_read(client):
    client.force_login(person("dara"))
    for html in ("a" * (2 * 2**20 + 1), "я" * (2**20 + 1), "a" * (4 * 2**20)):
        answer = client.post(PASTED, {"html": html})
        assert answer.status_code == 400
        assert answer.content.decode().startswith("This is more than 2 MB")


@pytest.mark.parametrize("data", [{}, {"html": ""}, {"html": "\0"}, {"notes": "x"}])
def test_odd_questions_get_an_answer(client, data):
    client.force_login(person("dara"))
    assert client.post(PASTED, data).json()["markdown"] == ""


def test_of_pasted_scripts_the_words_alone_arrive(client):
    client.force_login(person("dara"))
    html = (
        '<p onclick="evil()">Two <b>rivers</b><script>evil()</script></p><style>p{}'
        '</style><p><a href="javascript:evil()">one</a> <svg onload="evil()"></svg>'
        '<iframe src="https://evil.example/"></iframe>valley</p>'
    )
    told = client.post(PASTED, {"html": html}).json()["markdown"]
    assert told == "Two **rivers**\n\none valley"


def test_notes_are_numbered_behind_those_of_the_field(client):
    client.force_login(person("dara"))
    html = '<p>So<a id=r href="#n">1</a></p><p id=n><a href="#r">1</a> Lu Mei.</p>'
    told = client.post(PASTED, {"html": html, "notes": "7"}).json()
    assert told["markdown"] == "So[^8]\n\n[^8]: Lu Mei."


def test_pictures_are_taken_in_where_the_field_has_some(client):
    client.force_login(person("dara"))
    elsewhere = '<img src="https://t.example/x.png">'
    html = f"<p>Words</p>{picture()}<p>more {elsewhere}</p>"
    told = client.post(PASTED, {"html": html, "pictures": "1"}).json()
    image = Image.objects.get()
    assert f"![A quay](image:{image.uuid})" in told["markdown"]
    assert told["said"].startswith("One picture stands on another site")
    assert image.uploaded_by == person("dara")

    told = client.post(PASTED, {"html": html}).json()
    assert told["markdown"] == "Words\n\nmore"
    assert "Picture 1 was left out: There can be none in this text." in told["said"]


def test_a_picture_that_is_none_is_told_and_leaves_nothing(client):
    client.force_login(person("dara"))
    fake = f'<img src="data:image/png;base64,{encoded(b"no picture")}">'
    told = client.post(PASTED, {"html": f"<p>a</p>{fake}<p>b</p>", "pictures": "1"})
    assert told.json()["markdown"] == "a\n\nb"
    assert "Picture 1 was left out: This is not a picture" in told.json()["said"]
