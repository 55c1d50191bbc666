"""Characters that break or turn pages: in questions that readers and the desk ask."""

from urllib.parse import urlencode

import pytest

from tests import factories
from tests.admin.test_editions import address, press, shown, sign_in
from tests.form_fields import fields
from tests.test_lists import MAY, everything

pytestmark = pytest.mark.django_db

# NUL, half a surrogate pair in UTF-8's manner, an override, bytes that are no UTF-8.
BAD = ["%00", "%ED%A0%80", "a%E2%80%AEb", "%FF%FE", "%F4%90%80%80"]
ASKED = [
    *("/en/?before={}", "/en/op-eds/?before={}", "/en/topics/{}/", "/en/2026/{}/"),
    *("/en/people/{}/", "/en/outlets/{}/feed.rss", "/en/series/{}/", "/{}/"),
    *("/en/people/oren-halvik/?before=/en/2026/{}/", "/en/search/?q={}"),
]
AT_THE_DESK = [
    *("/admin/publications/edition/?q={}", "/admin/publications/edition/?{}={}"),
    *("/admin/publications/person/?q={}", "/admin/publications/topic/?q={}"),
    *("/admin/publications/outlet/?q={}", "/admin/publications/outlet/?country={}"),
    *("/admin/publications/image/?q={}", "/admin/publications/attachment/?q={}"),
    *("/admin/publications/placement/?q={}", "/admin/publications/bundle/?q={}"),
    *(
        "/admin/publications/edition/{}/change/",
        "/admin/publications/person/{}/change/",
    ),
]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("asked", ASKED)
def test_a_reader_is_answered(client, asked, bad):
    everything(factories.recorded, MAY)
    assert client.get(asked.replace("{}", bad)).status_code in (200, 301, 302, 404, 410)


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("asked", AT_THE_DESK)
def test_the_desk_answers(client, asked, bad):
    everything(factories.draft)
    sign_in(client, "dara")
    assert client.get(asked.replace("{}", bad)).status_code < 500


@pytest.mark.parametrize(
    "name", ["title", "subtitle", "summary", "body", "place", "event"]
)
@pytest.mark.parametrize("character", ["\u202a", "\u202e", "\u2066", "\u2069", "\x00"])
def test_what_would_turn_a_page_is_refused_at_its_field(client, name, character):
    edition = factories.draft()
    sign_in(client, "dara")
    press(client, edition, **{name: f"A{character}B"})
    assert factories.again(edition).revision == edition.revision
    assert character not in shown(client, edition)


def test_bytes_that_are_no_text_are_stored_as_the_sign_for_them(client):
    edition = factories.draft()
    sign_in(client, "dara")
    data = {**fields(shown(client, edition)), "title": "AXB", "_save": ""}
    body = urlencode(data).replace("AXB", "A%ED%A0%80B")
    answer = client.post(address(edition), body, "application/x-www-form-urlencoded")
    assert answer.status_code == 302
    assert "\ufffd" in factories.again(edition).revision.title
