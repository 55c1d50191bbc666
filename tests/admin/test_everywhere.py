"""Finding in all texts: each that holds the words, and how often."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import workflow
from publications.search.desk import everywhere
from tests import factories
from tests.people import person
from tests.search.test_page import ODD

pytestmark = pytest.mark.django_db

PAGE = "/admin/publications/search/everywhere/"
OFFICE = "Office of Coastal Affairs"


def found(client, typed=OFFICE, name="orla", **more):
    client.force_login(person(name))
    return asked(client, typed, **more)


def asked(client, typed=OFFICE, **more):
    answer = client.get(PAGE, {"q": typed, **more})
    assert answer.status_code == 200
    return answer.context


def titles(context):
    return {held.editions[0].edition.title for held, _editions in context["texts"]}


def test_what_is_live_scheduled_or_written_is_found_in_all_languages(client):
    for state in factories.BY_STATE:
        factories.BY_STATE[state](title=state, body=f"The {OFFICE} said so.")
    factories.draft(title="fr", language="fr", body=f"L’{OFFICE}.")
    factories.draft(title="none", body="The Affairs of the Coastal Office.")
    now = {"draft", "in_review", "approved", "waiting", "scheduled", "live"}
    now |= {"emergency", "fr"}
    over = {"superseded", "withdrawn", "retracted", "replaced"}
    assert titles(found(client)) == now
    assert titles(found(client, earlier="on")) == now | over
    assert titles(found(client, how="words")) == now | {"none"}


def test_a_live_text_and_its_draft_are_one_text_with_two_wordings(client):
    live = factories.released(title="Rivers", body=f"{OFFICE}. The {OFFICE}.")
    draft = factories.do("revise", live, "dara")
    context = found(client)
    ((held, editions),) = context["texts"]
    assert [(h.edition.pk, state[0], h.number) for h, state in editions] == [
        (draft.pk, "draft", 2),
        (live.pk, "live", 2),
    ]
    assert (context["page"].paginator.count, context["total"]) == (1, (4, True))
    words = factories.content(title="Rivers", body="The Office of the Sea.")
    factories.do("save", draft, "dara", content=words)
    ((held, editions),) = found(client)["texts"]
    assert [h.edition.pk for h, _state in editions] == [live.pk]


def test_each_place_is_told_with_the_words_around_it(client):
    edition = factories.draft(
        title=f"{OFFICE} opens",
        subtitle=f"the OFFICE of COASTAL affairs, {OFFICE}",
        byline=f"Head of the {OFFICE}",
        body=f"Before. {'Words. ' * 60} <i>The {OFFICE}</i>, {'Words. ' * 60}",
    )
    workflow.remark(edition, f"It is no {OFFICE} now.", by=person("rhea"))
    context = found(client)
    (((holding, _state),),) = [editions for _held, editions in context["texts"]]
    assert holding.number == 6 and holding.more == 1
    where = [place.piece.where.value for place in holding.first]
    assert where == ["title", "subtitle", "subtitle", "body", "byline"]
    told = [part.text for part in holding.first[3].parts]
    assert told[0] == told[-1] == "…" and OFFICE in told
    assert 100 < len("".join(told)) < 260
    html = client.get(PAGE, {"q": OFFICE}).content.decode()
    assert html.count(f"<mark>{OFFICE}</mark>") == 4  # one is in capitals
    assert "and 1 more" in html and "6 places" in html


def test_names_on_record_are_no_words_of_a_text(client):
    edition = factories.draft(signatories=(workflow.Signatory("Bo Halm", "", ""),))
    workflow.place(edition, OFFICE, by=person("dara"))
    assert not found(client)["texts"]


def test_pages_of_the_site_hold_it_too(client):
    dara = person("dara")
    workflow.begin_page("a", "en", title="About", body=f"**{OFFICE}**", by=dara)
    context = found(client)
    assert context["number_of_pages"] == 1
    assert context["pages"][0].number == 1
    assert "About" in client.get(PAGE, {"q": OFFICE}).content.decode()


def test_what_is_limited_is_neither_found_nor_counted(client):
    edition = factories.draft(title="Hush", body=OFFICE)
    workflow.limit(edition, by=person("dara"))
    for name, number in (("dara", 1), ("petra", 0), ("orla", 0)):
        context = found(client, name=name)
        assert context["page"].paginator.count == number
        assert context["total"].places == number


@pytest.mark.parametrize(("name", "status"), [("stella", 403), ("admin", 403)])
def test_who_reads_no_texts_is_refused(client, name, status):
    client.force_login(person(name))
    assert client.get(PAGE).status_code == status


def test_texts_come_page_by_page_and_totals_stay_true(client, monkeypatch):
    monkeypatch.setattr(everywhere, "PER_PAGE", 2)
    for number in range(3):
        factories.draft(title=f"T{number}", body=f"{OFFICE} {OFFICE}")
    assert titles(found(client)) == {"T2", "T1"}
    context = found(client, page="2")
    assert titles(context) == {"T0"}
    assert (context["page"].paginator.count, context["total"]) == (3, (6, True))
    for odd in ("0", "x", "99"):
        assert found(client, page=odd)["page"].number in (1, 2)
    html = client.get(PAGE, {"q": OFFICE, "how": "words"}).content.decode()
    assert "&amp;how=words&amp;page=2" in html


def test_it_is_said_where_not_all_places_are_counted(client, monkeypatch):
    monkeypatch.setattr(everywhere, "COUNTED", 2)
    for number in range(3):
        factories.draft(title=f"T{number}", body=OFFICE)
    assert found(client)["total"] == (2, False)
    assert "more than 2 places" in client.get(PAGE, {"q": OFFICE}).content.decode()


def test_many_editions_of_one_text_are_bounded(client, monkeypatch):
    monkeypatch.setattr(everywhere, "EDITIONS", 1)
    past = datetime(2026, 1, 1, tzinfo=UTC)
    first = factories.recorded(past, title="Rivers", body=OFFICE)
    factories.do("revise", first, "dara")
    ((held, editions),) = found(client)["texts"]
    assert (len(editions), held.more) == (1, 1)


@pytest.mark.parametrize("how", ["exact", "words", "nonsense"])
def test_nothing_typed_is_an_error(client, how):
    factories.draft()
    for typed in (*ODD, "rivers " * 1500):
        found(client, typed, how=how, page="1")


def test_what_it_costs(client):
    """Texts are counted, their ids and editions read with what belongs to them, and
    once more to count the places: as many questions for one text as for twenty."""
    factories.draft(body=OFFICE)
    found(client)
    with CaptureQueriesContext(connection) as few:
        asked(client)
    for number in range(8):
        factories.draft(title=f"T{number}", body=OFFICE)
    with CaptureQueriesContext(connection) as many:
        assert len(asked(client)["texts"]) == 9
    assert len(many) == len(few) <= 30
