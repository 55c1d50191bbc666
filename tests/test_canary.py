"""A scheduled text answers exactly as one that doesn't exist, to the second.

Every public address is asked before the text was written and after it was scheduled;
the answers must be the same to the byte, and no answer may hold its token.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from publications import clock, workflow
from publications.models import Kind
from publications.workflow import Signatory
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

TOKEN = "zyxcanary"
MOMENT = factories.soon(60)
YEAR = MOMENT.year
PATHS = [
    "/",
    "/en/",
    "/fr/",
    *(f"/en/{kind.path}/" for kind in Kind),
    "/en/feed.rss",
    "/sitemap.xml",
    "/robots.txt",
    "/en/people/ada-venn/",
    f"/en/people/{TOKEN}-name/",
    f"/en/{YEAR}/{TOKEN}-title/",
    f"/en/1999/{TOKEN}-title/",
    f"/fr/{YEAR}/{TOKEN}-title/",
    f"/en/?before=en/{TOKEN}-title",
    f"/en/{YEAR}/no-such-text/",
]


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "moment", lambda: moment)


def answers(client):
    return {
        (path, method): _answer(getattr(client, method)(path))
        for path in PATHS
        for method in ("get", "head", "post", "options")
    }


def _answer(answer):
    return answer.status_code, sorted(answer.headers.items()), answer.content


def schedule():
    signatory = Signatory(f"{TOKEN} Name", "Ms.", f"{TOKEN} of posts")
    edition = factories.scheduled(
        MOMENT,
        title=f"{TOKEN} title",
        body=f"{TOKEN} body",
        summary=f"{TOKEN} summary",
        signatories=(signatory, factories.VENN),
    )
    workflow.place(edition, f"{TOKEN} Times", by=person("dara"), confirmed=True)
    return edition


def test_nothing_differs_before_the_moment_and_all_is_there_at_it(client, at):
    factories.recorded(datetime(2026, 5, 6, tzinfo=UTC), title="An older text")
    just_before = MOMENT - timedelta(microseconds=1)
    at(just_before)
    before = answers(client)
    edition = schedule()
    after = answers(client)
    assert after == before
    staff = Client()
    staff.force_login(person("stella"))
    seen = answers(staff)
    for key, (status, _headers, content) in after.items():
        assert TOKEN.encode() not in content, key
        assert seen[key][0] == status
        assert seen[key][2] == content, key

    at(MOMENT)
    for path in (
        "/en/",
        "/en/op-eds/",
        "/en/feed.rss",
        "/sitemap.xml",
        "/en/people/ada-venn/",
        f"/en/people/{TOKEN}-name/",
        edition.get_absolute_url(),
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert TOKEN.encode() in answer.content, path


def test_a_new_edition_with_another_address_is_unknown_before_its_moment(client, at):
    first = factories.recorded(datetime(2026, 5, 6, tzinfo=UTC))
    at(MOMENT - timedelta(seconds=1))
    path = first.get_absolute_url()
    paths = [path, "/en/", "/en/feed.rss", "/sitemap.xml", f"/en/2026/{TOKEN}/"]
    before = [_answer(client.get(p)) for p in paths]
    second = factories.do("revise", first, "dara")
    changed = factories.content(slug=TOKEN, title=TOKEN, body=TOKEN)
    factories.do("save", second, "dara", content=changed)
    factories.do("submit", second, "dara")
    factories.do("approve", second, "rhea")
    factories.do("schedule", second, "petra", moment=MOMENT, change="technical")
    assert [_answer(client.get(p)) for p in paths] == before
    at(MOMENT)
    assert client.get(path).headers["Location"] == f"/en/2026/{TOKEN}/"
    assert client.get(f"/en/2026/{TOKEN}/").status_code == 200


def test_the_admins_shortcut_tells_nobody_the_address(client):
    edition = schedule()
    for name in ("stella", "admin", "petra"):
        client.force_login(person(name))
        for number in range(1, 40):
            answer = client.get(f"/admin/r/{number}/{edition.pk}/")
            assert answer.status_code == 404
            assert "Location" not in answer.headers
