"""The feed of corrections: what was put right or taken down, once each."""

import pytest

from tests import factories
from tests.views.test_corrections import changed
from tests.views.test_editions import scheduled, take_down, text

from .readers import FORMS, Subscriber, fetched

pytestmark = pytest.mark.django_db

HERE = "/en/corrections/"


@pytest.mark.parametrize("form", FORMS)
def test_a_subscriber_hears_of_each_change_and_take_down_once(client, form):
    reader = Subscriber(client, form, HERE)
    edition = text(title="Rivers")
    assert reader.look() == []
    second = changed(edition, title="Rivers", note="A number <was> wrong.")
    assert reader.look() == [("new", "Correction: Rivers")]
    shown = reader.shows("Correction: Rivers")
    assert "A number &lt;was&gt; wrong." in shown.html
    assert "/en/2026/rivers/editions/1/2/" in shown.html
    assert "Correction" in shown.tags
    assert "The second paragraph." in shown.html
    third = changed(second, "technical", "", title="Rivers")
    assert reader.look() == []
    take_down(third, "retracted")
    # With the text its corrections are gone; of the take-down there is no title.
    assert reader.look() == [("new", "Retracted")]
    assert [item.title for item in fetched(client, reader.address).items] == [
        "Retracted"
    ]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_to_come_changes_nothing(client, form):
    edition = changed(text(title="Rivers"), title="Rivers")
    before = client.get(f"{HERE}feed.{form}")
    scheduled(edition, factories.soon())
    after = client.get(f"{HERE}feed.{form}")
    assert after.content == before.content
    assert after.headers["ETag"] == before.headers["ETag"]


def test_it_is_found_from_its_page_and_the_page_of_feeds(client):
    for path in (HERE, "/en/subscribe/"):
        html = client.get(path).content.decode()
        assert all(f"{HERE}feed.{form}" in html for form in FORMS)


def test_a_language_that_the_site_never_had_has_none(client):
    assert client.get("/de/corrections/feed.rss").status_code == 404
