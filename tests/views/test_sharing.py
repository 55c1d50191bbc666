"""How a live text is passed on: plain links, whom to ask, and no word to others."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from publications.views.sharing import SERVICES
from tests import factories
from tests.views.signers import MAY, page
from tests.views.test_editions import take_down
from tests.workflow.test_pages import begun, do, public

pytestmark = pytest.mark.django_db

TITLE = "Milk & “water”: 100 % ours?"


def links(html: str) -> list[str]:
    section = html.split('class="passing-on"')[1].split("</section>")[0]
    return [unescape(part.split('"')[0]) for part in section.split('href="')[1:]]


def test_each_service_that_is_named_gets_title_and_address_whole(client, settings):
    settings.SHARE_LINKS = ["email", *SERVICES]
    edition = factories.recorded(MAY, title=TITLE, slug="milk")
    address = settings.SITE_URL + edition.get_absolute_url()
    found = links(page(client, edition.get_absolute_url()))
    assert len(found) == 1 + len(SERVICES)
    for link in found:
        parts = urlsplit(link)
        said = parse_qs(parts.query or parts.fragment)
        assert address in " ".join(value for each in said.values() for value in each)
        assert all(TITLE in v for name, (v,) in said.items() if name in ("title",))
    assert parse_qs(urlsplit(found[0]).query) == {"subject": [TITLE], "body": [address]}


def test_only_those_that_are_named(client, settings):
    settings.SHARE_LINKS = []
    html = page(client, factories.recorded(MAY).get_absolute_url())
    assert "passing-on" not in html
    assert not [s for s in SERVICES if f"//{s}" in html]


def test_the_settings_know_every_service(settings):
    assert ["email", *SERVICES] == settings.SHARE_SERVICES


def test_press_contact_and_terms_where_they_are_there(client):
    edition = factories.recorded(MAY)
    assert "/en/pages/" not in "".join(links(page(client, edition.get_absolute_url())))
    public(slug="contact", title="Contact")
    french = begun(slug="reuse", language="fr", title="Reprise")
    do("release_page", french, "petra")
    found = links(page(client, edition.get_absolute_url()))
    assert "/en/pages/contact/" in found
    assert "/en/pages/reuse/" not in found


def test_what_was_taken_down_is_not_passed_on(client):
    edition = factories.recorded(MAY)
    take_down(edition, "withdrawn")
    assert "passing-on" not in page(client, edition.get_absolute_url())
