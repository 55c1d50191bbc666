"""The site map holds what is live."""

import pytest

from publications import workflow
from tests import factories
from tests.people import person
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


@pytest.mark.parametrize(
    ("changes", "is_there"),
    [
        ({}, False),
        ({"language": "az"}, True),
        ({"canonical": False}, True),
        ({"canonical": False, "confirmed": False}, True),
    ],
)
def test_a_text_whose_original_is_elsewhere_is_left_out(client, changes, is_there):
    edition = factories.released()
    factories.released(title="Another")
    told = {"confirmed": True, "canonical": True, "language": "en"}
    url = "https://courier.example/rivers"
    by = person("dara")
    workflow.place(edition, "Herald", by=by, url=url, **{**told, **changes})
    xml = client.get("/sitemap.xml").content.decode()
    assert (edition.get_absolute_url() in xml) is is_there
    assert xml.count("<loc>") == 1 + is_there


def test_robots_are_told_of_the_site_map(client):
    assert "Sitemap: https://press.example/sitemap.xml" in (
        client.get("/robots.txt").content.decode()
    )
