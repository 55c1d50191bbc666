"""Outlets at the desk: each known once, by all of its names."""

import pytest
from django.urls import reverse

from publications import workflow
from publications.models import Outlet
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

ADD_OUTLET = reverse("admin:publications_outlet_add")


@pytest.fixture
def edition():
    return factories.draft()


@pytest.fixture
def outlet():
    return Outlet.objects.create(name="The Kaldar Herald", slug="kaldar-herald")


@pytest.fixture
def at_the_desk(client):
    client.force_login(person("dara"))
    return client


def outlet_typed(*spellings, **changes):
    rows = {
        "spellings-TOTAL_FORMS": len(spellings),
        "spellings-INITIAL_FORMS": 0,
        **{f"spellings-{n}-spelling": word for n, word in enumerate(spellings)},
    }
    return {"name": "News.Az", "slug": "news-az", "country": "Azerbaijan"} | (
        rows | changes
    )


def test_an_outlet_is_entered_with_country_and_spellings(at_the_desk):
    typed = outlet_typed("Ньюс.Аз", "NewsAz", url="news.az")
    assert at_the_desk.post(ADD_OUTLET, typed).status_code == 302
    outlet = Outlet.objects.get()
    assert (outlet.country, outlet.url) == ("Azerbaijan", "https://news.az")
    assert {str(s) for s in outlet.spellings.all()} == {"Ньюс.Аз", "NewsAz"}
    assert Outlet.objects.called("ньюс аз").get() == outlet


@pytest.mark.parametrize("name", ["the kaldar herald", "Thé Kaldar-Herald", "KH"])
def test_an_outlet_that_is_known_by_the_name_is_asked_about(at_the_desk, outlet, name):
    outlet.spellings.create(spelling="kh")
    answer = at_the_desk.post(ADD_OUTLET, outlet_typed(name=name))
    assert "Is it the same one?" in str(answer.context["adminform"].form.errors["name"])
    answer = at_the_desk.post(ADD_OUTLET, outlet_typed(name))
    assert "Is it the same one?" in answer.content.decode()
    assert Outlet.objects.count() == 1


def test_an_outlet_of_a_hidden_draft_is_not_named(client, edition):
    workflow.place(edition, "Secret Herald", by=person("dara"))
    Outlet.objects.get().spellings.create(spelling="SH")
    workflow.limit(edition, by=person("dara"))
    client.force_login(person("rhea"))
    answer = client.post(ADD_OUTLET, outlet_typed(name="sh"))
    html = answer.content.decode()
    assert "Another outlet is known by this name" in html
    assert "Secret Herald" not in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "A\u202eB"}, "U+202E"),
        ({"name": "..."}, "outlet&#x27;s name"),
        ({"country": "A\x07B"}, "U+0007"),
        ({"url": "javascript:alert(1)"}, "begins with https:// or http://"),
        ({"spellings-TOTAL_FORMS": 1, "spellings-0-spelling": "A\x1bB"}, "U+001B"),
        ({"spellings-TOTAL_FORMS": 1, "spellings-0-spelling": "."}, "Please give"),
    ],
)
def test_bad_input_of_an_outlet_is_refused_in_words(at_the_desk, changes, sentence):
    answer = at_the_desk.post(ADD_OUTLET, outlet_typed(**changes))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Outlet.objects.exists()


def test_a_spelling_is_told_once_whatever_its_case(at_the_desk):
    answer = at_the_desk.post(ADD_OUTLET, outlet_typed("NewsAz", "NEWSÁZ"))
    assert "stands above already" in answer.content.decode()
    assert not Outlet.objects.exists()


def test_a_wrong_spelling_may_go(at_the_desk, outlet):
    wrong = outlet.spellings.create(spelling="Herrald")
    typed = outlet_typed(
        **{
            "name": outlet.name,
            "slug": outlet.slug,
            "spellings-TOTAL_FORMS": 1,
            "spellings-INITIAL_FORMS": 1,
            "spellings-0-id": wrong.pk,
            "spellings-0-outlet": outlet.pk,
            "spellings-0-spelling": "Herrald",
            "spellings-0-DELETE": "on",
        }
    )
    change = reverse("admin:publications_outlet_change", args=[outlet.pk])
    assert at_the_desk.post(change, typed).status_code == 302
    assert not outlet.spellings.exists()


def test_outlets_are_found_by_any_name_and_lead_to_the_report(at_the_desk, outlet):
    outlet.spellings.create(spelling="Вестник Калдара")
    where = reverse("admin:publications_outlet_changelist")
    for asked in ("herald", "Kaldar-Herald", "вестник", "KALDAR"):
        html = at_the_desk.get(where, {"q": asked}).content.decode()
        assert html.count("The Kaldar Herald</a>") == 1, asked
    assert reverse("admin:placement_report") in html
    assert not at_the_desk.get(where, {"q": "nothing"}).context["cl"].result_count


def test_outlets_are_listed_by_country(at_the_desk, outlet):
    Outlet.objects.create(name="Qonşu", slug="qonshu", country="Azerbaijan")
    where = reverse("admin:publications_outlet_changelist")
    answer = at_the_desk.get(where, {"country": "Azerbaijan"})
    assert [o.name for o in answer.context["cl"].queryset] == ["Qonşu"]
