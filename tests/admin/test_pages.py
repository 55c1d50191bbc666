"""Pages of the site at the desk: what each person sees and may press."""

import pytest
from django.urls import reverse

from publications.models import PageText
from tests.people import person
from tests.workflow.test_pages import again, begun, do, public

pytestmark = pytest.mark.django_db

ADD = "/admin/publications/pagetext/add/"
LIST = "/admin/publications/pagetext/"


def at(text):
    return reverse("admin:publications_pagetext_change", args=[text.pk])


def signed_in(client, name):
    client.force_login(person(name))
    return client


def press(client, text, act, **typed):
    latest = again(text).latest
    said = {"title": latest.title, "body": latest.body, **typed}
    version = again(text).version
    return client.post(at(text), {"version": version, **said, "_act": act})


def test_a_page_is_begun_saved_and_released_by_two_people(client):
    signed_in(client, "dara")
    said = {"slug": "about", "language": "en", "title": "About", "body": "Who we are."}
    answer = client.post(ADD, said)
    text = PageText.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"] == at(text)
    html = client.get(at(text)).content.decode()
    assert 'value="save"' in html and 'value="release"' not in html
    press(client, text, "save", body="Other words.")
    assert again(text).latest.body == "Other words."
    html = signed_in(client, "petra").get(at(text)).content.decode()
    assert 'value="release"' in html
    press(client, text, "release")
    assert again(text).live.body == "Other words."
    assert "Live" in client.get(LIST).content.decode()
    press(client, text, "withdraw")
    assert again(text).live is None


def test_what_was_typed_stays_where_it_is_refused(client):
    signed_in(client, "dara")
    said = {"slug": "12", "language": "en", "title": "", "body": "Who we are."}
    html = client.post(ADD, said).content.decode()
    assert "Please write something here." in html and "Who we are." in html
    text = begun()
    do("save_page", text, "rhea", title="About us", body="Faster.")
    said = {"title": "T", "body": "Typed in vain?", "version": 0, "_act": "save"}
    answer = client.post(at(text), said)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Somebody else has changed this page" in html and "Typed in vain?" in html


def test_what_was_typed_is_never_released_unsaved(client):
    text = begun()
    answer = press(signed_in(client, "petra"), text, "release", body="Unsaved.")
    assert answer.status_code == 409 and again(text).live is None
    assert "Please save it first" in answer.content.decode()


def test_a_refused_release_says_why(client):
    text = begun(by="petra")
    html = signed_in(client, "petra").get(at(text)).content.decode()
    assert "somebody else must release it" in html and 'value="release"' not in html
    assert press(client, text, "release").status_code == 409
    assert press(signed_in(client, "rhea"), text, "release").status_code == 403
    assert press(client, text, "burn").status_code == 409


def test_who_only_reads_reads(client):
    text = public(body="Some **words**.")
    html = signed_in(client, "orla").get(at(text)).content.decode()
    assert "<strong>words</strong>" in html and "_act" not in html
    assert client.get(ADD).status_code in (302, 403)
