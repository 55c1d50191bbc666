"""Archives at the desk: a batch is looked at, submitted, approved and released."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import workflow
from publications.admin import archive
from publications.models import AuditEntry, Edition
from tests import factories
from tests.admin.test_editions import sign_in
from tests.archives import approved, editions, former, released, submitted, taken_in
from tests.people import person

pytestmark = pytest.mark.django_db

LIST = "/admin/publications/archivebatch/"
READERS = ["dara", "tomas", "rhea", "petra", "hugo", "orla"]


def address(batch):
    return f"{LIST}{batch.pk}/change/"


def page(client, batch, name, query="", status=200):
    sign_in(client, name)
    answer = client.get(address(batch) + query)
    assert answer.status_code == status
    return answer.content.decode()


def press(client, batch, name, act):
    sign_in(client, name)
    return client.post(address(batch), {"_act": act})


def buttons(html):
    return re.findall(r'name="_act" value="(\w+)"', html)


def test_the_list_leads_to_the_batch(client):
    batch = taken_in(name="Site of 2012")
    sign_in(client, "orla")
    html = client.get(LIST).content.decode()
    assert f'href="{address(batch)}"' in html
    assert "Site of 2012" in html
    assert "addlink" not in html
    assert "deletelink" not in html


def test_a_batch_shows_each_text_with_language_day_address_and_state(client):
    batch = taken_in(former(1), former(2, language="fr", title="Deux rives"))
    html = page(client, batch, "orla")
    for words in (
        "A text of before 1",
        '<bdi lang="fr">Deux rives</bdi>',
        editions(batch)[1].text.language_name,
        "2019-05-02",
        "/news.php?id=1",
        '<span class="state draft">Draft</span>',
        f"/admin/publications/edition/{editions(batch)[0].pk}/change/",
        "2 texts",
    ):
        assert words in html
    assert buttons(html) == []


def test_from_draft_to_public_by_three_buttons(client):
    batch = taken_in()
    for name, act in (
        ("dara", "submit_batch"),
        ("rhea", "approve_batch"),
        ("petra", "release_batch"),
    ):
        assert buttons(page(client, batch, name)) == [act]
        answer = press(client, batch, name, act)
        assert (answer.status_code, answer.headers["Location"]) == (302, address(batch))
        assert "Done, with 2 texts." in page(client, batch, name)
    assert Edition.objects.filter(recorded=True).count() == 2
    assert 'class="state live"' in page(client, batch, "orla")


@pytest.mark.parametrize(
    ("make", "offered"),
    [
        (taken_in, {"dara": "submit", "rhea": "submit", "petra": "submit"}),
        (submitted, {"rhea": "approve", "petra": "approve", "hugo": "approve"}),
        (approved, {"petra": "release"}),
        (released, {}),
    ],
)
def test_a_button_is_shown_to_who_may_press_it_alone(client, make, offered):
    batch = make()
    offered = {"hugo": "submit", **offered} if make is taken_in else offered
    for name in READERS:
        expected = [f"{offered[name]}_batch"] if name in offered else []
        assert buttons(page(client, batch, name)) == expected, name


@pytest.mark.parametrize(
    ("name", "act", "status", "words"),
    [
        ("orla", "submit_batch", 403, "Your role does not include this."),
        ("dara", "approve_batch", 403, "Your role does not include this."),
        ("rhea", "release_batch", 403, "Your role does not include this."),
        ("petra", "release_batch", 409, "so this can&#x27;t be done"),
        ("petra", "approve_batch", 409, "so this can&#x27;t be done"),
        ("petra", "delete_batch", 409, "There is no such act."),
        ("petra", "", 409, "There is no such act."),
    ],
)
def test_what_is_refused_is_said_in_words(client, name, act, status, words):
    batch = taken_in()
    answer = press(client, batch, name, act)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert {edition.stage for edition in editions(batch)} == {"draft"}
    refused = AuditEntry.objects.filter(act="refused").count()
    assert refused == (0 if "no such act" in words else 1)


@pytest.mark.parametrize("name", ["stella", "admin", ""])
def test_who_reads_no_texts_finds_no_archive(client, name):
    batch = taken_in()
    if name:
        sign_in(client, name)
    for path in (LIST, address(batch)):
        assert client.get(path).status_code == (403 if name else 302)
    act = {"_act": "submit_batch"}
    assert client.post(address(batch), act).status_code == (403 if name else 302)
    assert {edition.stage for edition in editions(batch)} == {"draft"}


@pytest.mark.parametrize("pk", ["0", "999999", "x", "9" * 40, "%00"])
def test_a_batch_that_is_not_there_is_not_found(client, pk):
    sign_in(client, "petra")
    assert client.get(f"{LIST}{pk}/change/").status_code == 404
    assert client.post(f"{LIST}{pk}/change/").status_code == 404


def test_nothing_is_added_or_deleted_here(client):
    batch = taken_in()
    sign_in(client, "petra")
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{batch.pk}/delete/").status_code == 403
    history = client.get(f"{LIST}{batch.pk}/history/")
    assert history.headers["Location"] == address(batch)


def test_a_limited_text_is_shown_to_its_circle_alone(client):
    batch = submitted()
    first, second = editions(batch)
    workflow.limit(second, by=person("dara"))
    html = page(client, batch, "rhea")
    assert first.title in html
    assert second.title not in html
    assert "/news.php?id=2" not in html
    assert buttons(html) == []
    answer = press(client, batch, "rhea", "approve_batch")
    assert answer.status_code == 403
    assert second.title not in answer.content.decode()
    assert second.title in page(client, batch, "dara")


def test_the_latest_edition_of_a_text_is_shown(client):
    batch = released()
    first = editions(batch)[0]
    draft = factories.do("revise", first, "dara")
    html = page(client, batch, "dara")
    assert f"/edition/{draft.pk}/change/" in html
    assert f"/edition/{first.pk}/change/" not in html


def test_a_page_has_a_hundred_and_leads_on(client, monkeypatch):
    assert archive.PER_PAGE == 100
    monkeypatch.setattr(archive, "PER_PAGE", 2)
    batch = taken_in(former(1), former(2), former(3))
    html = page(client, batch, "orla")
    assert "A text of before 2" in html
    assert "A text of before 3" not in html
    assert 'rel="next" href="?page=2"' in html
    assert "3 texts" in html
    assert "A text of before 3" in page(client, batch, "orla", "?page=2")
    for odd in ("0", "x", "99", "1e9", "-1", "%00"):
        page(client, batch, "orla", f"?page={odd}")


def test_the_page_costs_the_same_whatever_the_number_of_texts(client):
    counts = []
    for first, last in ((1, 2), (10, 13), (20, 29)):
        batch = submitted(*(former(n) for n in range(first, last)), name=f"{last}")
        page(client, batch, "petra")
        with CaptureQueriesContext(connection) as found:
            client.get(address(batch))
        counts.append(len(found))
    assert len(set(counts)) == 1, counts
    # Session, account, roles, batch; circle twice; stages, first text with its
    # clearance, and what it lacks; count, texts, old addresses, editions,
    # withdrawals; notices.
    assert counts[0] <= 36


def test_a_notice_leads_to_the_batch(client):
    person("rhea")
    batch = submitted(name="Site of 2012")
    sign_in(client, "rhea")
    html = client.get("/admin/publications/notice/").content.decode()
    assert f'<a href="{address(batch)}"><bdi>Site of 2012</bdi></a>' in html
    assert "Archive: review requested" in html


def test_the_page_says_what_a_text_in_review_still_lacks(client):
    factories.leading()
    batch = submitted(former(1))
    press(client, batch, "rhea", "approve_batch")
    html = page(client, batch, "petra")
    assert "the approval of the head of mission (Ada Venn)" in html
    assert 'value="release_batch"' not in html
