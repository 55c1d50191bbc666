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
from tests.test_withdrawn import reinstate, take_down
from tests.views.stored import addresses, headers_of, is_no_address

pytestmark = pytest.mark.django_db

TOKEN = "zyxcanary"
MOMENT = factories.soon(60)
YEAR = MOMENT.year
# The page says again what was typed; this finds the token, and isn't it.
SEARCHED = "zyxc%C3%A1nary"
SEARCHES = [
    f"/en/search/?q={SEARCHED}",
    f"/en/search/?q=venn+OR+{SEARCHED}",
    f"/fr/search/?q={SEARCHED}&sort=date&year={YEAR}&kind=op-eds",
    f"/en/search/feed.atom?q={SEARCHED}",
    "/en/search/?q=zyxcenary",  # misspelt: it is what may have been meant
]
PATHS = [
    "/",
    "/en/",
    "/fr/",
    *(f"/en/{kind.path}/" for kind in Kind),
    "/en/feed.rss",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap-en.xml",
    f"/sitemap-en-{YEAR}.xml",
    "/robots.txt",
    "/en/people/ada-venn/",
    f"/en/people/{TOKEN}-name/",
    f"/en/{YEAR}/{TOKEN}-title/",
    f"/en/1999/{TOKEN}-title/",
    f"/fr/{YEAR}/{TOKEN}-title/",
    f"/en/?before=en/{TOKEN}-title",
    f"/en/{YEAR}/no-such-text/",
    f"/en/{YEAR}/{TOKEN}-title/editions/1/1/",
    f"/en/{YEAR}/",
    f"/en/{MOMENT:%Y/%m}/",
    "/en/corrections/",
    "/en/opensearch.xml",
    *SEARCHES,
]


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(clock, "_read", lambda: (moment, None))


def answers(client):
    return {
        (path, method): _answer(getattr(client, method)(path))
        for path in PATHS
        for method in ("get", "head", "post", "options")
    }


def _answer(answer):
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, headers_of(answer), content


def schedule():
    signatory = Signatory(f"{TOKEN} Name", "Ms.", f"{TOKEN} of posts")
    picture = factories.described(
        factories.picture(),
        alt=f"{TOKEN} alternative",
        caption=f"{TOKEN} caption",
        credit=f"{TOKEN} credit",
        printable=True,
    )
    recording = factories.attachment(
        f"{TOKEN}.mp3", title=f"{TOKEN} speech", transcript=f"{TOKEN} transcript"
    )
    edition = factories.scheduled(
        MOMENT,
        title=f"{TOKEN} title",
        body=f"{TOKEN} body\n\n![](image:{picture.uuid})",
        summary=f"{TOKEN} summary",
        lead=str(picture.uuid),
        attachments=(str(recording.uuid),),
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
    print(f"{len(after)} answers compared")  # noqa: T201 - with `-s`
    staff = Client()
    staff.force_login(person("stella"))
    seen = answers(staff)
    for key, (status, _headers, content) in after.items():
        assert TOKEN.encode() not in content, key
        assert seen[key][0] == status
        assert seen[key][2] == content, key
    picture = edition.revision.image_uses.first().image
    files = addresses(picture, edition.revision.attachment_uses.get().attachment)
    for moment in (MOMENT - timedelta(seconds=1), just_before):
        at(moment)
        for path in files:
            assert is_no_address(client, path), path
            assert is_no_address(staff, path), path

    at(MOMENT)
    for path in files:
        assert client.get(path).status_code == 200, path
    shown = client.get(edition.get_absolute_url()).content.decode()
    for word in ("alternative", "caption", "credit", "speech", "transcript"):
        assert f"{TOKEN} {word}" in shown
    for path in (
        "/en/",
        "/en/op-eds/",
        "/en/feed.rss",
        f"/en/{YEAR}/",
        f"/en/{MOMENT:%Y/%m}/",
        "/sitemap-news.xml",
        "/sitemap-en.xml",
        f"/sitemap-en-{YEAR}.xml",
        "/en/people/ada-venn/",
        f"/en/people/{TOKEN}-name/",
        *SEARCHES,
        edition.get_absolute_url(),
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert TOKEN.encode() in answer.content, path


def test_a_new_edition_with_another_address_is_unknown_before_its_moment(client, at):
    first = factories.recorded(datetime(2026, 5, 6, tzinfo=UTC))
    at(MOMENT - timedelta(seconds=1))
    path = first.get_absolute_url()
    paths = [path, "/en/", "/en/feed.rss", "/sitemap.xml", "/sitemap-en-2026.xml"]
    paths.append(f"/en/2026/{TOKEN}/")
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


@pytest.fixture
def shown():
    """A picture and a live text that shows it, both full of the token. The address
    has none of it: whoever asks for it knows it."""
    picture = factories.picture()
    edition = factories.released(
        title=f"{TOKEN} title",
        subtitle=f"{TOKEN} subtitle",
        summary=f"{TOKEN} summary",
        body=f"{TOKEN} body\n\n![{TOKEN}](image:{picture.uuid})",
        byline=f"{TOKEN} byline",
        place=f"{TOKEN} town",
        slug="asked-for",
        signatories=(Signatory(f"{TOKEN} Name", "Ms.", f"{TOKEN} of posts"),),
    )
    return edition, picture


def everywhere(client, edition, picture):
    """Every public answer, those at the text's and its picture's address, too."""
    asked = answers(client)
    for path in (edition.get_absolute_url(), picture.get_absolute_url()):
        for headers in ({}, {"Range": "bytes=0-99"}, {"If-None-Match": "*"}):
            for method in ("get", "head"):
                answer = getattr(client, method)(path, headers=headers)
                asked[path, method, *headers] = _answer(answer)
    return asked


def test_after_a_retraction_no_answer_holds_a_word_of_the_text(client, shown):
    edition, picture = shown
    outlet = {"presenting_sentence": TOKEN, "confirmed": True}
    workflow.place(edition, f"{TOKEN} Times", by=person("dara"), **outlet)
    said = everywhere(client, *shown)
    assert {key[0] for key in said if TOKEN in str(said[key])} == {
        "/en/",
        "/fr/",
        f"/en/{YEAR}/",
        f"/en/{MOMENT:%Y/%m}/",
        "/en/op-eds/",
        "/en/feed.rss",
        f"/en/people/{TOKEN}-name/",
        "/sitemap-news.xml",
        "/sitemap-en.xml",
        *SEARCHES,
        edition.get_absolute_url(),
    }
    take_down(edition, "retracted")
    for key, (status, headers, content) in everywhere(client, *shown).items():
        assert TOKEN.encode() not in content, key
        assert TOKEN not in str(headers), key
        assert status != 200 or key[0] not in {
            edition.get_absolute_url(),
            picture.get_absolute_url(),
        }


def test_a_reinstated_text_brings_nothing_back_of_the_one_retracted(client, shown):
    edition, _picture = shown
    take_down(edition, "retracted")
    reinstate(edition, slug="asked-for", title="Said anew")
    for key, (_status, _headers, content) in everywhere(client, *shown).items():
        assert TOKEN.encode() not in content, key


def test_a_withdrawn_text_is_nowhere_but_at_its_address_and_in_the_feed(client, shown):
    edition, _picture = shown
    take_down(edition)
    maps = ["/sitemap-news.xml", "/sitemap-en.xml", f"/sitemap-en-{YEAR}.xml"]
    for path in ("/en/", "/en/op-eds/", f"/en/people/{TOKEN}-name/", *maps):
        assert TOKEN.encode() not in client.get(path).content
    assert TOKEN.encode() in client.get(edition.get_absolute_url()).content
    feed = client.get("/en/feed.rss").content.decode()
    assert f"Withdrawn: {TOKEN} title" in feed
    for words in ("body", "summary", "subtitle", "town"):
        assert f"{TOKEN} {words}" not in feed


@pytest.mark.parametrize("outcome", ["withdrawn", "retracted"])
def test_what_is_to_follow_a_text_taken_down_is_unknown(client, at, shown, outcome):
    edition, _picture = shown
    take_down(edition, outcome)
    paths = [edition.get_absolute_url(), "/en/", "/en/feed.rss", "/sitemap.xml"]
    paths += [f"/en/{YEAR}/to-come/", "/en/1999/to-come/", f"/sitemap-en-{YEAR}.xml"]
    at(MOMENT - timedelta(seconds=1))
    before = [_answer(client.get(path)) for path in paths]
    second = factories.do("revise", edition, "dara")
    coming = factories.content(slug="to-come", title="Canary to come")
    factories.do("save", second, "dara", content=coming)
    factories.do("submit", second, "dara")
    factories.do("approve", second, "rhea")
    factories.do("schedule", second, "petra", moment=MOMENT, change="technical")
    assert [_answer(client.get(path)) for path in paths] == before
    at(MOMENT)
    assert client.get(f"/en/{YEAR}/to-come/").status_code == 200


def test_the_admins_shortcut_tells_nobody_the_address(client):
    edition = schedule()
    for name in ("stella", "admin", "petra"):
        client.force_login(person(name))
        for number in range(1, 40):
            answer = client.get(f"/admin/r/{number}/{edition.pk}/")
            assert answer.status_code == 404
            assert "Location" not in answer.headers
