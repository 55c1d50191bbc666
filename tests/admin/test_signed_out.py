"""A session that ended in the middle: what was typed is there after signing in again,
for the person who typed it, and a form of another site gets nothing out of it."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from publications import typed
from publications.models import Edition
from tests import factories
from tests.form_fields import fields
from tests.people import person

from .test_editions import ADD, address, shown, sign_in
from .test_editions import typed as new_text

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
WORD = "river-and-valley-2027"


@pytest.fixture
def edition():
    return factories.draft()


def with_password(name):
    account = person(name)
    account.set_password(WORD)
    account.save()
    return account


def hidden(html, name):
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', html)
    return unescape(found[1]) if found else ""


def held_out(html):
    """The fields of the page that holds them out, as a browser sends them."""
    form = html.split('class="module held-out"')[1]
    fields = re.findall(
        r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', form, re.S
    )
    sent = {name: unescape(value) for name, value in fields}
    return {**sent, "page": hidden(form, "page"), "_go_on": "1"}


def press_save_signed_out(client, edition, **changes):
    data = {**fields(shown(client, edition)), **changes, "_save": ""}
    client.logout()
    return client.post(address(edition), data)


def sign_in_again(client, html, name):
    with_password(name)
    return client.post(
        LOGIN,
        {
            "username": name,
            "password": WORD,
            "next": hidden(html, "next"),
            "typed": hidden(html, "typed"),
        },
    )


def test_a_save_after_the_session_ended_goes_on_after_signing_in(client, edition):
    answer = press_save_signed_out(sign_in(client, "dara"), edition, body="Long work.")
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "What you typed is kept on this page" in html

    wrong = client.post(
        LOGIN, {"username": "dara", "password": "no", "typed": hidden(html, "typed")}
    )
    assert hidden(wrong.content.decode(), "typed") == hidden(html, "typed")

    html = sign_in_again(client, html, "dara").content.decode()
    assert ">\nLong work.</textarea>" in html
    assert f'action="{address(edition)}"' in html
    html = client.post(address(edition), held_out(html)).content.decode()
    assert "before you signed in again" in html
    assert fields(html)["body"] == "Long work."
    assert edition.revisions.count() == 1
    assert (
        client.post(address(edition), {**fields(html), "_save": ""}).status_code == 302
    )
    assert factories.again(edition).revision.body == "Long work."


def test_a_text_that_does_not_exist_yet_goes_on_too(client):
    page = fields(sign_in(client, "dara").get(ADD).content.decode())["page"]
    client.logout()
    # With a file, which is let pass unread.
    file = SimpleUploadedFile("a.png", b"x" * 100_000)
    sent = {**new_text(), "page": page, "new_lead": file, "_save": ""}
    html = client.post(ADD, sent).content.decode()
    html = sign_in_again(client, html, "dara").content.decode()
    html = client.post(ADD, held_out(html)).content.decode()
    assert fields(html)["title"] == "Two Rivers"
    assert client.post(ADD, {**fields(html), "_save": ""}).status_code == 302
    assert Edition.objects.get().title == "Two Rivers"


def test_somebody_else_who_signs_in_sees_nothing_of_it(client, edition):
    answer = press_save_signed_out(sign_in(client, "dara"), edition, body="A secret.")
    html = sign_in_again(client, answer.content.decode(), "rhea").content.decode()
    assert "typed by somebody else" in html
    assert "A secret." not in html
    # Who typed it may sign in instead.
    again = client.post(LOGIN, {"typed": hidden(html, "typed")}).content.decode()
    assert "This field is required" not in again
    html = sign_in_again(client, again, "dara").content.decode()
    assert ">\nA secret.</textarea>" in html


def test_a_form_of_another_site_is_led_to_the_sign_in_and_no_more(client, edition):
    page = typed.new_page(person("dara").pk, edition.pk)
    for word in ("", "made-up", f"{page}x"):
        answer = client.post(address(edition), {"body": "Theirs.", "page": word})
        assert (answer.status_code, answer.content) == (302, b"")
    answer = sign_in_again(client, '<input name="typed" value="made:up">', "dara")
    assert answer.status_code == 302


def test_a_token_of_a_former_sign_in_loses_nothing(edition):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("dara"))
    html = shown(client, edition)
    data = {**fields(html), "body": "Typed before.", "_save": ""}
    data["csrfmiddlewaretoken"] = "a" * 64
    refused = client.post(address(edition), data)
    html = refused.content.decode()
    assert refused.status_code == 403
    assert edition.revisions.count() == 1
    sent = {
        **held_out(html),
        "csrfmiddlewaretoken": hidden(html, "csrfmiddlewaretoken"),
    }
    html = client.post(address(edition), sent).content.decode()
    assert fields(html)["body"] == "Typed before."


def test_without_the_page_s_word_a_wrong_token_is_refused_as_ever(edition):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("dara"))
    other = typed.new_page(person("rhea").pk, edition.pk)
    for word, is_told in (("", False), ("made-up", False), (str(other), False)):
        answer = client.post(
            address(edition), {"body": "Theirs.", "page": word, "_save": ""}
        )
        assert answer.status_code == 403
        assert ("Theirs." in answer.content.decode()) == is_told


@pytest.mark.parametrize("letter", ["a", "水"])  # the second: more than a form may be
def test_more_than_can_be_carried_is_led_to_the_sign_in(client, edition, letter):
    body = letter * (typed.MAX_CHARACTERS + 1)
    answer = press_save_signed_out(sign_in(client, "dara"), edition, body=body)
    assert answer.status_code == 302


def test_2_mb_are_carried(client, edition):
    body = "ab" * 1_000_000
    answer = press_save_signed_out(sign_in(client, "dara"), edition, body=body)
    html = sign_in_again(client, answer.content.decode(), "dara").content.decode()
    assert held_out(html)["body"] == body
