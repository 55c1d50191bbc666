"""What is typed on the writing page is kept, comes back, and is nobody else's."""

import json
import re

import pytest

from publications import clock, typed
from publications.admin.words import in_words
from publications.models import Autosave, Edition
from tests import factories
from tests.form_fields import fields
from tests.identity.test_sealing import keys_of
from tests.people import person

from .test_editions import ADD, address, shown, sign_in
from .test_editions import typed as new_text

pytestmark = pytest.mark.django_db

NEW = "/admin/publications/edition/keep/"


def place(edition):
    return f"/admin/publications/edition/{edition.pk}/keep/"


def send(client, where, **sent):
    return client.post(where, json.dumps(sent), content_type="application/json")


def keep(client, edition, **changes):
    """Type this into the page and have it kept, as the script does."""
    data = fields(shown(client, edition))
    words = {name: [value] for name, value in {**data, **changes}.items()}
    page = words.pop("page")[0]
    seen = edition.revision_id
    return page, send(client, place(edition), page=page, seen=seen, typed=words)


def state(html: str) -> str:
    """What the page says of whether all of it is saved."""
    return html.split('class="keeping-status" role="status">')[1].split("<")[0]


@pytest.fixture
def edition():
    return factories.draft()


def test_what_is_kept_is_told_and_comes_back_by_a_button(client, edition):
    sign_in(client, "dara")
    _page, answer = keep(client, edition, body="Half a sen")
    assert answer.status_code == 200
    assert "not yet in the history" in answer.json()["told"]
    html = shown(client, edition)
    assert "You have unsaved text from" in html
    assert "<ins>" in html.split('class="kept"')[1].split("</section>")[0]
    assert fields(html)["body"] == "The first paragraph.\n\nThe second paragraph."

    data = {**fields(html), "_restore": Autosave.objects.get().page}
    back = client.post(address(edition), data)
    html = back.content.decode()
    assert back.status_code == 200
    assert "This is your unsaved text from" in html
    assert state(html) == "Not saved yet"
    assert "Please correct" not in html
    assert fields(html)["body"] == "Half a sen"
    assert edition.revisions.count() == 1

    assert (
        client.post(address(edition), {**fields(html), "_save": ""}).status_code == 302
    )
    assert factories.again(edition).revision.body == "Half a sen"
    assert not Autosave.objects.exists()
    assert "You have unsaved text" not in shown(client, edition)


def test_it_is_thrown_away_by_a_button_and_what_stands_there_stays(client, edition):
    sign_in(client, "dara")
    keep(client, edition, body="Half a sen")
    html = shown(client, edition)
    data = {**fields(html), "body": "Newer words.", "_throw_away": "x"}
    client.post(address(edition), data)
    assert Autosave.objects.exists()  # of another page than was said
    data["_throw_away"] = Autosave.objects.get().page
    html = client.post(address(edition), data).content.decode()
    assert not Autosave.objects.exists()
    assert fields(html)["body"] == "Newer words."
    assert edition.revisions.count() == 1


def test_what_a_device_kept_comes_back_as_typed_and_unsaved(client, edition):
    data = fields(shown(sign_in(client, "dara"), edition))
    answer = client.post(
        address(edition), {**data, "body": "On a train.", "_take": "1"}
    )
    html = answer.content.decode()
    assert "This is the text of this device." in html
    assert fields(html)["body"] == "On a train."
    assert "data-unsaved" in html
    assert edition.revisions.count() == 1


def test_a_press_that_was_refused_and_changed_no_word_leaves_nothing_unsaved(
    client, edition
):
    sign_in(client, "dara")
    page, _answer = keep(client, edition, body="Half a sen")
    data = {**fields(shown(client, edition)), "page": page, "_act": "submit"}
    client.post(address(edition), {**data, "_act": "no such act"})
    assert not Autosave.objects.exists()  # all that stood there is saved
    refused = {**data, "_act": "approve"}
    lines = data["body"].replace("\n", "\r\n")  # as a browser sends them
    for typed_in, said in ({"body": lines}, ""), ({"body": "Mine"}, "Not saved yet"):
        html = client.post(address(edition), refused | typed_in).content.decode()
        assert state(html) == said
        assert ("data-unsaved" in html) == bool(said)
    # What was typed for an act is nowhere else either.
    html = client.post(address(edition), {**refused, "note": "Why"}).content.decode()
    assert "data-unsaved" in html


def test_what_is_kept_and_saved_meanwhile_is_not_told_of(client, edition):
    sign_in(client, "dara")
    keep(client, edition, body="Half a sen")
    data = fields(shown(client, edition))
    client.post(address(edition), {**data, "body": "Half a sen", "_save": ""})
    assert Autosave.objects.exists()  # of the other page
    assert "You have unsaved text" not in shown(client, edition)
    assert not Autosave.objects.exists()


def test_a_page_that_says_what_is_saved_again_keeps_nothing(client, edition):
    sign_in(client, "dara")
    page, _answer = keep(client, edition, body="Half a sen")
    other = fields(shown(client, edition))["page"]
    assert send(client, place(edition), page=other, typed=None).status_code == 200
    assert Autosave.objects.exists()
    answer = send(client, place(edition), page=page, typed=None)
    assert answer.json()["told"] == ""
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("when", [-1, 10**30, True, "1", 1.5, None])
def test_a_device_is_told_its_moment_as_the_page_says_all_of_them(
    client, settings, when
):
    settings.TIME_ZONE = "Asia/Baku"
    sign_in(client, "dara")
    page = fields(client.get(ADD).content.decode())["page"]
    at = clock.ticking().replace(microsecond=0)
    answer = send(client, NEW, page=page, when=int(at.timestamp() * 1000))
    assert answer.json() == {"when": in_words(at)}
    assert "(+04)" in in_words(at)
    assert send(client, NEW, page=page, when=when).json() == {}


def test_half_of_a_pair_closes_no_page(client, edition):
    sign_in(client, "dara")
    keep(client, edition, body="Half \ud83d of \U0001f600")
    html = shown(client, edition)
    data = {**fields(html), "_restore": ""}
    back = client.post(address(edition), data)
    assert fields(back.content.decode())["body"] == "Half \ufffd of \U0001f600"


def test_nobody_else_is_shown_it(client, edition):
    keep(sign_in(client, "dara"), edition, body="Half a secret")
    html = shown(sign_in(client, "rhea"), edition)
    assert "unsaved text from" not in html
    assert "Half a secret" not in html
    data = {**fields(html), "_restore": Autosave.objects.get().page}
    html = client.post(address(edition), data).content.decode()
    assert "There is no unsaved text here any more." in html
    assert "Half a secret" not in html


def test_two_pages_of_one_person_keep_apart(client, edition):
    sign_in(client, "dara")
    one, other = (fields(shown(client, edition)) for _ in range(2))
    for data, status in ((one, 200), (other, 409)):
        sent = {"body": [data["body"] + " More."]}
        answer = send(client, place(edition), page=data["page"], typed=sent)
        assert answer.status_code == status
    assert "not overwritten" in answer.json()["told"]
    # The other page's save leaves what the first has kept, and is told of.
    client.post(address(edition), {**other, "body": "Mine.", "_save": ""})
    assert Autosave.objects.get().page == typed.page_of(one["page"]).key
    late = client.post(address(edition), {**one, "body": "Late.", "_save": ""})
    assert late.status_code == 409
    assert fields(late.content.decode())["body"] == "Late."


def test_a_text_that_does_not_exist_yet_is_kept_too(client):
    sign_in(client, "dara")
    page = fields(client.get(ADD).content.decode())["page"]
    words = {name: [value] for name, value in new_text().items()}
    assert send(client, NEW, page=page, typed=words).status_code == 200
    html = client.get(ADD).content.decode()
    assert "You have unsaved text from" in html
    data = {**fields(html), "_restore": ""}
    html = client.post(ADD, data).content.decode()
    assert fields(html)["title"] == "Two Rivers"
    assert client.post(ADD, {**fields(html), "_save": ""}).status_code == 302
    assert Edition.objects.get().revision.body == "One.\n\nTwo."
    assert not Autosave.objects.exists()


def test_of_a_new_text_without_words_nothing_is_unsaved(client):
    sign_in(client, "dara")
    html = client.get(ADD).content.decode()
    blank = fields(html)
    page = blank.pop("page")
    for words, is_kept in ({}, False), ({"signatory-0-name": "Ada"}, True):
        typed_in = {name: [value] for name, value in (blank | words).items()}
        send(client, NEW, page=page, typed=typed_in)
        assert ("You have unsaved text" in client.get(ADD).content.decode()) == is_kept
    back = client.post(ADD, {**blank, "page": page, "_throw_away": "x"})
    assert state(back.content.decode()) == ""
    assert not Autosave.objects.exists()


def test_a_page_of_another_person_or_text_has_nothing_kept(client, edition):
    sign_in(client, "dara")
    page = fields(shown(client, edition))["page"]
    other = factories.draft(title="Another")
    for where in (place(other), NEW):
        answer = send(client, where, page=page, typed={"body": ["x"]})
        assert answer.status_code == 400
    sign_in(client, "rhea")
    assert send(client, place(edition), page=page, typed={}).status_code == 400
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "sent", ["", "[]", "no json", b"\xff", '{"typed": []}', '{"typed": {"a": [1]}}']
)
def test_what_the_script_never_sends_is_refused_in_words(client, edition, sent):
    sign_in(client, "dara")
    answer = client.post(place(edition), sent, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["told"]


def test_more_than_2_mb_is_refused_in_words(client, edition):
    sign_in(client, "dara")
    _page, answer = keep(client, edition, body="a" * 2_200_000)
    assert answer.status_code == 413
    assert answer.json()["told"] == (
        "This is too much to be kept while you type: at most 2 MB."
    )


def test_a_body_of_2_mb_is_refused_with_the_text_intact(client, edition):
    sign_in(client, "dara")
    body = "a" * 2_000_000
    data = {**fields(shown(client, edition)), "body": body, "_save": ""}
    html = client.post(address(edition), data).content.decode()
    assert "at most 400000 fit" in html
    assert body in html


def test_a_save_from_a_page_that_was_left_behind_says_what_happened(client):
    edition = factories.approved()
    data = fields(shown(sign_in(client, "rhea"), edition))
    factories.do("release", edition, "petra")
    answer = client.post(address(edition), {**data, "body": "Too late.", "_save": ""})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "can't be done (any more)" in html.replace("&#x27;", "'")
    assert "What you typed is not saved" in html
    assert ">\nToo late.</textarea>" in html
    assert "The text is saved." not in html


def test_whoever_reads_alone_keeps_nothing(client, edition):
    sign_in(client, "orla")
    page = fields(shown(client, edition))["page"]
    sent = {"body": ["Mine."]}
    answer = send(client, place(edition), page=page, typed=sent)
    assert answer.status_code == 403
    assert answer.json()["told"] == "Your role does not include this."
    assert not Autosave.objects.exists()


def test_a_limited_text_is_not_there_for_others(client, edition):
    factories.workflow.limit(edition, by=person("dara"))
    sign_in(client, "rhea")
    assert send(client, place(edition), page="", typed={}).status_code == 404


def test_a_page_hands_its_reader_their_own_keys(client, edition):
    """What their device keeps is sealed under them; nobody else gets them."""

    def handed() -> set[bytes]:
        html = shown(client, edition)
        return set(keys_of(re.search(r'data-keys="([^"]+)"', html)[1]))

    sign_in(client, "dara")
    own = handed()
    client.logout()
    assert "data-keys" not in client.get(address(edition), follow=True).content.decode()
    sign_in(client, "rhea")
    assert handed().isdisjoint(own)
    client.logout()
    sign_in(client, "dara")
    assert handed() == own
    answer = client.get(address(edition))
    assert "no-store" in answer["Cache-Control"]
