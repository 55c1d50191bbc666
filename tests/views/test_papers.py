"""PDFs on the public site: who is given one, and whose page leads to one."""

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications.middleware import MEDIA_CACHE
from tests import factories
from tests.views.test_editions import (
    FIRST,
    SECOND,
    at,  # noqa: F401 - a fixture
    corrected,
    scheduled,
    take_down,
    text,
)

pytestmark = pytest.mark.django_db

PAGE = "/en/2026/rivers/"
PDF = f"{PAGE}index.pdf"
LINK = '<a href="index.pdf" type="application/pdf">'
ALTERNATE = (
    f'<link rel="alternate" type="application/pdf" href="https://press.example{PDF}">'
)


def get(client, path=PDF, status=200, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    return answer


def bytes_of(answer):
    return b"".join(answer.streaming_content)


def test_it_is_shown_under_a_name_to_keep_it_by(client):
    factories.paper(text())
    answer = get(client)
    assert bytes_of(answer) == b"%PDF-1.7 a sheet"
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'inline; filename="rivers-1.pdf"'
    assert headers["Cache-Control"] == MEDIA_CACHE
    assert headers["X-Robots-Tag"] == "noindex"
    # Chromium's viewer shows nothing in a sandbox.
    assert "sandbox" not in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    etag = f'"{hashlib.sha256(b"%PDF-1.7 a sheet").hexdigest()}"'
    assert headers["ETag"] == etag
    get(client, status=304, **{"If-None-Match": etag})


def test_the_page_leads_to_it_where_it_is(client):
    edition = text()
    for path in (PAGE, FIRST):
        assert "application/pdf" not in get(client, path).content.decode()
    get(client, status=404)
    get(client, f"{FIRST}index.pdf", status=404)
    factories.paper(edition)
    page = get(client, PAGE).content.decode()
    assert LINK in page and "16\xa0bytes" in page and ALTERNATE in page
    assert LINK in get(client, FIRST).content.decode()
    get(client)
    get(client, f"{FIRST}index.pdf")


def test_while_it_is_being_made_there_is_none(client):
    made = factories.paper(text())
    made.digest = ""
    made.save()
    assert LINK not in get(client, PAGE).content.decode()
    get(client, status=404)


def test_of_what_is_to_come_there_is_none_even_if_it_is_made(client, at):  # noqa: F811
    first = text()
    factories.paper(first, b"%PDF-1.7 first")
    moment = factories.soon()
    second = scheduled(first, moment)
    factories.paper(second, b"%PDF-1.7 second")
    assert bytes_of(get(client)) == b"%PDF-1.7 first"
    get(client, f"{SECOND}index.pdf", status=404)
    at(moment + timedelta(seconds=1))
    assert bytes_of(get(client)) == b"%PDF-1.7 second"
    assert bytes_of(get(client, f"{FIRST}index.pdf")) == b"%PDF-1.7 first"
    assert bytes_of(get(client, f"{SECOND}index.pdf")) == b"%PDF-1.7 second"


def test_a_draft_has_none(client):
    factories.paper(factories.approved(slug="rivers"))
    get(client, status=404)


def test_another_address_leads_to_its_own(client):
    edition = text()
    assert get(client, "/en/2020/rivers/index.pdf", 301).headers["Location"] == PDF
    corrected(edition, slug="two-rivers")
    moved = get(client, PDF, 301).headers["Location"]
    assert moved == "/en/2026/two-rivers/index.pdf"
    elsewhere = f"{moved.removesuffix('index.pdf')}editions/1/index.pdf"
    own = get(client, elsewhere, 301).headers["Location"]
    assert own == f"{FIRST}index.pdf"


def test_a_retracted_one_is_gone(client):
    edition = text()
    factories.paper(edition)
    take_down(edition, "retracted")
    get(client, status=410)
    get(client, f"{FIRST}index.pdf", status=404)


def test_of_a_withdrawn_text_only_the_sheet_that_says_so_is_given(client):
    edition = text()
    made = factories.paper(edition)
    take_down(edition)
    for path in (PDF, f"{FIRST}index.pdf"):
        get(client, path, status=404)
    assert LINK not in get(client, PAGE).content.decode()
    made.withdrawal = edition.withdrawals.get()
    made.save()
    for path in (PDF, f"{FIRST}index.pdf"):
        get(client, path)
    assert LINK in get(client, PAGE).content.decode()


def test_it_costs_a_page_no_query(client):
    factories.paper(text())
    for path in (PAGE, FIRST, "/en/"):
        with CaptureQueriesContext(connection) as asked:
            get(client, path)
        assert len(asked) <= 8
        assert not [q for q in asked if 'FROM "publications_paper"' in q["sql"]]
