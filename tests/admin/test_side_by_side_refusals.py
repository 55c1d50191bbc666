"""Translating side by side: who may, and what is refused."""

import pytest

from publications import workflow
from publications.models import AuditEntry, Edition
from tests import factories
from tests.people import person
from tests.workflow.test_following import live, translated, written

from .translating import Desk, address, begun, text_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return Desk(client, begun())


def test_an_original_is_written_on_its_own_page(client):
    original = factories.draft()
    client.force_login(person("dara"))
    for answer in (client.get(address(original)), client.post(address(original))):
        assert answer["Location"] == text_page(original)


def test_what_is_closed_is_led_to_its_page_and_nothing_is_saved(client):
    french = translated(factories.released())
    desk = Desk(client, french)
    live(french)
    answer = desk.send({1: "Autre chose."})
    assert answer.status_code == 409
    assert desk.rows[0].target == "Autre chose."
    assert desk.stored.body == "A text in fr."
    assert desk.again().answer["Location"] == text_page(french)


def test_who_only_reads_can_neither_open_nor_save_it(client):
    desk = Desk(client, begun(), "tomas")
    sent = desk.typed() | {"target-1": "Mine."}
    client.force_login(person("orla"))
    assert client.get(address(desk.edition))["Location"] == text_page(desk.edition)
    answer = client.post(address(desk.edition), sent)
    assert answer.status_code == 403
    assert "Mine." in answer.content.decode()
    assert desk.stored.body == ""
    assert AuditEntry.objects.filter(act="refused", note__contains="role").count() == 1


def test_a_text_of_a_limited_circle_is_not_there_for_others(client):
    english = begun()
    original = Edition.objects.get(text__relation="original")
    workflow.limit(original, by=person("dara"))
    client.force_login(person("tomas"))
    assert client.get(address(english)).status_code == 404
    assert client.post(address(english)).status_code == 404


def test_a_stale_page_keeps_what_was_typed_and_can_be_saved_over(client):
    desk = Desk(client, begun())
    written(desk.edition, "Somebody else's words.")
    answer = desk.send({2: "My words."}, title="My title")
    assert answer.status_code == 409
    assert "it has not been saved" in desk.html
    assert "My words." in desk.html and "My title" in desk.html
    assert desk.stored.body == "Somebody else's words."
    newer = desk.form.newer_version
    assert f'name="_over" value="{newer}"' in desk.html
    assert desk.send({}, _over=newer).status_code == 302
    assert desk.stored.body == "My words."


def test_unfit_characters_are_told_at_their_field(desk):
    answer = desk.send({2: "A\u202eB", 3: "Kept."})
    assert answer.status_code == 200
    assert desk.rows[1].errors and "U+202E" in desk.html
    assert '<a href="#row-2">2. Paragraph</a>' in desk.html
    assert 'aria-invalid="true" aria-describedby="target-2-errors"' in desk.html
    assert "Kept." in desk.html and desk.stored.body == ""
    desk.send({2: "B"}, title="T\u202eitle")
    assert "title" in desk.form.errors and desk.stored.body == ""


def test_what_the_page_does_not_show_is_refused_above_it(desk):
    desk.send({1: "![](image:11111111-1111-1111-1111-111111111111)"})
    assert "library" in str(desk.form.non_field_errors())
    assert desk.answer.status_code == 200 and desk.stored.body == ""
