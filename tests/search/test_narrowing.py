"""By what results are narrowed: each choice leads to as many as it says."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from publications import clock, search, workflow
from publications.models import Outlet, Person, Topic
from publications.workflow import Signatory
from tests import factories
from tests.people import person
from tests.test_withdrawn import take_down

pytestmark = pytest.mark.django_db

PAGE = "/en/search/"
MAY = datetime(2020, 5, 6, tzinfo=UTC)
LU_MEI = {"signatories": (Signatory("Lu Mei", "", "Envoy"),)}


@pytest.fixture(scope="class")
def texts(in_common):
    """Four that a search finds; the first has all that it may be narrowed by."""
    with in_common():
        first = factories.recorded(MAY, title="Zephyr 1", kind="speech", **LU_MEI)
        topic = Topic.objects.create(slug="water")
        topic.names.create(language="en", name="Water")
        topic.names.create(language="fr", name="Eau")
        factories.do("classify", first, "dara", topics=[topic], series=None)
        placement = workflow.place(first, "Kaldar Gazette", by=person("dara"))
        placement.confirmed = True
        workflow.store_placement(placement, by=person("dara"))
        workflow.place(first, "The Rumour", role="reprint", by=person("dara"))
        factories.recorded(MAY + timedelta(days=400), title="Zephyr 2")
        factories.recorded(MAY + timedelta(days=401), title="Zephyr 3", **LU_MEI)
        factories.recorded(MAY + timedelta(days=402), title="Zephyr 4", language="fr")
        factories.recorded(MAY, title="Other", kind="article")
        yield


def asked(client, where=PAGE, **told):
    answer = client.get(where, {"q": "zephyr", **told})
    assert answer.status_code == 200
    return answer.context


def titles(client, where=PAGE, **told):
    shown = asked(client, where, **told)["results"]
    return sorted(result.edition.title for result in shown)


def offered(context):
    return {
        each.heading: {c.name: c.number for c in each.choices}
        for each in context["choices"]
    }


def slug_of(model, name):
    return next(row.slug for row in model.objects.all() if str(row) == name)


@pytest.mark.usefixtures("texts")
class TestNarrowing:
    @pytest.mark.parametrize(
        ("told", "left"),
        [
            ({"kind": "speeches"}, "1"),
            ({"kind": "op-eds"}, "234"),
            ({"year": "2020"}, "1"),
            ({"year": "2021"}, "234"),
            ({"in": "fr"}, "4"),
            ({"person": "lu-mei"}, "13"),
            ({"topic": "water"}, "1"),
            ({"person": "lu-mei", "kind": "op-eds"}, "3"),
            ({"topic": "water", "in": "fr"}, ""),
            # Unknown values find nothing, or are none.
            ({"person": "nobody"}, ""),
            ({"topic": "\0"}, "1234"),
            ({"outlet": "the-rumour"}, ""),
            ({"kind": "poems"}, "1234"),
            ({"kind": "speech"}, "1234"),
            ({"year": "20"}, "1234"),
            ({"year": "٢٠٢٠"}, "1234"),
            ({"year": "1999"}, ""),
            ({"in": "xx"}, ""),
            ({"in": "../EN"}, "1234"),
            ({"nonsense": "1"}, "1234"),
        ],
    )
    def test_each_narrows_to_its_own(self, client, told, left):
        assert titles(client, **told) == [f"Zephyr {number}" for number in left]

    def test_an_outlet_narrows_to_what_readers_are_told_it_carried(self, client):
        outlet = slug_of(Outlet, "Kaldar Gazette")
        assert titles(client, outlet=outlet) == ["Zephyr 1"]
        assert "The Rumour" not in offered(asked(client)).get("Outlet", {})

    def test_what_is_offered_and_how_many_each_leads_to(self, client):
        context = asked(client)
        assert offered(context) == {
            "Kind": {"All kinds": None, "Op-eds": 3, "Speeches": 1},
            "Year": {"All years": None, "2021": 3, "2020": 1},
            "Language": {"All languages": None, "English": 3, "Français": 1},
            "Person": {"All people": None, "Lu Mei": 2, "Ada Venn": 2},
            "Order": {"Best first": None, "Latest first": None},
        }
        self.each_leads_to_as_many_as_it_says(client, context)

    def test_counts_are_of_what_is_left_by_the_others(self, client):
        context = asked(client, kind="op-eds", person="lu-mei")
        assert "Year" not in offered(context)  # all of one
        assert offered(context)["Kind"] == {
            "All kinds": None,
            "Op-eds": 1,
            "Speeches": 1,
        }
        assert offered(context)["Person"]["Ada Venn"] == 2
        self.each_leads_to_as_many_as_it_says(client, context)

    @staticmethod
    def each_leads_to_as_many_as_it_says(client, context):
        for each in context["choices"]:
            for choice in each.choices:
                if choice.number is not None:
                    there = client.get(choice.address).context["found"]
                    assert there.total == choice.number, choice

    @pytest.mark.parametrize(
        ("told", "name"),
        [
            ({"kind": "speeches"}, "Speeches"),
            ({"year": "2020"}, "2020"),
            ({"in": "fr"}, "Français"),
            ({"person": "lu-mei"}, "Lu Mei"),
            ({"topic": "water"}, "Water"),
            # Also where nothing is left.
            ({"topic": "water", "in": "fr"}, "Water"),
            ({"kind": "statements"}, "Statements"),
        ],
    )
    def test_what_is_chosen_is_told_and_can_be_undone(self, client, told, name):
        context = asked(client, **told)
        rows = [each for each in context["choices"] if each.chosen == name]
        (row,) = rows
        assert [c.name for c in row.choices if c.is_chosen] == [name]
        every = row.choices[0]
        assert every.name.startswith("All ") and not every.is_chosen
        facet = next(iter(told))
        assert f"{facet}=" not in every.address
        rest = {key: value for key, value in told.items() if key != facet}
        shown = client.get(every.address).context["results"]
        assert sorted(r.edition.title for r in shown) == titles(client, **rest)

    def test_order_is_a_choice_like_any(self, client):
        context = asked(client, sort="date", kind="op-eds")
        (order,) = (c for c in context["choices"] if c.heading == "Order")
        assert order.chosen == "Latest first"
        assert "sort=date" in context["choices"][0].choices[0].address
        assert "sort" not in order.choices[0].address

    def test_subjects_are_named_in_the_pages_language(self, client):
        context = asked(client, "/fr/search/", topic="water")
        assert any(each.chosen == "Eau" for each in context["choices"])

    def test_the_other_language_keeps_what_was_typed_and_nothing_more(self, client):
        page = client.get(PAGE, {"q": "zephyr", "kind": "speeches"})
        assert page.context["in_languages"]["fr"] == "/fr/search/?q=zephyr"
        assert "to=%2Ffr%2Fsearch%2F%3Fq%3Dzephyr" in unescape(page.content.decode())

    def test_of_more_than_are_looked_at_nothing_is_counted(self, client, monkeypatch):
        monkeypatch.setattr("publications.search.candidates.MOST", 3)
        context = asked(client)
        assert (context["found"].total, context["found"].are_more) == (3, True)
        assert set(offered(context)["Year"].values()) == {None}
        page = client.get(PAGE, {"q": "zephyr"}).content.decode()
        assert "More than 3 texts found." in page
        # What is chosen is then asked of the database: all of its, and only they.
        assert titles(client, person="lu-mei") == ["Zephyr 1", "Zephyr 3"]
        assert titles(client, year="2020") == ["Zephyr 1"]
        assert titles(client, topic="water") == ["Zephyr 1"]
        assert titles(client, **{"in": "fr"}) == ["Zephyr 4"]
        outlet = slug_of(Outlet, "Kaldar Gazette")
        assert titles(client, outlet=outlet) == ["Zephyr 1"]
        assert titles(client, kind="speeches") == ["Zephyr 1"]
        assert not asked(client, kind="speeches")["found"].are_more


def test_what_is_not_live_is_counted_nowhere(client, monkeypatch):
    moment = factories.soon(60)
    edition = factories.released(title="Zephyr")
    factories.scheduled(moment, title="Zephyr", kind="speech", **LU_MEI)
    gone = factories.released(title="Zephyr", kind="article")
    assert "Articles" in offered(asked(client))["Kind"]
    take_down(gone)
    monkeypatch.setattr(clock, "moment", lambda: moment - timedelta(seconds=1))
    assert offered(asked(client)).keys() == {"Order"}
    assert titles(client, person="lu-mei") == []
    monkeypatch.setattr(clock, "moment", lambda: moment + timedelta(seconds=1))
    assert offered(asked(client))["Kind"] == {
        "All kinds": None,
        "Op-eds": 1,
        "Speeches": 1,
    }
    assert titles(client, person="lu-mei") == ["Zephyr"]
    assert edition.pk


def test_of_many_the_most_frequent_are_offered_and_the_chosen_one(client, monkeypatch):
    monkeypatch.setattr("publications.views.narrowing.MOST", 1)
    for name in ("Lu Mei", "Lu Mei", "Ada Venn"):
        signed = {"signatories": (Signatory(name, "", "Envoy"),)}
        factories.released(title="Zephyr", **signed)
    assert "Person" not in offered(asked(client))
    person_ = Person.objects.get(names__display="Ada Venn").slug
    named = offered(asked(client, person=person_))["Person"]
    assert list(named) == ["All people", "Lu Mei", "Ada Venn"]


def test_an_empty_search_offers_nothing(client):
    for typed in ("", "-zephyr", "nothing"):
        assert client.get(PAGE, {"q": typed}).context["choices"] == []
    assert search.Facet.LANGUAGE == "in"
