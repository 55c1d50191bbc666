"""The home of the desk: each sees what is theirs, in few queries however many texts."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publications import workflow
from publications.admin.words import in_words
from publications.models import Edition, LinkWithin
from tests import factories
from tests.people import person
from tests.workflow.test_circle import limit

pytestmark = pytest.mark.django_db

HOME = "/admin/"
AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
# Session, account, roles, notices, emergencies; of twelve sections the first lines and,
# where there are more, the count; the remarks of what was returned, the languages of
# what is to be translated, withdrawals.
MOST_QUERIES = 36


def sections(client, name: str) -> dict[str, str]:
    """The HTML of each section, by its code."""
    client.force_login(person(name))
    answer = client.get(HOME)
    assert answer.status_code == 200
    _head, *found = answer.content.decode().split('<section class="home-section ')
    return {html.split('"')[0]: html.split("</section>")[0] for html in found}


def translated(original: Edition, title: str) -> Edition:
    """A draft in French that follows the original as it is public now."""
    by = person("tomas")
    begun = workflow.translate(original, "fr", "courtesy", by=by)
    words = factories.content(title=title, body="Un.")
    return factories.do("save", begun, "tomas", content=words)


def titled(title: str) -> dict[str, str]:
    return {"title": title}


class TestEachSeesWhatIsTheirs:
    def test_a_drafter_has_what_to_write(self, client):
        factories.draft(**titled("Mine to write"))
        factories.draft(by="rhea", **titled("Somebody else's"))
        found = sections(client, "dara")
        assert "Mine to write" in found["write"]
        assert "Somebody else" not in found["write"]
        assert {"review", "release", "translate"}.isdisjoint(found)

    def test_what_was_returned_comes_first_with_the_remark(self, client):
        returned = factories.in_review(**titled("Came back"))
        factories.do("return_to_author", returned, "rhea", note="Say who was there.")
        factories.draft(**titled("Begun later"))
        html = sections(client, "dara")["write"]
        assert "Say who was there." in html and "Returned by Rhea" in html
        assert html.index("Came back") < html.index("Begun later")

    def test_only_the_last_remark_is_told(self, client):
        edition = factories.in_review()
        factories.do("return_to_author", edition, "rhea", note="Too long.")
        factories.do("submit", edition, "dara")
        assert "Too long." not in sections(client, "dara")["write"]
        factories.do("return_to_author", edition, "rhea", note="Too short.")
        html = sections(client, "dara")["write"]
        assert "Too short." in html and "Too long." not in html

    def test_a_draft_in_which_one_wrote_is_ones_own_too(self, client):
        edition = factories.draft(**titled("Of two hands"))
        assert "Of two hands" not in sections(client, "rhea")["write"]
        words = factories.content(**titled("Of two hands"), body="Other words.")
        factories.do("save", edition, "rhea", content=words)
        assert "Of two hands" in sections(client, "rhea")["write"]

    def test_a_reviewer_has_what_they_may_approve_urgent_and_due_first(self, client):
        factories.in_review(**titled("Whenever"))
        due = factories.in_review(**titled("Due soon"))
        urgent = factories.in_review(**titled("Urgent"))
        factories.in_review(**titled("Already mine"))
        factories.do("plan", due, "dara", due_on=datetime.now(UTC).date())
        factories.do("plan", urgent, "dara", due_on=None, priority=2)
        html = sections(client, "rhea")["review"]
        order = [html.index(title) for title in ("Urgent", "Due soon", "Whenever")]
        assert order == sorted(order)
        assert "/edition/?mine=waits&amp;state=in_review" in html

    def test_nobody_is_asked_to_approve_the_own_text(self, client):
        edition = factories.draft(by="rhea", **titled("By the reviewer"))
        factories.do("submit", edition, "rhea")
        assert "By the reviewer" not in sections(client, "rhea")["review"]
        assert "By the reviewer" in sections(client, "ruben")["review"]

    def test_nobody_is_asked_twice(self, client):
        statement = factories.in_review(kind="statement", **titled("For the head"))
        factories.do("approve", statement, "rhea")
        assert "For the head" not in sections(client, "rhea")["review"]
        assert "For the head" in sections(client, "hugo")["review"]

    def test_the_head_of_mission_approves_the_own_words(self, client):
        hugo = person("hugo")
        hugo.person = factories.leading()
        hugo.save()
        own = factories.draft(by="hugo", **titled("In my name"))
        factories.do("submit", own, "hugo")
        other = factories.draft(
            by="hugo", kind="press_release", signatories=(), **titled("In no name")
        )
        factories.do("submit", other, "hugo")
        html = sections(client, "hugo")["review"]
        assert "In my name" in html
        assert "In no name" not in html
        for edition, offered in ((own, True), (other, False)):
            acts = workflow.possible(factories.again(edition), by=hugo, at=AT)
            assert ("approve" in acts) is offered

    def test_a_publisher_has_what_to_release_and_what_waits(self, client):
        factories.approved(**titled("Ready"))
        factories.scheduled(**titled("Has its moment"))
        factories.waiting(**titled("For the newspaper"))
        found = sections(client, "petra")
        assert "Ready" in found["release"]
        assert "Has its moment" not in found["release"]
        assert "For the newspaper" not in found["release"]
        assert "For the newspaper" in found["outlet"]
        assert "Kaldar Courier" in found["outlet"]
        assert "release" not in sections(client, "rhea")

    def test_a_translator_has_what_lacks_a_language(self, client):
        factories.released(**titled("Only in English"))
        html = sections(client, "tomas")["translate"]
        assert "Only in English" in html and "French" in html
        assert "translate" not in sections(client, "petra")

    def test_a_translator_has_what_is_behind_its_original(self, client):
        original = factories.released(**titled("The original"))
        translated(original, "La traduction")
        assert "La traduction" not in sections(client, "tomas")["behind"]
        newer = factories.new_edition(original)
        factories.do(
            "release", newer, "petra", change="correction", public_note="A date."
        )
        assert "La traduction" in sections(client, "tomas")["behind"]
        # Others, among what needs care.
        assert "La traduction" in sections(client, "petra")["behind"]

    def test_what_went_out_and_is_taken_down_says_so(self, client):
        factories.withdrawn(**titled("Taken back"))
        factories.released(**titled("Still there"))
        html = sections(client, "petra")["lately"]
        assert html.count('class="state') == html.count(">Withdrawn<") == 1

    def test_a_records_officer_looks_and_has_nothing_to_do(self, client):
        factories.draft(**titled("A draft"))
        factories.scheduled(**titled("To come"))
        found = sections(client, "orla")
        assert set(found) == {"next", "lately"}
        assert "To come" in found["next"]

    @pytest.mark.parametrize("name", ["stella", "admin"])
    def test_without_a_role_there_are_no_texts(self, client, name):
        factories.released(**titled("Public"))
        assert sections(client, name) == {}

    def test_an_empty_desk_says_so_usefully(self, client):
        found = sections(client, "petra")
        assert "“Write a text” begins one." in found["write"]
        assert "Nothing is scheduled." in found["next"]


class TestLimitedTexts:
    def test_outside_the_circle_nobody_is_told(self, client):
        for make in (factories.draft, factories.in_review, factories.approved):
            edition = make(**titled("Secret"))
            workflow.limit(edition, by=person("dara"))
        coming = factories.scheduled(**titled("Secret"))
        workflow.limit(coming, by=person("dara"))
        for name in ("tomas", "rhea", "petra", "hugo", "orla", "stella", "admin"):
            client.force_login(person(name))
            assert "Secret" not in client.get(HOME).content.decode(), name
        assert "Secret" in sections(client, "dara")["next"]

    def test_what_is_public_of_them_is_seen(self, client):
        edition = factories.released(**titled("Out"))
        workflow.limit(edition, by=person("dara"))
        assert "Out" in sections(client, "orla")["lately"]


class TestWhatGoesOut:
    def test_a_countdown_stands_beside_the_moment_in_every_zone(self, client, settings):
        settings.TIME_ZONE, settings.CAPITAL_TIME_ZONE = "UTC", "Europe/Oslo"
        factories.scheduled(factories.soon(125))
        html = sections(client, "dara")["next"]
        assert "in 2\xa0hours" in html
        assert "UTC (mission)" in html and "Europe/Oslo (capital)" in html
        assert "aria-live" not in html

    def test_the_next_comes_first(self, client):
        factories.scheduled(factories.soon(300), **titled("Later"))
        factories.scheduled(factories.soon(60), **titled("Sooner"))
        html = sections(client, "dara")["next"]
        assert html.index("Sooner") < html.index("Later")


class TestUnsaved:
    def typed(self, edition=None, by="dara", **fields):
        words = {name: [value] for name, value in fields.items()}
        return workflow.autosave(edition, words, by=person(by), page="a-page")

    def test_a_new_text_that_was_never_saved_is_found_again(self, client):
        assert "unsaved" not in sections(client, "dara")
        kept = self.typed(title="Begun", kind="speech", language="ar", body="x")
        html = sections(client, "dara")["unsaved"]
        assert '/edition/add/"' in html and ">Begun<" in html and 'lang="ar"' in html
        assert "Speech" in html and in_words(kept.saved_at) in html
        assert "unsaved" not in sections(client, "rhea")

    def test_without_a_title_it_is_called_by_its_first_words(self, client):
        self.typed(title="", body="It began " + "long ago " * 20)
        assert ">It began long ago" in sections(client, "dara")["unsaved"]
        self.typed(kind="none of ours", language="xx-YY")
        assert ">(no title)<" in sections(client, "dara")["unsaved"]
        self.typed(title="\0 half a pair: \ud83d", language="\0")
        assert "half a pair" in sections(client, "dara")["unsaved"]

    def test_so_are_words_on_a_text_as_long_as_one_may_see_it(self, client):
        edition = factories.draft(by="rhea", **titled("Somebody else's"))
        self.typed(edition, body="More.")
        html = sections(client, "dara")["unsaved"]
        assert f"/edition/{edition.pk}/change/" in html
        assert "unsaved" not in sections(client, "rhea")
        limit(edition, by="rhea")
        assert "unsaved" not in sections(client, "dara")


class TestCost:
    @pytest.fixture(autouse=True)
    def _sections_of_one_line(self, monkeypatch):
        """So that two texts of each sort are more than a section shows."""
        monkeypatch.setattr("publications.admin.home.sections.SHOWN", 1)

    def queries(self, client) -> int:
        client.force_login(person("petra"))
        client.get(HOME)
        with CaptureQueriesContext(connection) as asked:
            client.get(HOME)
        return len(asked)

    def fill(self) -> None:
        for n in range(2):
            factories.draft(by="petra", title=f"Draft {n}")
            factories.in_review(title=f"Review {n}")
            factories.approved(title=f"Approved {n}")
            factories.scheduled(title=f"Scheduled {n}")
            factories.released(title=f"Out {n}")
        down = factories.withdrawn(title="Down")
        slug = down.revision.address.slug
        for n in range(2):
            kept = factories.draft(by="rhea", title=f"Typed {n}")
            workflow.autosave(kept, {"body": ["x"]}, by=person("petra"), page="a-page")
            out = factories.released(title=f"Leading {n}")
            LinkWithin.objects.create(edition=out, language="en", slug=slug)

    def test_it_does_not_grow_with_the_texts(self, client):
        self.fill()
        before = self.queries(client)
        self.fill()
        assert self.queries(client) == before <= MOST_QUERIES

    def test_a_section_shows_a_few_and_counts_all(self, client):
        self.fill()
        html = sections(client, "petra")["release"]
        assert html.count('class="line-title"') == 1
        assert '<span class="count">2</span>' in html

    def test_counting_ends_at_a_hundred(self, client, monkeypatch):
        monkeypatch.setattr("publications.admin.home.sections.COUNTED", 1)
        self.fill()
        assert '<span class="count">1+</span>' in sections(client, "petra")["release"]
