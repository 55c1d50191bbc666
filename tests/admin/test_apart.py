"""Texts that read alike are told apart, where they stand one under the other."""

import pytest

from publications import workflow
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

PLACES = (
    "/admin/publications/edition/",
    "/admin/",
    "/admin/publications/search/?q=rivers",
)


@pytest.mark.parametrize("path", PLACES)
def test_two_of_one_title_say_which_is_which(client, path):
    same = [factories.draft(title="Two Rivers") for _each in range(2)]
    other = factories.draft(title="Three Rivers")
    client.force_login(person("dara"))
    html = client.get(path).content.decode()
    for edition in same:
        assert f"no. {edition.pk}, begun by {person('dara')} on" in html
    assert f"no. {other.pk}, begun" not in html


def test_a_language_or_a_kind_of_its_own_is_enough(client):
    factories.draft(title="Two Rivers")
    factories.draft(title="Two Rivers", language="fr")
    content = factories.content(title="Two Rivers")
    workflow.create("statement", "en", content, by=person("dara"))
    client.force_login(person("dara"))
    assert "begun by" not in client.get(PLACES[0]).content.decode()


def test_buttons_for_several_stand_where_something_can_be_ticked(client):
    client.force_login(person("rhea"))
    factories.released()
    html = client.get(PLACES[0]).content.decode()
    assert "With the chosen texts:" not in html and "Two Rivers" in html
    factories.in_review(title="Another")
    assert "With the chosen texts:" in client.get(PLACES[0]).content.decode()
