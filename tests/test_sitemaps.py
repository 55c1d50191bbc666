"""The site map holds what is live."""

import pytest

from tests import factories
from tests.test_withdrawn import reinstate, take_down

pytestmark = pytest.mark.django_db


def test_live_texts_are_in_the_site_map_under_the_sites_own_address(client):
    edition = factories.released()
    factories.scheduled(title="To come")
    factories.draft(title="A draft")
    xml = client.get("/sitemap.xml").content.decode()
    assert f"<loc>https://press.example{edition.get_absolute_url()}</loc>" in xml
    assert xml.count("<loc>") == 1


@pytest.mark.parametrize("outcome", ["withdrawn", "retracted"])
def test_a_text_is_in_the_site_map_only_while_it_is_live(client, outcome):
    edition = factories.released(slug="rivers")
    take_down(edition, outcome)
    assert b"<loc>" not in client.get("/sitemap.xml").content
    reinstate(edition)
    assert b"/rivers/</loc>" in client.get("/sitemap.xml").content


def test_robots_are_told_of_the_site_map(client):
    assert "Sitemap: https://press.example/sitemap.xml" in (
        client.get("/robots.txt").content.decode()
    )
