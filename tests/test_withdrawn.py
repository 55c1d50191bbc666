"""What readers find where a text was taken down."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from publications import workflow
from publications.middleware import PUBLIC_CACHE
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
PATH = "/en/2026/rivers/"
NOTE = "The figure for the year was that of another river."


def text(**changes):
    """A live text whose slug tells nothing of its title."""
    return factories.recorded(MAY, **{"slug": "rivers", **changes})


def take_down(edition, outcome="withdrawn", reason="error", note=NOTE, **more):
    decided = workflow.TakingDown(outcome, reason, note, **more)
    return factories.do("withdraw", edition, "petra", decided=decided)


def new_edition(edition, **changes):
    """The next edition, cleared and ready to be released."""
    new = factories.do("revise", edition, "dara")
    content = factories.content(**{"slug": "rivers", **changes})
    factories.do("save", new, "dara", content=content)
    factories.do("submit", new, "dara")
    return factories.do("approve", new, "rhea")


def reinstate(edition, **changes):
    """Release the next edition: of a live text, this is a correction."""
    new = new_edition(edition, **changes)
    told = {"change": "correction", "public_note": "The figure was put right."}
    return factories.do("release", new, "petra", **told)


def page(client, path=PATH, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


class TestWithdrawn:
    def test_the_text_stays_readable_under_a_note_that_says_why(self, client):
        edition = text()
        take_down(edition)
        html = page(client)
        note = html[html.index('<aside class="notice"') : html.index("</aside>")]
        assert 'role="note"' in note
        assert "This text was withdrawn on <time" in note
        assert "It was wrong in substance" in note
        assert NOTE in note
        assert "<p>The first paragraph.</p>" in html
        assert html.index("</aside>") < html.index("<h1>")

    def test_title_and_robots_say_so(self, client):
        take_down(text())
        html = page(client)
        assert "<title>Withdrawn: Two Rivers, One Valley" in html
        assert '<meta name="robots" content="noindex">' in html
        assert '<link rel="canonical" href="https://press.example' + PATH in html
        assert "og:title" not in html

    def test_a_live_text_carries_no_word_of_it(self, client):
        text()
        html = page(client)
        assert "ithdrawn" not in html
        assert "noindex" not in html

    def test_names_lead_nowhere_since_the_person_may_have_no_page(self, client):
        take_down(text())
        assert "/en/people/" not in page(client)
        assert "Ada Venn" in page(client)

    def test_what_readers_are_told_is_shown_as_text(self, client):
        take_down(text(), note="<script>alert(1)</script>")
        assert "<script" not in page(client)

    def test_older_addresses_and_a_wrong_year_redirect_as_before(self, client):
        edition = reinstate(text(slug="old-name"))
        take_down(edition)
        for path in ("/en/2026/old-name/", "/en/1999/rivers/"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["Location"]) == (301, PATH)

    def test_the_private_note_is_nobodys(self, client):
        take_down(text(), private_note="The minister rang.")
        for path in (PATH, "/en/feed.rss"):
            assert "minister" not in page(client, path)


class TestRetracted:
    def test_the_page_is_gone_and_says_why(self, client):
        take_down(text(), "retracted", "rights")
        html = page(client, status=410)
        assert "This text was retracted on <time" in html
        assert "Somebody&#x27;s rights stand against it" in html
        assert NOTE in html
        assert '<meta name="robots" content="noindex">' in html

    def test_nothing_on_it_is_of_the_text(self, client):
        take_down(
            text(subtitle="On water", summary="A summary.", place="Kaldar"), "retracted"
        )
        html = page(client, status=410)
        for words in ("Two Rivers", "On water", "A summary", "first paragraph"):
            assert words not in html
        for words in ("Ada Venn", "ada-venn", "Plenipotentiary", "Kaldar", "6 May"):
            assert words not in html

    def test_every_address_that_a_released_edition_used_is_gone(self, client):
        edition = reinstate(text(slug="old-name"))
        take_down(edition, "retracted")
        for path in (PATH, "/en/1999/rivers/", "/en/2026/old-name/"):
            html = page(client, path, status=410)
            assert f'rel="canonical" href="https://press.example{path}"' in html
        page(client, "/fr/2026/rivers/", status=404)

    def test_an_address_that_was_never_released_is_none(self, client):
        edition = text()
        take_down(edition, "retracted")
        coming = new_edition(edition, slug="to-come")
        page(client, "/en/2026/to-come/", status=404)
        moment = {"moment": factories.soon(), "change": "technical"}
        factories.do("schedule", coming, "petra", **moment)
        page(client, "/en/2026/to-come/", status=404)
        page(client, status=410)

    def test_a_withdrawn_text_may_be_retracted_later(self, client):
        edition = take_down(text(), note="First word.")
        take_down(edition, "retracted", note="Last word.")
        html = page(client, status=410)
        assert "Last word." in html
        assert "First word." not in html

    def test_only_the_language_that_was_retracted_is_gone(self, client):
        take_down(text(), "retracted", languages=("en",))
        text(slug="autre", language="fr")
        page(client, status=410)
        page(client, "/fr/2026/autre/")

    def test_the_answer_has_no_digest_and_the_headers_of_every_public_one(self, client):
        edition = text()
        etag = client.get(PATH).headers["ETag"]
        take_down(edition, "retracted")
        for headers in ({}, {"If-None-Match": etag}, {"Range": "bytes=0-9"}):
            answer = client.get(PATH, headers=headers)
            assert answer.status_code == 410
            assert answer.headers["Cache-Control"] == PUBLIC_CACHE
            assert "ETag" not in answer.headers
            assert "Last-Modified" not in answer.headers


class TestReplaced:
    def test_every_address_leads_to_the_other_text_in_its_language(self, client):
        edition = reinstate(text(slug="old-name"))
        other = factories.recorded(MAY, language="fr", slug="deux-rives")
        take_down(edition, "replaced", replacement=other.text)
        for path in (PATH, "/en/1999/rivers/", "/en/2026/old-name/"):
            answer = client.get(path)
            assert answer.status_code == 301
            assert answer.headers["Location"] == "/fr/2026/deux-rives/"

    def test_it_leads_nowhere_that_the_other_text_isnt_live(self, client):
        edition, other = text(), factories.recorded(MAY, slug="other")
        take_down(edition, "replaced", replacement=other.text)
        take_down(other)
        html = page(client)
        assert "This text was withdrawn on" in html
        assert "The first paragraph." in html
        assert "/en/2026/other/" not in html

    def test_a_replacement_to_come_is_not_told(self, client):
        other = factories.recorded(MAY, slug="other")
        edition = text()
        take_down(edition, "replaced", replacement=other.text)
        take_down(other)
        coming = new_edition(other, slug="canary", title="Canary")
        moment = {"moment": factories.soon(), "change": "technical"}
        factories.do("schedule", coming, "petra", **moment)
        assert "anary" not in page(client)

    def test_two_texts_that_replace_each_other_lead_nobody_in_a_ring(self, client):
        edition, other = text(), factories.recorded(MAY, slug="other")
        take_down(edition, "replaced", replacement=other.text)
        take_down(other, "replaced", replacement=edition.text)
        page(client)
        page(client, "/en/2026/other/")


@pytest.mark.parametrize("outcome", ["withdrawn", "retracted"])
class TestReinstated:
    def test_the_page_is_an_ordinary_one_again(self, client, outcome):
        edition = text()
        take_down(edition, outcome)
        reinstate(edition, title="Two Rivers Again")
        html = page(client)
        assert "<title>Two Rivers Again" in html
        assert NOTE not in html
        assert "noindex" not in html
        assert "Two Rivers Again" in page(client, "/en/")

    def test_other_addresses_lead_to_it(self, client, outcome):
        edition = text(slug="old-name")
        take_down(edition, outcome)
        reinstate(edition)
        answer = client.get("/en/2026/old-name/")
        assert (answer.status_code, answer.headers["Location"]) == (301, PATH)

    def test_until_its_moment_the_answer_stays(self, client, outcome, monkeypatch):
        edition = text()
        take_down(edition, outcome)
        before = client.get(PATH)
        new = new_edition(edition, title="Two Rivers Again")
        moment = factories.soon()
        factories.do("schedule", new, "petra", moment=moment, change="technical")
        after = client.get(PATH)
        assert (after.status_code, after.content) == (
            before.status_code,
            before.content,
        )
        monkeypatch.setattr("publications.clock.moment", lambda: moment)
        assert "Two Rivers Again" in page(client)


@pytest.mark.parametrize("outcome", ["withdrawn", "retracted", "replaced"])
class TestAnyOutcome:
    @pytest.fixture(autouse=True)
    def taken_down(self, outcome):
        other = factories.recorded(MAY, slug="other", title="Other", signatories=())
        edition = text(title="A Title of Its Own")
        replacement = other.text if outcome == "replaced" else None
        take_down(edition, outcome, replacement=replacement)

    def test_it_leaves_lists_and_the_site_map_at_once(self, client, outcome):
        for path in ("/en/", "/en/op-eds/", f"/sitemap-en-{MAY.year}.xml"):
            html = page(client, path)
            assert "A Title of Its Own" not in html
            assert PATH not in html
        page(client, "/en/people/ada-venn/", status=404)
        page(client, "/en/?before=en/rivers", status=404)

    def test_head_answers_as_get_and_nothing_else_does(self, client, outcome):
        got, asked = client.get(PATH), client.head(PATH)
        assert asked.status_code == got.status_code
        assert asked.headers == got.headers
        assert asked.headers["Cache-Control"] == PUBLIC_CACHE
        assert asked.content == b""
        assert client.post(PATH).status_code == 405

    def test_an_editor_is_answered_as_anybody(self, client, outcome):
        editor = Client()
        editor.force_login(person("petra"))
        assert editor.get(PATH).content == client.get(PATH).content


class TestPictures:
    @pytest.fixture
    def picture(self):
        return factories.picture()

    @pytest.fixture
    def edition(self, picture):
        return text(body=f"![A valley](image:{picture.uuid})")

    def asked(self, client, picture, **headers):
        path = picture.get_absolute_url()
        return {
            client.get(path, headers=headers).status_code,
            client.head(path, headers=headers).status_code,
        }

    def test_a_retracted_texts_pictures_are_nobodys(self, client, edition, picture):
        etag = client.get(picture.get_absolute_url()).headers["ETag"]
        take_down(edition, "retracted")
        assert self.asked(client, picture) == {404}
        assert self.asked(client, picture, **{"If-None-Match": etag}) == {404}
        assert self.asked(client, picture, Range="bytes=0-9") == {404}

    def test_with_a_text_its_earlier_editions_pictures_go(
        self, client, edition, picture
    ):
        corrected = reinstate(edition)
        assert self.asked(client, picture) == {200}
        take_down(corrected, "retracted")
        assert self.asked(client, picture) == {404}

    def test_a_withdrawn_texts_pictures_stay_with_it(self, client, edition, picture):
        take_down(edition)
        assert self.asked(client, picture) == {200}

    def test_a_picture_that_another_text_shows_stays(self, client, edition, picture):
        text(slug="other", body=f"![Here](image:{picture.uuid})")
        take_down(edition, "retracted")
        assert self.asked(client, picture) == {200}

    def test_a_reinstated_text_shows_what_it_still_uses(self, client, edition, picture):
        take_down(edition, "retracted")
        new = reinstate(edition)
        assert self.asked(client, picture) == {404}
        reinstate(new, body=f"![A valley](image:{picture.uuid})")
        assert self.asked(client, picture) == {200}


@pytest.mark.parametrize(
    ("outcome", "path", "status", "most"),
    [
        # the edition; its signatories; its placements; the withdrawal
        ("withdrawn", PATH, 200, 4),
        # no edition that is readable; the withdrawal
        ("retracted", PATH, 410, 2),
        # as withdrawn, and the text in its place
        ("replaced", PATH, 301, 5),
        # no edition; no withdrawal; no former site's address
        ("withdrawn", "/en/2026/no-such-text/", 404, 3),
    ],
)
def test_what_an_answer_costs(
    client, django_assert_max_num_queries, outcome, path, status, most
):
    other = factories.recorded(MAY, slug="other")
    replacement = other.text if outcome == "replaced" else None
    take_down(text(), outcome, replacement=replacement)
    with django_assert_max_num_queries(most):
        assert client.get(path).status_code == status
