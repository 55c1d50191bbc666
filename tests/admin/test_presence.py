"""Who else has a text open, and whether they have unsaved changes."""

import pytest

from publications import workflow
from publications.models import Presence
from tests import factories
from tests.form_fields import fields
from tests.people import person

from .test_editions import press, shown, sign_in
from .test_keeping import place, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return factories.draft()


def beat(client, edition, **sent):
    page = fields(shown(client, edition))["page"]
    return send(client, place(edition), page=page, seen=edition.revision_id, **sent)


def test_two_people_are_told_of_one_another(client, edition):
    beat(sign_in(client, "dara"), edition, unsaved=True)
    answer = beat(sign_in(client, "rhea"), edition).json()
    assert answer == {"here": ["Dara, with unsaved changes"]}
    assert beat(sign_in(client, "dara"), edition).json() == {"here": ["Rhea"]}


def test_without_a_script_the_page_says_who_opened_it(client, edition):
    shown(sign_in(client, "dara"), edition)
    html = shown(sign_in(client, "rhea"), edition)
    assert "Also here: <bdi>Dara</bdi>" in html


def test_people_outside_the_circle_neither_see_nor_are_seen(client, edition):
    page = fields(shown(sign_in(client, "rhea"), edition))["page"]
    workflow.limit(edition, by=person("dara"))
    assert send(client, place(edition), page=page).status_code == 404
    assert "Rhea" not in beat(sign_in(client, "dara"), edition).json()["here"]


def test_a_newer_save_is_told_while_somebody_types(client, edition):
    page = fields(shown(sign_in(client, "dara"), edition))["page"]
    press(sign_in(client, "rhea"), edition, body="Newer.")
    sign_in(client, "dara")
    answer = send(client, place(edition), page=page, seen=edition.revision_id)
    assert answer.json()["newer"].startswith("Rhea saved at ")


def test_a_beat_asks_the_database_seven_times(
    client, edition, django_assert_num_queries
):
    """Session, account and roles at the entrance; then the text with its circle, two
    to say that one is here (and clear who left), one for the others."""
    sign_in(client, "rhea")
    page = fields(shown(client, edition))["page"]
    for name in ("dara", "petra", "hugo"):
        Presence.objects.filter(user=person(name)).delete()
    with django_assert_num_queries(7):
        send(client, place(edition), page=page, seen=edition.revision_id)
