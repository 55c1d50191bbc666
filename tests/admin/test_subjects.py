"""Topics and series at the desk: kept with their names, and given to texts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publications import workflow
from publications.models import AuditEntry, Series, Topic
from tests import factories
from tests.people import person
from tests.test_lists import series, topic

pytestmark = pytest.mark.django_db

MODELS = {"topic": Topic, "series": Series}
BOTH = pytest.mark.parametrize("name", MODELS)


def sign_in(client, who):
    client.force_login(person(who))
    return client


def typed(slug="water", known=0, **names):
    """A form with a name for each language."""
    fields = {
        "slug": slug,
        "names-TOTAL_FORMS": len(names),
        "names-INITIAL_FORMS": known,
        "names-MIN_NUM_FORMS": 1,
        "names-MAX_NUM_FORMS": 1000,
    }
    for n, (language, name) in enumerate(names.items()):
        fields |= {f"names-{n}-language": language, f"names-{n}-name": name}
    return fields


def add(client, name, **fields):
    return client.post(f"/admin/publications/{name}/add/", fields)


def act_page(edition):
    return reverse("admin:edition_act", args=[edition.pk, "classify"])


@BOTH
class TestKept:
    def test_it_is_entered_with_its_names_and_on_the_record(self, client, name):
        fields = typed(en="Water", ar="الماء")
        answer = add(sign_in(client, "dara"), name, **fields)
        assert answer.status_code == 302
        made = MODELS[name].objects.get()
        assert [n.name for n in made.names.all()] == ["Water", "الماء"]
        entry = AuditEntry.objects.get(act="keep")
        assert entry.actor == person("dara").pk
        assert "Water" in entry.details and "water" in entry.details

    def test_the_first_page_of_the_desk_leads_to_it(self, client, name):
        html = sign_in(client, "dara").get("/admin/").content.decode()
        assert f"/admin/publications/{name}/" in html
        html = sign_in(client, "orla").get("/admin/").content.decode()
        assert f"/admin/publications/{name}/" not in html

    def test_it_is_found_by_its_name_in_any_language(self, client, name):
        {"topic": topic, "series": series}[name]("water", en="Water", ar="الماء")
        {"topic": topic, "series": series}[name]("fire", en="Fire")
        path = f"/admin/publications/{name}/?q=الماء"
        html = sign_in(client, "dara").get(path).content.decode()
        assert "Water" in html
        assert "Fire" not in html

    def test_it_has_at_least_one_name_and_none_twice(self, client, name):
        sign_in(client, "dara")
        empty = add(client, name, **typed(en=""))
        assert empty.status_code == 200
        fields = typed(en="Water", fr="Water")
        fields["names-1-language"] = "en"
        twice = add(client, name, **fields)
        assert twice.status_code == 200
        assert not MODELS[name].objects.exists()

    def test_a_character_that_would_break_feeds_is_refused_in_words(self, client, name):
        answer = add(sign_in(client, "dara"), name, **typed(en="Wa\x0bter"))
        assert "invisible character U+000B" in answer.content.decode()
        assert not MODELS[name].objects.exists()

    @pytest.mark.parametrize("who", ["hugo", "orla", "stella", "admin"])
    def test_who_keeps_no_facts_is_refused(self, client, name, who):
        answer = add(sign_in(client, who), name, **typed(en="Water"))
        assert answer.status_code == 403
        assert not MODELS[name].objects.exists()

    def test_it_is_never_deleted(self, client, name):
        made = {"topic": topic, "series": series}[name]("water")
        path = f"/admin/publications/{name}/{made.pk}/delete/"
        assert sign_in(client, "petra").post(path, {"post": "yes"}).status_code == 403
        assert MODELS[name].objects.exists()


class TestGivenToAText:
    def test_from_its_page(self, client):
        edition = factories.released()
        water, bridges = topic("water"), series("bridges")
        topic("fire")
        sign_in(client, "dara")
        desk = reverse("admin:publications_edition_change", args=[edition.pk])
        assert act_page(edition) in client.get(desk).content.decode()
        answer = client.post(
            act_page(edition), {"topics": [water.pk], "series": bridges.pk}
        )
        assert answer.headers["Location"] == desk
        publication = factories.again(edition).text.publication
        assert publication.topics.get() == water
        assert publication.series == bridges
        html = client.get(act_page(edition)).content.decode()
        assert html.count(" checked") == 1
        assert f'<option value="{bridges.pk}" selected>Bridges</option>' in html

    def test_the_names_are_those_of_the_desks_language(self, client):
        topic("water", en="Water", fr="L’eau")
        topic("fire", en="Fire")
        sign_in(client, "dara")
        path = act_page(factories.draft())
        html = client.get(path, headers={"Accept-Language": "fr"}).content.decode()
        assert "L’eau" in html and "Fire" in html
        assert "Water" not in html

    def test_where_there_are_none_the_page_says_where_they_are_made(self, client):
        path = act_page(factories.draft())
        html = sign_in(client, "dara").get(path).content.decode()
        assert "There are none yet" in html

    def test_what_does_not_exist_is_not_set(self, client):
        edition = factories.draft()
        path = act_page(edition)
        answer = sign_in(client, "dara").post(path, {"topics": [9], "series": 9})
        assert answer.status_code == 200
        assert not AuditEntry.objects.filter(act="classify").exists()

    @pytest.mark.parametrize("who", ["orla", "tomas"])
    def test_who_may_not_write_the_text_is_refused_on_the_record(self, client, who):
        edition = factories.draft()
        water = topic("water")
        answer = sign_in(client, who).post(act_page(edition), {"topics": [water.pk]})
        assert answer.status_code == 403
        assert not edition.text.publication.topics.exists()
        assert AuditEntry.objects.get(act="refused").actor == person(who).pk

    def test_outside_its_circle_there_is_no_such_page(self, client):
        edition = factories.draft()
        workflow.limit(edition, by=person("dara"))
        path = act_page(edition)
        assert sign_in(client, "petra").get(path).status_code == 404

    def test_the_page_costs_the_same_however_many_there_are(self, client):
        edition = factories.draft()
        sign_in(client, "dara")
        client.get(act_page(edition))  # what is asked once a minute
        costs = []
        for some in (range(3), range(3, 20)):
            for n in some:
                topic(f"topic-{n}")
                series(f"series-{n}")
            with CaptureQueriesContext(connection) as queries:
                client.get(act_page(edition))
            costs.append(len(queries))
        assert costs[0] == costs[1]


def test_the_choices_stand_in_the_order_of_the_desks_language(client):
    for slug, name in (("a", "Şəhər"), ("b", "Çay"), ("c", "Cavab"), ("d", "Su")):
        Topic.objects.create(slug=slug).names.create(language="az", name=name)
    edition = factories.draft()
    sign_in(client, "dara")
    html = client.get(act_page(edition), HTTP_ACCEPT_LANGUAGE="az").content.decode()
    # Of the labels alone: two letters also stand in one of many random tokens.
    said = re.findall(r'name="topics"[^>]*>\s*([^<]+?)\s*</label>', html)
    assert said == ["Cavab", "Çay", "Su", "Şəhər"]
