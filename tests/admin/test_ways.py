"""The ways through the desk: those whose door opens to the person."""

import pytest

from tests.people import person

pytestmark = pytest.mark.django_db

HOME = "/admin/"


class TestWays:
    def ways(self, client, name: str) -> list[str]:
        client.force_login(person(name))
        html = client.get(HOME).content.decode()
        nav = html.split('<nav class="desk-ways"')[1].split("</nav>")[0]
        return [part.split("<")[0] for part in nav.split('">')[1:] if "</a>" in part]

    def test_they_are_those_that_open(self, client):
        # Between them they have every way; each door is tried in test_doors.
        for name in ("petra", "admin"):
            client.force_login(person(name))
            html = client.get(HOME).content.decode()
            nav = html.split('<nav class="desk-ways"')[1].split("</nav>")[0]
            for address in (part.split('"')[0] for part in nav.split('href="')[1:]):
                assert client.get(address).status_code == 200, (name, address)

    def test_a_records_officer_has_texts_and_the_record(self, client):
        assert self.ways(client, "orla") == [
            *("Texts", "Calendar", "Pages of the site", "Archive", "Record"),
        ]

    def test_models_are_for_administrators(self, client):
        assert "Administration" in self.ways(client, "admin")
        assert "Administration" not in self.ways(client, "petra")
        assert client.get("/admin/administration/").status_code == 403
        answer = client.get("/admin/publications/")
        assert (answer.status_code, answer.headers["Location"]) == (302, HOME)
        client.force_login(person("admin"))
        html = client.get("/admin/administration/").content.decode()
        assert "/admin/auth/group/" in html
        assert client.get("/admin/publications/").status_code == 200

    def test_no_page_lists_models_beside(self, client):
        client.force_login(person("petra"))
        for path in (HOME, "/admin/publications/edition/"):
            assert "nav-sidebar" not in client.get(path).content.decode()
