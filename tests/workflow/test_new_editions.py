"""A new edition of a live text: the live one stays; places and addresses never move."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from publications import workflow
from publications.models import Edition, Stage
from publications.workflow import verify
from tests import factories
from tests.people import person
from tests.replaying import replayed

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
OLD, NEW = "/en/2026/rivers/", "/en/2026/valley/"


@pytest.fixture(autouse=True)
def _record_fits():
    yield
    assert list(verify.faults({})) == []


def first_edition(**changes):
    return factories.recorded(MAY, **{"slug": "rivers", **changes})


def scheduled_after(first, minutes=60):
    second = factories.new_edition(first)
    more = {"moment": factories.soon(minutes), "change": "technical"}
    return factories.do("schedule", second, "petra", **more)


@replayed
def begun(first, **changes):
    """A new edition with these words, approved."""
    second = factories.do("revise", first, "dara")
    words = factories.content(**{"slug": "rivers", "body": "Corrected.", **changes})
    factories.do("save", second, "dara", content=words)
    factories.do("submit", second, "dara")
    return factories.do("approve", second, "rhea")


def release(edition, change="technical", note=""):
    more = {"change": change, "public_note": note}
    return factories.do("release", edition, "petra", **more)


def take_down(edition, outcome):
    more = {}
    if outcome == "replaced":
        more["replacement"] = first_edition(slug="other", title="Other").text
    down = factories.decided(outcome, **more)
    return factories.do("withdraw", edition, "petra", decided=down)


class TestBesideAScheduledOne:
    """While one edition is scheduled, the next may be begun from the live one."""

    def test_it_goes_out_only_after_it_has_been_compared(self):
        first = first_edition()
        second = scheduled_after(first)
        third = begun(first, body="Corrected once more.")
        with pytest.raises(workflow.NotPossible, match="is scheduled"):
            release(third)
        factories.do("reschedule", second, "petra", moment=factories.soon(90))
        assert factories.again(third).stage == Stage.APPROVED

    def test_the_scheduled_one_is_not_taken_back_silently_for_it(self):
        first = first_edition()
        second = scheduled_after(first)
        third = factories.do("revise", first, "dara")
        with pytest.raises(workflow.NotPossible, match="newer edition .* begun"):
            factories.do("unschedule", second, "petra")
        factories.do("discard", third, "dara")
        second = factories.do("unschedule", second, "petra")
        assert second.stage == Stage.APPROVED

    def test_a_voided_approval_ends_the_scheduled_one(self):
        first = first_edition()
        second = scheduled_after(first)
        factories.do("revise", first, "dara")
        approval = second.approvals.get()
        second = factories.do("void", second, "petra", approval=approval)
        assert (second.stage, second.live_from) == (Stage.DISCARDED, None)
        assert factories.again(first).live_until is None

    def test_only_one_is_begun(self):
        first = first_edition()
        second = scheduled_after(first)
        factories.do("revise", first, "dara")
        for edition in (first, second):
            with pytest.raises(workflow.NotPossible):
                factories.do("revise", edition, "rhea")


class TestBehind:
    """The live edition has changed since the draft was begun from it."""

    @pytest.fixture
    def behind(self, monkeypatch):
        first = first_edition()
        scheduled_after(first, minutes=2)
        third = begun(first, body="Corrected once more.")
        later = factories.soon(3)
        monkeypatch.setattr("publications.clock.database_now", lambda: later)
        return third

    def test_it_is_told_and_not_released(self, behind):
        assert workflow.is_behind(factories.again(behind), factories.soon(3))
        with pytest.raises(workflow.NotPossible, match="compare them first"):
            release(behind)
        with pytest.raises(workflow.NotPossible, match="compare them first"):
            more = {"moment": factories.soon(90), "change": "technical"}
            factories.do("schedule", behind, "petra", **more)

    def test_compared_it_is_reviewed_again(self, behind):
        caught_up = factories.do("catch_up", behind, "dara")
        assert caught_up.stage == Stage.IN_REVIEW
        assert not caught_up.approvals.filter(voided_at=None).exists()
        assert not workflow.is_behind(caught_up, factories.soon(3))
        assert workflow.must_look_again(caught_up) == []
        with pytest.raises(workflow.NotPossible, match="No other edition"):
            factories.do("catch_up", behind, "dara")

    def test_its_predecessor_stays_the_one_it_was_begun_from(self, behind):
        begun_from = behind.begun_from_id
        caught_up = factories.do("catch_up", behind, "dara")
        assert caught_up.begun_from_id == begun_from
        assert caught_up.follows_id == behind.text.editions.get(number=2).pk


def test_nobody_is_behind_who_began_from_what_is_live():
    edition = begun(first_edition())
    assert not workflow.is_behind(edition, datetime.now(UTC))
    with pytest.raises(workflow.NotPossible, match="No other edition"):
        factories.do("catch_up", edition, "dara")


@pytest.mark.parametrize("change", ["clarification", "correction", "update"])
def test_what_readers_notice_is_told_to_them(change):
    second = begun(first_edition())
    for note in ("", "  \n"):
        with pytest.raises(workflow.NotPossible, match="public note"):
            release(second, change, note)
    second = release(second, change, " The date. ")
    assert (second.change, second.public_note) == (change, "The date.")


@pytest.mark.parametrize("change", ["", "rewrite", None])
def test_there_are_four_kinds_of_change(change):
    with pytest.raises(workflow.NotPossible, match="what kind of change"):
        release(begun(first_edition()), change)


def test_a_first_edition_changes_nothing():
    edition = factories.do(
        "release", factories.approved(), "petra", change="update", public_note="New!"
    )
    assert (edition.change, edition.public_note) == ("", "")


def test_the_live_page_stays_while_the_next_edition_is_made(client):
    first = first_edition()
    page = client.get(OLD).content
    second = begun(first, title="Another title", slug="valley")
    assert client.get(OLD).content == page
    assert client.get(NEW).status_code == 404
    more = {"moment": factories.soon(), "change": "technical"}
    factories.do("schedule", second, "petra", **more)
    assert client.get(OLD).content == page
    assert client.get(NEW).status_code == 404


def test_place_in_lists_and_first_release_never_move():
    first = first_edition()
    later = factories.recorded(MAY.replace(day=7), title="Later")
    second = release(begun(first), "update", "News.")
    listed = list(Edition.objects.listed(datetime.now(UTC)))
    assert listed == [later, second]
    assert second.first_released_at == first.first_released_at == MAY
    assert second.text.first_released_at == MAY
    assert second.text.year == 2026
    assert second.text.feed_id == first.text.feed_id


def test_a_changed_address_redirects_for_good_at_its_second(client):
    first = first_edition()
    release(begun(first, slug="valley"))
    answer = client.get(OLD)
    assert (answer.status_code, answer.headers["Location"]) == (301, NEW)
    assert client.get(NEW).status_code == 200


def test_an_old_address_is_nobody_elses_and_may_be_taken_up_again(client):
    first = first_edition()
    second = release(begun(first, slug="valley"))
    with pytest.raises(ValidationError):
        factories.draft(title="Another", slug="rivers")
    release(begun(second, slug="rivers"))
    answer = client.get(NEW)
    assert (answer.status_code, answer.headers["Location"]) == (301, OLD)


def test_an_address_of_a_discarded_draft_never_answers(client):
    first = first_edition()
    draft = begun(first, slug="valley")
    factories.do("discard", draft, "dara")
    assert client.get(NEW).status_code == 404
    assert client.get(OLD).status_code == 200


class TestReinstating:
    """A new edition at the same address with the same feed id."""

    @pytest.mark.parametrize("outcome", ["withdrawn", "replaced", "retracted"])
    def test_it_is_a_new_edition_at_the_same_address(self, client, outcome):
        first = first_edition()
        take_down(first, outcome)
        second = release(begun(first), "correction", "Put right.")
        assert client.get(OLD).status_code == 200
        assert second.text.feed_id == first.text.feed_id
        assert second.first_released_at == MAY
        assert second.number == 2

    @pytest.mark.parametrize("outcome", ["withdrawn", "replaced", "retracted"])
    def test_it_takes_review_and_a_word_on_what_changed(self, outcome):
        first = take_down(first_edition(), outcome)
        draft = factories.do("revise", first, "dara")
        with pytest.raises(workflow.NotPossible):
            release(draft, "correction", "Put right.")
        factories.do("submit", draft, "dara")
        draft = factories.do("approve", draft, "rhea")
        with pytest.raises(workflow.NotPossible, match="kind of change"):
            release(draft, "")

    def test_what_was_retracted_is_readable_at_no_moment(self):
        first = first_edition(body="The words that must go.")
        second = release(begun(first), "correction", "A figure.")
        second = take_down(second, "retracted")
        third = release(begun(second, slug="valley"), "correction", "Put right.")
        for at in (MAY, second.live_from, second.live_until, factories.soon()):
            readable = set(Edition.objects.readable(at).filter(text=first.text))
            assert readable <= {third}

    @pytest.mark.parametrize("path", [OLD, NEW, "/en/1999/rivers/", "/en/feed.rss"])
    def test_the_retracted_words_come_back_at_no_address(self, client, path):
        first = first_edition(title="Unsayable", body="The words that must go.")
        take_down(first, "retracted")
        release(begun(first, slug="valley"), "correction", "Put right.")
        answer = client.get(path, follow=True)
        assert answer.status_code == 200
        for words in (b"Unsayable", b"The words that must go"):
            assert words not in answer.content

    def test_reinstated_by_schedule_it_stays_down_until_its_second(self, client):
        first = take_down(first_edition(), "retracted")
        more = {"moment": factories.soon(), "change": "technical"}
        second = factories.do("schedule", begun(first), "petra", **more)
        assert client.get(OLD).status_code == 410
        assert factories.again(first).live_until == first.live_until
        factories.do("unschedule", second, "petra")
        assert factories.again(first).live_until == first.live_until

    def test_reinstated_and_taken_down_again_the_later_word_holds(self, client):
        first = take_down(first_edition(body="Gone words."), "retracted")
        second = release(begun(first), "correction", "Put right.")
        take_down(second, "withdrawn")
        answer = client.get(OLD)
        assert answer.status_code == 200
        assert b"Gone words." not in answer.content
        assert b"Corrected." in answer.content

    def test_nothing_is_begun_from_a_superseded_edition(self):
        first = first_edition()
        second = take_down(release(begun(first)), "withdrawn")
        with pytest.raises(workflow.NotPossible):
            factories.do("revise", first, "dara")
        assert factories.do("revise", second, "dara").stage == Stage.DRAFT


def test_a_translation_is_begun_once_a_language():
    first = first_edition()
    workflow.translate(first, "fr", "courtesy", by=person("tomas"))
    with pytest.raises(workflow.NotPossible, match="already"):
        workflow.translate(first, "fr", "official", by=person("tomas"))
    with pytest.raises(workflow.NotPossible, match="site's languages"):
        workflow.translate(first, "tlh", "courtesy", by=person("tomas"))
    with pytest.raises(workflow.NotPossible, match="stands to the original"):
        workflow.translate(first, "ru", "original", by=person("tomas"))
