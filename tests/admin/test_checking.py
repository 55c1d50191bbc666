"""What should be looked at again, on the writing page, and the tick that is asked."""

import json
import re

import pytest
from django.urls import reverse

from publications.syndication import links
from tests import factories
from tests.form_fields import fields
from tests.people import person

from .test_editions import address, shown, sign_in

pytestmark = pytest.mark.django_db


def tick(html):
    return re.search(r'name="_looked" value="([\w.]+)"', html)[1]


def test_the_tick_is_for_exactly_what_is_listed(client):
    edition = factories.draft(body="Two  spaces.")
    sign_in(client, "dara")
    html = shown(client, edition)
    assert "There are two spaces in a row." in html and 'data-start="3"' in html
    sent = {**fields(html), "_act": "submit"}
    asked = client.post(address(edition), sent)
    assert asked.status_code == 200 and b"Nothing is done yet" in asked.content
    assert factories.again(edition).stage == "draft"
    # What was typed since is something else to look at.
    more = {**sent, "body": "Two  spaces.\n\nAnd “so.", "_looked": tick(html)}
    asked = client.post(address(edition), more)
    assert (
        b"Nothing is done yet" in asked.content
        and b"And \xe2\x80\x9cso" in asked.content
    )
    assert factories.again(edition).revision.body == "Two  spaces."
    more["_looked"] = tick(asked.content.decode())
    assert client.post(address(edition), more).status_code == 302
    assert factories.again(edition).stage == "in_review"


def test_an_error_takes_the_button_and_says_why(client):
    edition = factories.draft(body="See [it](/preview/abc/).")
    html = shown(sign_in(client, "dara"), edition)
    assert 'value="submit"' not in html
    assert html.count("readers are not let in") == 2  # in the list, and as the reason


def test_what_is_typed_is_looked_over_and_not_stored(client):
    edition = factories.draft()
    path = reverse("admin:edition_checks", args=[edition.pk])
    typed = {"title": ["T" * 80], "body": ["Monday, 3 May 2026\r\n\r\na  b"]}
    sent = json.dumps({"typed": typed})
    sign_in(client, "dara")
    html = client.post(path, sent, content_type="application/json").content.decode()
    for told in ("longer than search engines", "Sunday", "Body, line 3", "no summary"):
        assert told in html
    assert factories.again(edition).title == edition.title
    new = reverse("admin:edition_checks_new")
    answer = client.post(new, sent, content_type="application/json")
    assert b"Sunday" in answer.content
    for broken in ("", "[]", '{"typed": {"lead": ["<x>"]}}', "{"):
        answer = client.post(path, broken, content_type="application/json")
        assert answer.status_code == 200
    long = client.post(path, "x" * 2_200_000, content_type="application/json")
    assert long.status_code == 413 and b"2 MB" in long.content


def test_names_are_those_that_the_person_may_know(client):
    factories.released(signatories=(factories.workflow.Signatory("Anar Əliyev"),))
    edition = factories.draft(body="We met Anar Aliyev.")
    assert "otherwise: Anar Əliyev" in shown(sign_in(client, "dara"), edition)


def test_links_are_asked_only_when_somebody_presses(client, monkeypatch):
    asked = []

    def ask(address):
        asked.append(address)
        return links.Answer(address, False, "There is no such page.", 404)

    monkeypatch.setattr(links, "ask", ask)
    body = "[a](https://a.example/x) [own](/en/) <https://b.example/>"
    edition = factories.draft(body=body)
    html = shown(sign_in(client, "dara"), edition)
    assert asked == [] and "Their owners can see that somebody here asked" in html
    answer = client.post(reverse("admin:edition_links"), {"body": body})
    assert sorted(asked) == ["https://a.example/x", "https://b.example/"]
    assert b"There is no such page. (404)" in answer.content
    client.force_login(person("orla"))
    assert client.post(reverse("admin:edition_links"), {}).status_code == 403
