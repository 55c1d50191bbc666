"""The report of where our texts appeared, and its table for spreadsheets."""

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publications import workflow
from publications.admin import placement_report
from publications.models import Outlet
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

REPORT = reverse("admin:placement_report")


def place(edition, outlet, **told):
    told = {"confirmed": True, "role": "reprint", **told}
    return workflow.place(edition, outlet, by=person("dara"), **told)


@pytest.fixture
def rivers():
    """A text in English with placements in two countries and three languages."""
    edition = factories.released()
    url = "https://herald.example/rivers"
    day = date(2026, 3, 1)
    known = {"headline": "Rivers", "url": url, "page": "p. 3", "sameness": "identical"}
    place(edition, "Herald", role="first", appeared_on=day, **known)
    place(edition, "Qonşu", language="az", appeared_on=date(2026, 4, 1))
    place(edition, "Herald", role="report", language="ka", headline="მდინარე")
    place(edition, "To Come", confirmed=False, appeared_on=date(2026, 5, 1))
    Outlet.objects.filter(name="Herald").update(country="Tarsenia")
    Outlet.objects.filter(name="Qonşu").update(country="Azerbaijan")
    return edition


@pytest.fixture
def at_the_desk(client):
    client.force_login(person("dara"))
    return client


def found(client, **asked):
    answer = client.get(REPORT, asked)
    assert answer.status_code == 200
    return [row["placement"].outlet.name for row in answer.context["rows"]]


def table(client, **asked):
    answer = client.get(REPORT, {"format": "csv", **asked})
    return answer, answer.getvalue()


def cells(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_report_tells_of_what_is_confirmed_the_latest_first(at_the_desk, rivers):
    html = at_the_desk.get(REPORT).content.decode()
    assert found(at_the_desk) == ["Qonşu", "Herald", "Herald"]
    for told in ("1 March 2026", "Tarsenia", "First publication", "Rivers", "p. 3"):
        assert told in html
    for told in ("Identical", "Georgian", "Two Rivers, One Valley", "no date"):
        assert told in html
    assert 'href="https://herald.example/rivers"' in html


def test_it_is_asked_by_outlet_country_language_role_and_period(at_the_desk, rivers):
    herald = Outlet.objects.get(name="Herald")
    for asked, names in (
        ({"outlet": herald.pk}, ["Herald", "Herald"]),
        ({"country": "Azerbaijan"}, ["Qonşu"]),
        ({"language": "ka"}, ["Herald"]),
        ({"role": "first"}, ["Herald"]),
        ({"since": "2026-03-02"}, ["Qonşu"]),
        ({"until": "2026-03-01"}, ["Herald"]),
        ({"since": "2026-03-01", "until": "2026-04-01"}, ["Qonşu", "Herald"]),
        ({"since": "2026-04-02"}, []),
        ({"unconfirmed": "on"}, ["To Come", "Qonşu", "Herald", "Herald"]),
        ({"unconfirmed": "on", "since": "2026-04-02"}, ["To Come"]),
    ):
        assert found(at_the_desk, **asked) == names, asked


def test_outlets_are_counted(at_the_desk, rivers):
    totals = at_the_desk.get(REPORT).context["totals"]
    assert [(t["outlet__name"], t["n"]) for t in totals] == [
        ("Herald", 2),
        ("Qonşu", 1),
    ]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "2026-02-31"}, "There is no such day"),
        ({"until": "\0"}, "There is no such day"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "before the first one"),
        ({"outlet": "x"}, "Select a valid choice"),
        ({"country": "Nowhere"}, "Select a valid choice"),
        ({"language": "\0"}, "Select a valid choice"),
        ({"format": "csv", "role": "friend"}, "Select a valid choice"),
    ],
)
def test_bad_questions_are_answered_in_words(at_the_desk, rivers, asked, sentence):
    answer = at_the_desk.get(REPORT, asked)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "Qonşu</bdi>" not in answer.content.decode()


def test_a_page_that_isnt_there_is_the_last_one(at_the_desk, rivers, monkeypatch):
    monkeypatch.setattr(placement_report, "PER_PAGE", 2)
    assert found(at_the_desk, page="1") == ["Qonşu", "Herald"]
    assert found(at_the_desk, page="99") == ["Herald"]
    assert found(at_the_desk, page="\0") == ["Qonşu", "Herald"]
    html = at_the_desk.get(REPORT, {"country": "Tarsenia", "page": 1}).content.decode()
    assert "page=2" not in html
    html = at_the_desk.get(REPORT, {"role": "", "page": 2}).content.decode()
    assert 'href="?role=&amp;page=1"' in html


# --- What one may see


def test_it_tells_of_what_the_person_may_see(client, rivers):
    hidden = factories.draft(title="A hidden text")
    place(hidden, "Secret Herald")
    Outlet.objects.filter(name="Secret Herald").update(country="Hiddenland")
    workflow.limit(hidden, by=person("dara"))
    client.force_login(person("dara"))
    assert "Secret Herald" in found(client)
    client.force_login(person("rhea"))
    html = client.get(REPORT).content.decode()
    for word in ("Secret Herald", "A hidden text", "Hiddenland"):
        assert word not in html
    secret = Outlet.objects.get(name="Secret Herald").pk
    assert client.get(REPORT, {"outlet": secret}).status_code == 400
    assert b"Secret" not in table(client)[1]


def test_of_a_limited_text_the_public_title_is_told(client):
    edition = factories.released(title="Public title")
    place(edition, "Herald")
    draft = factories.do("revise", edition, "dara")
    factories.do("save", draft, "dara", content=factories.content(title="Draft title"))
    workflow.limit(draft, by=person("dara"))
    client.force_login(person("rhea"))
    html = client.get(REPORT).content.decode()
    assert "Public title" in html
    assert "Draft title" not in html


@pytest.mark.parametrize("name", ["orla", "hugo", "stella", "admin"])
def test_it_is_for_who_keeps_placements(client, name):
    client.force_login(person(name))
    assert client.get(REPORT).status_code == 403


def test_strangers_are_asked_to_sign_in_and_nobody_posts(client):
    assert client.get(REPORT).status_code == 302
    client.force_login(person("dara"))
    assert client.post(REPORT).status_code == 405
    assert client.head(REPORT).status_code == 200


# --- The table


def test_the_table_is_what_spreadsheets_read(at_the_desk, rivers):
    answer, data = table(at_the_desk)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert data.startswith(b"\xef\xbb\xbfdate,")
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    header, *rows = cells(data)
    assert len(rows) == 3
    assert dict(zip(header, rows[1], strict=True)) == {
        "date": "2026-03-01",
        "outlet": "Herald",
        "country": "Tarsenia",
        "role": "First publication",
        "our title": "Two Rivers, One Valley",
        "language": "English",
        "the outlet's headline": "Rivers",
        "address": "https://herald.example/rivers",
        "page": "p. 3",
        "compared with our text": "Identical",
        "confirmed": "yes",
    }
    assert [row[1] for row in cells(table(at_the_desk, language="az")[1])[1:]] == [
        "Qonşu"
    ]


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1", '=HYPERLINK("x")'],
)
def test_a_cell_is_never_a_formula(cell):
    assert placement_report._harmless(cell) == f"'{cell}"


def test_formulas_in_what_outlets_wrote_are_words(at_the_desk):
    edition = factories.released(title="@A title")
    place(
        edition, "=Herald", headline='=HYPERLINK("https://a.example","x"), or', page="-"
    )
    row = cells(table(at_the_desk)[1])[1]
    assert row[1] == "'=Herald"
    assert row[4] == "'@A title"
    assert row[6] == '\'=HYPERLINK("https://a.example","x"), or'
    assert row[8] == "'-"


def test_a_harmless_cell_stays_as_it_is():
    for cell in ("", "A = B", "2026-03-01", "“-”", "https://a.example/?a=1"):
        assert placement_report._harmless(cell) == cell


def test_a_table_of_many_rows_is_whole(at_the_desk, rivers, monkeypatch):
    monkeypatch.setattr(placement_report, "AT_ONCE", 2)
    assert len(cells(table(at_the_desk)[1])) == 4


# --- How it asks


def test_the_number_of_queries_does_not_grow(at_the_desk, rivers):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            at_the_desk.get(REPORT)
        return len(queries)

    asked()
    before = asked()
    for number in range(5):
        edition = factories.released(title=f"Text {number}")
        place(edition, f"Outlet {number}")
        place(edition, "Herald", role="report")
    assert asked() == before


def test_an_address_that_is_none_of_the_web_is_no_link(at_the_desk, rivers):
    html = at_the_desk.get(REPORT).content.decode()
    assert 'href="javascript' not in html


def test_what_was_discarded_appeared_nowhere(at_the_desk):
    edition = factories.draft(title="Given up")
    place(edition, "Herald")
    assert found(at_the_desk) == ["Herald"]
    factories.do("discard", edition, "dara")
    assert found(at_the_desk) == []
    assert b"Given up" not in table(at_the_desk)[1]
