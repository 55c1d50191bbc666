"""The page of search: what is live at the second, whatever is typed."""

import time
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection

from publications import clock, search, workflow
from publications.models import Person, Topic
from tests import factories
from tests.people import person
from tests.test_withdrawn import take_down
from tests.workflow.test_following import translated

pytestmark = pytest.mark.django_db

PAGE = "/en/search/"


def shown(client, typed, where=PAGE, **more):
    answer = client.get(where, {"q": typed, **more})
    assert answer.status_code == 200
    return answer.context["results"]


def titles(client, typed, where=PAGE, **more):
    return [r.edition.title for r in shown(client, typed, where, **more)]


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "moment", lambda: moment)


def test_a_text_is_found_from_its_second_until_its_last(client, at):
    moment = factories.soon(60)
    edition = factories.scheduled(moment, title="Zephyr", body="Zephyrs blow.")
    at(moment - timedelta(seconds=1))
    before = client.get(PAGE, {"q": "zephyr"}).content
    assert before == client.get(PAGE, {"q": "zephyr"}).content
    assert b"zephyrs" not in before.lower().replace(b'value="zephyr"', b"")
    assert titles(client, "zephyr OR rivers") == []
    at(moment + timedelta(seconds=1))
    assert titles(client, "zephyr") == ["Zephyr"]
    factories.do("unschedule", edition, "petra")
    assert titles(client, "zephyr") == []


@pytest.mark.parametrize("ended", ["withdrawn", "retracted", "superseded"])
def test_what_is_no_longer_live_is_gone_from_results_and_counts(client, ended):
    factories.released(title="Zephyr again")
    edition = getattr(factories, ended)(title="Zephyr")
    answer = client.get(PAGE, {"q": "zephyr"})
    assert edition.pk not in {r.edition.pk for r in answer.context["results"]}
    assert answer.context["found"].choices(search.Facet.KIND) == {"op_ed": 1}


def test_taking_down_acts_at_once(client):
    edition = factories.released(title="Zephyr")
    assert titles(client, "zephyr") == ["Zephyr"]
    take_down(edition)
    assert titles(client, "zephyr") == []


def lu_mei():
    """One publication in English and French, another in Chinese alone."""
    signed = {"signatories": (workflow.Signatory("Lu Mei", "Ms.", "Ambassador"),)}
    english = factories.released(title="Friendship", **signed)
    french = translated(english, "fr")
    for act, by in (("submit", "tomas"), ("approve", "rhea"), ("release", "petra")):
        french = factories.do(act, french, by)
    known = Person.objects.get(names__display="Lu Mei")
    known.names.get_or_create(language="zh-hans", defaults={"display": "卢梅"})
    known.spellings.create(spelling="Lu Mey")
    known.spellings.create(spelling="Лу Мэй")
    workflow.note_kept(known, by=person("dara"))
    return known


@pytest.mark.parametrize("typed", ["Lu Mei", "lu mey", "«Лу Мэй»", "卢梅", "盧梅"])
def test_a_name_finds_texts_in_all_languages_once_for_each_publication(client, typed):
    lu_mei()
    assert titles(client, typed) == ["Friendship"]
    assert titles(client, typed, "/fr/search/") == ["Titre"]
    # Neither is in Russian: the original stands there, under its language.
    page = client.get("/ru/search/", {"q": typed}).content.decode()
    assert '<div class="item-text" lang="en" dir="ltr">' in page
    assert titles(client, "Mei Lu Mey") == ["Friendship"]
    # One name ends where the next begins.
    assert titles(client, '"Mey Лу"') == []


def test_outlets_and_topics_are_found_once_readers_are_told(client):
    edition = factories.released(title="Friendship")
    placement = workflow.place(edition, "Kaldar Gazette", by=person("dara"))
    assert titles(client, "gazette") == []
    placement.confirmed = True
    workflow.store_placement(placement, by=person("dara"))
    assert titles(client, "gazette") == ["Friendship"]
    topic = Topic.objects.create(slug="fishery")
    topic.names.create(language="en", name="Fishery")
    topic.names.create(language="fr", name="Pêche")
    factories.do("classify", edition, "dara", topics=[topic], series=None)
    assert titles(client, "fisheries") == ["Friendship"]
    assert titles(client, "pêche") == []


def test_own_language_first_then_filters_orders_and_addresses(client):
    old = datetime(2020, 5, 6, tzinfo=UTC)
    factories.recorded(old, title="Zephyr", kind="speech")
    factories.recorded(old + timedelta(days=400), title="Other", body="A zephyr.")
    factories.released(title="Zephyr", language="fr", body="Vent.")
    answer = client.get(PAGE, {"q": "zephyr", "nonsense": "1", "page": "x"})
    results = answer.context["results"]
    assert [r.edition.language for r in results] == ["en", "en", "fr"]
    assert [r.edition.title for r in results] == ["Zephyr", "Other", "Zephyr"]
    found = answer.context["found"]
    assert list(found.choices(search.Facet.YEAR).values()) == [1, 1, 1]
    kinds = found.choices(search.Facet.KIND).items()
    assert {str(kind): number for kind, number in kinds} == {
        "op_ed": 2,
        "speech": 1,
    }
    by_date = shown(client, "zephyr", sort="date")
    assert [r.edition.language for r in by_date] == ["fr", "en", "en"]
    assert titles(client, "zephyr", kind="speeches", year="2020") == ["Zephyr"]
    assert titles(client, "zephyr", kind="speeches", year="2021") == []
    links = unescape(answer.content.decode())
    assert "/en/search/?q=zephyr&kind=speeches" in links
    assert "/en/search/?q=zephyr&year=2020" in links


def test_pages_are_bounded(client, monkeypatch):
    monkeypatch.setattr("publications.search.finding.PER_PAGE", 1)
    monkeypatch.setattr("publications.views.searching.PER_PAGE", 1)
    for day in (1, 2, 3):
        moment = datetime(2026, 5, day, tzinfo=UTC)
        factories.recorded(moment, title=f"Zephyr {day}")
    assert titles(client, "zephyr", page="2") == ["Zephyr 2"]
    assert titles(client, "zephyr", page="9") == ["Zephyr 1"]
    for odd in ("0", "-1", "51", "99999999999", "١"):
        assert titles(client, "zephyr", page=odd) == ["Zephyr 3"]


def test_words_are_marked_and_nothing_typed_or_written_is_markup(client):
    body = "Before. " * 60 + "1 < 2 & the *zephyrs* blow. " + "After. " * 60
    factories.released(title="<b>Zephyr</b>", body=body)
    page = client.get(PAGE, {"q": "zephyr <script>alert(1)</script>"}).content.decode()
    assert "<script" not in page
    page = client.get(PAGE, {"q": "zephyr"}).content.decode()
    assert "&lt;b&gt;<mark>Zephyr</mark>&lt;/b&gt;" in page
    factories.released(title="Winds", body=body)
    winds = next(r for r in shown(client, "zephyr") if r.edition.title == "Winds")
    assert [part.text for part in winds.passage if part.is_found] == ["zephyrs"]
    told = "".join(part.text for part in winds.passage)
    assert told.startswith("…") and told.endswith("…")
    assert "1 < 2 & the zephyrs blow." in told and len(told) < 300


ODD = [
    "",
    " ",
    "a",
    "的",
    "the",
    "...",
    "& | ! : * ( )",
    "rivers & | ! : * ( ) NEAR AND NOT",
    "NOT",
    "OR",
    "OR rivers OR",
    "-",
    "-rivers",
    '"',
    '"rivers',
    "«rivers",
    '""""',
    "'; DROP TABLE publications_searchwords; --",
    "' OR 1=1 --",
    "rivers:A <-> valley",
    "title:rivers",
    "{title}: rivers",
    "river*",
    "%_\\",
    "\0rivers\0",
    "\u202erivers\u2066",
    "\ud7ff\U0010ffff",
    "ﷺ ﬀ ½ ① İ ß",
    "река 河 نهر",
    "ก็ हिन्दी 한국어 かが",
]


@pytest.mark.parametrize("typed", ODD)
def test_nothing_typed_is_an_error(client, typed):
    factories.released()
    for page in (PAGE, "/ar/search/"):
        shown(client, typed, page)


@pytest.mark.parametrize(
    ("typed", "is_told"), [("&|!:*()", True), ("", False), ("rivers", False)]
)
def test_where_no_word_was_typed_the_page_says_so(client, typed, is_told):
    factories.released()
    html = client.get(PAGE, {"q": typed}).content.decode()
    assert ("there is no word in what you typed" in html) == is_told


@pytest.mark.parametrize(
    "typed", ["rivers " * 1500, '"' * 10_000, "'a" * 5000, "-a" * 5000, "大" * 10_000]
)
def test_ten_thousand_characters_are_answered_in_a_second(client, typed):
    factories.released()
    begun = time.process_time()
    shown(client, typed)
    assert time.process_time() - begun < 1


def test_what_it_costs(client, django_assert_max_num_queries):
    for number in range(3):
        factories.released(title=f"Zephyr {number}")
    shown(client, "zephyr")
    set_and_back = 2 if connection.vendor == "postgresql" else 0  # engines.by_index
    with django_assert_max_num_queries(9 + set_and_back):
        assert len(shown(client, "zephyr")) == 3


def test_machines_are_told_of_the_form_and_not_of_results(client):
    factories.released(title="Zephyr")
    page = client.get(PAGE, {"q": "zephyr"}).content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert 'href="/en/opensearch.xml"' in page
    assert "Disallow: /fr/search/" in client.get("/robots.txt").content.decode()
    told = client.get("/fr/opensearch.xml")
    assert told["Content-Type"].startswith("application/opensearchdescription+xml")
    assert "/fr/search/?q={searchTerms}" in told.content.decode()
    assert 'action="/en/search/"' in client.get("/en/nowhere/").content.decode()
    assert "How to search" in client.get(PAGE, {"q": "nothing"}).content.decode()


def test_the_index_holds_what_has_a_period_alone():
    edition = factories.scheduled(title="Zephyr")
    assert search.released().filter(pk=edition.pk).exists()
    draft = factories.draft(title="Zephyr")
    assert not search.released().filter(pk=draft.pk).exists()
