"""Release: now, at a moment to come, of the past; and the periods it writes."""

from datetime import UTC, datetime, timedelta

import pytest

from publications import workflow
from publications.models import Edition, Stage
from tests import factories

pytestmark = pytest.mark.django_db


def live(at=None):
    return set(Edition.objects.live(at or datetime.now(UTC)))


def new_edition(first, body="Corrected."):
    second = factories.do("revise", first, "dara")
    factories.do("save", second, "dara", content=factories.content(body=body))
    factories.do("submit", second, "dara")
    return factories.do("approve", second, "rhea")


def test_a_release_is_public_at_once():
    edition = factories.released()
    assert live() == {edition}
    assert edition.number == 1
    assert edition.text.year == edition.live_from.year


def test_a_scheduled_release_is_live_at_its_second_and_not_before():
    moment = factories.soon()
    edition = factories.scheduled(moment)
    assert live(moment - timedelta(microseconds=1)) == set()
    assert live(moment) == {edition}
    assert set(Edition.objects.readable(moment - timedelta(microseconds=1))) == set()
    assert set(Edition.objects.listed(moment)) == {edition}


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (factories.soon(-5), "passed"),
        (factories.soon(60) + timedelta(seconds=30), "to the minute"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(moment, sentence):
    with pytest.raises(workflow.NotPossible, match=sentence):
        factories.scheduled(moment)


def test_a_schedule_is_moved_and_the_year_with_it():
    edition = factories.scheduled()
    moment = datetime(edition.live_from.year + 2, 6, 1, 8, 0, tzinfo=UTC)
    edition = factories.do("reschedule", edition, "petra", moment=moment)
    assert edition.live_from == moment
    assert edition.text.year == moment.year
    assert edition.text.first_released_at == edition.first_released_at == moment


def test_a_schedule_taken_back_leaves_no_trace_in_public_numbers():
    edition = factories.do("unschedule", factories.scheduled(), "petra")
    assert (edition.stage, edition.live_from, edition.number) == (
        Stage.APPROVED,
        None,
        None,
    )
    assert edition.text.first_released_at is None
    assert edition.text.year is None


def test_what_is_public_is_not_taken_back_by_unscheduling():
    with pytest.raises(workflow.NotPossible, match="“Live”"):
        factories.do("unschedule", factories.released(), "petra")


def test_a_new_edition_leaves_the_live_one_until_it_is_released():
    first = factories.released()
    second = new_edition(first)
    assert live() == {first}
    moment = factories.soon()
    second = factories.do(
        "schedule", second, "petra", moment=moment, change="technical"
    )
    first = factories.again(first)
    assert first.live_until == second.live_from == moment
    assert live() == {first}
    assert live(moment) == {second}
    assert second.number == 2
    assert second.first_released_at == first.first_released_at


def test_unscheduling_a_new_edition_opens_the_one_before_again():
    first = factories.released()
    second = new_edition(first)
    args = {"moment": factories.soon(), "change": "technical"}
    second = factories.do("schedule", second, "petra", **args)
    for moment in (factories.soon(300), factories.soon(30)):
        factories.do("reschedule", second, "petra", moment=moment)
        assert factories.again(first).live_until == moment
    factories.do("unschedule", second, "petra")
    assert factories.again(first).live_until is None


def test_a_correction_needs_a_public_note_and_a_technical_change_none():
    second = new_edition(factories.released())
    with pytest.raises(workflow.NotPossible, match="what kind of change"):
        factories.do("release", second, "petra")
    with pytest.raises(workflow.NotPossible, match="public note"):
        factories.do("release", second, "petra", change="correction")
    second = factories.do(
        "release", second, "petra", change="correction", public_note="A date."
    )
    assert (second.change, second.public_note) == ("correction", "A date.")


def test_only_one_new_edition_is_begun():
    first = factories.released()
    factories.do("revise", first, "dara")
    with pytest.raises(workflow.NotPossible, match="begun already"):
        factories.do("revise", first, "rhea")


def test_whoever_begins_an_edition_and_changes_nothing_is_no_contributor():
    second = factories.do("revise", factories.released(), "rhea")
    factories.do("save", second, "dara", content=factories.content(body="New words."))
    factories.do("submit", second, "dara")
    assert factories.do("approve", second, "rhea").stage == Stage.APPROVED


def test_a_recorded_release_lies_in_the_past_and_is_flagged():
    moment = datetime(2024, 5, 6, 7, 0, tzinfo=UTC)
    edition = factories.recorded(moment)
    assert edition.recorded
    assert edition.text.year == 2024
    assert set(Edition.objects.live(moment)) == {edition}
    with pytest.raises(workflow.NotPossible, match="in the past"):
        factories.recorded(factories.soon(), title="Another")


def test_the_year_is_the_missions(settings):
    settings.TIME_ZONE = "Asia/Baku"
    edition = factories.recorded(datetime(2025, 12, 31, 21, 0, tzinfo=UTC))
    assert edition.text.year == 2026
