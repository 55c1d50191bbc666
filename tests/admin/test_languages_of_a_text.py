"""What the desk tells of a text's other languages, and the page of their relation."""

import pytest
from django.urls import reverse

from publications.models import AuditEntry, Text
from tests import factories
from tests.admin.test_editions import press, sign_in
from tests.people import person
from tests.workflow.test_following import changed, live, translated

pytestmark = pytest.mark.django_db


def page(client, edition, by="rhea"):
    client.force_login(person(by))
    address = reverse("admin:publications_edition_change", args=[edition.pk])
    return client.get(address).content.decode()


def relating(edition):
    return reverse("admin:edition_act", args=[edition.pk, "relate"])


def test_the_side_panel_says_that_a_translation_is_behind_its_original(client):
    original = factories.released()
    french = live(translated(original))
    assert "Follows edition" not in page(client, french)
    second = changed(original)
    html = page(client, french)
    assert "Follows edition 1 of the original, which has changed since (Correction" in (
        html
    )
    address = reverse("admin:publications_edition_change", args=[second.pk])
    assert f'href="{address}"' in html
    assert "Follows edition" not in page(client, second)


def test_a_reviewer_says_which_language_governs(client):
    original = factories.released()
    french = translated(original)
    assert relating(french) in page(client, french)
    form = client.get(relating(french)).content.decode()
    assert 'value="courtesy"' in form and 'value="original"' not in form
    answer = client.post(relating(french), {"relation": "courtesy", "governs": "on"})
    assert answer.status_code == 409
    assert "can&#x27;t govern" in answer.content.decode()
    answer = client.post(relating(french), {"relation": "official", "governs": "on"})
    assert answer.status_code == 302
    text = Text.objects.get(pk=french.text_id)
    assert (text.relation, text.governs) == ("official", True)
    form = client.get(relating(original)).content.decode()
    assert 'value="original"' in form and 'value="courtesy"' not in form


def test_it_tells_how_the_others_stand_and_which_governs_now(client):
    original = factories.released()
    french, russian = translated(original), translated(original, "ru", "official")
    client.force_login(person("petra"))
    html = client.get(relating(french)).content.decode()
    told = html[html.index("The other languages:") :].split("</ul>")[0]
    assert "English: Original<" in told and "Russian: Official version<" in told
    assert "French" not in told and "None does now." in html
    client.post(relating(russian), {"relation": "official", "governs": "on"})
    html = client.get(relating(french)).content.decode()
    assert "Russian: Official version, governs<" in html
    assert "Russian does now." in html


def test_who_may_begin_a_translation_is_not_told_that_there_is_nothing_to_do(client):
    html = page(client, factories.released(), "tomas")
    assert "Begin a translation" in html and "nothing for you to do" not in html
    assert "nothing for you to do" in page(client, factories.superseded(), "orla")


def test_a_drafter_is_not_offered_it(client):
    french = translated(factories.released())
    assert relating(french) not in page(client, french, "dara")
    client.post(relating(french), {"relation": "official"})
    assert Text.objects.get(pk=french.text_id).relation == "courtesy"


@pytest.mark.parametrize("act", ["approve", "take_up", "return_to_author"])
def test_a_translation_is_cleared_on_its_own_page(client, act):
    french = factories.do("submit", translated(factories.released()), "tomas")
    sign_in(client, "rhea")
    answer = press(client, french, act, note="Please look at the second paragraph.")
    assert answer.status_code == 302
    assert AuditEntry.objects.filter(act=act).exists()
