"""The embargo: no language is public before it, and to lift it takes a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from publications import workflow
from publications.models import AuditEntry, Edition, Publication, Stage, guards
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


def embargo(edition, until, by="dara"):
    return workflow.set_embargo(edition, until, by=person(by))


def lift(edition, until=None, by="petra", reason="The outlet agrees.", sure=True):
    return workflow.lift_embargo(
        edition, until, by=person(by), reason=reason, confirmed=sure
    )


def in_french(first):
    french = workflow.translate(first, "fr", "courtesy", by=person("tomas"))
    words = factories.content(title="Deux fleuves", body="Un paragraphe.")
    factories.do("save", french, "tomas", content=words)
    factories.do("submit", french, "tomas")
    return factories.do("approve", french, "rhea")


def embargo_of(edition):
    return factories.again(edition).text.publication.embargo_until


def test_nothing_is_released_or_scheduled_before_the_embargo():
    edition = factories.approved()
    embargo(edition, factories.soon(600))
    with pytest.raises(workflow.NotPossible, match="embargo until"):
        factories.do("release", edition, "petra")
    with pytest.raises(workflow.NotPossible, match="embargo until"):
        factories.do("schedule", edition, "petra", moment=factories.soon(599))
    moment = factories.soon(600)
    assert factories.do("schedule", edition, "petra", moment=moment).live_from == moment


def test_it_binds_every_language_also_one_begun_later():
    edition = factories.approved()
    embargo(edition, factories.soon(600))
    with pytest.raises(workflow.NotPossible, match="embargo until"):
        factories.do("release", in_french(edition), "petra")


def test_not_even_an_emergency_comes_before_it(settings):
    settings.EMERGENCY_RELEASE = True
    edition = factories.unsigned()
    embargo(edition, factories.soon(600))
    with pytest.raises(workflow.NotPossible, match="embargo until"):
        factories.do("release_emergency", edition, "petra", reason="The dam.")


def test_a_schedule_is_not_moved_before_it():
    edition = factories.approved()
    embargo(edition, factories.soon(600))
    factories.do("schedule", edition, "petra", moment=factories.soon(700))
    with pytest.raises(workflow.NotPossible, match="embargo until"):
        factories.do("reschedule", edition, "petra", moment=factories.soon(500))


def test_a_longer_embargo_takes_back_earlier_schedules_of_every_language():
    edition = factories.approved()
    french = in_french(edition)
    late = factories.soon(900)
    factories.do("schedule", edition, "petra", moment=factories.soon(60))
    factories.do("schedule", french, "petra", moment=late)
    embargo(edition, factories.soon(600))
    edition, french = factories.again(edition), factories.again(french)
    assert (edition.stage, edition.live_from) == (Stage.APPROVED, None)
    assert french.live_from == late
    assert AuditEntry.objects.get(act="unschedule").edition == edition.uuid
    assert list(verify.faults({})) == []


def test_a_whole_bundle_is_taken_back_with_one_embargoed_text():
    edition, other = factories.approved(), factories.approved(title="Another")
    bundle = workflow.make_bundle("Visit", [edition, other], by=person("petra"))
    workflow.schedule_bundle(bundle, factories.soon(60), by=person("petra"))
    embargo(edition, factories.soon(600))
    assert factories.again(edition).live_from is None
    assert factories.again(other).live_from is None
    assert list(verify.faults({})) == []


def test_what_waits_with_a_latest_time_before_it_waits_no_more():
    edition = factories.approved()
    arguments = {"placement": factories.placed(edition), "latest": factories.soon()}
    factories.do("await_placement", edition, "petra", **arguments)
    embargo(edition, factories.soon(600))
    edition = factories.again(edition)
    assert (edition.stage, edition.awaits) == (Stage.APPROVED, None)


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (factories.soon(-5), "to come"),
        (factories.soon(60) + timedelta(seconds=1), "whole minute"),
    ],
)
def test_an_embargo_ends_at_a_whole_minute_to_come(until, sentence):
    with pytest.raises(workflow.NotPossible, match=sentence):
        embargo(factories.draft(), until)


def test_what_is_public_or_was_is_not_embargoed():
    for maker in (factories.released, factories.withdrawn):
        with pytest.raises(workflow.NotPossible, match="public already"):
            embargo(maker(title=maker.__name__), factories.soon())


def test_setting_it_lengthens_and_never_shortens():
    edition = factories.draft()
    embargo(edition, factories.soon(60))
    embargo(edition, factories.soon(90))
    with pytest.raises(workflow.NotPossible, match="act of its own"):
        embargo(edition, factories.soon(70))
    assert embargo_of(edition) == factories.soon(90)


def test_lifting_takes_a_publisher_a_reason_and_a_second_confirmation():
    edition = factories.approved()
    embargo(edition, factories.soon(600))
    for name in ("dara", "rhea", "hugo", "tomas", "orla", "admin"):
        with pytest.raises(workflow.NotPermitted):
            lift(edition, by=name)
    with pytest.raises(workflow.NotPossible, match="say why"):
        lift(edition, reason="  ")
    with pytest.raises(workflow.NotPossible, match="confirm"):
        lift(edition, sure=False)
    assert embargo_of(edition) == factories.soon(600)
    lift(edition)
    assert embargo_of(edition) is None
    assert AuditEntry.objects.get(act="lift_embargo").note == "The outlet agrees."


def test_lifting_shortens_or_ends_and_does_nothing_else():
    edition = factories.approved()
    with pytest.raises(workflow.NotPossible, match="no embargo"):
        lift(edition)
    embargo(edition, factories.soon(600))
    with pytest.raises(workflow.NotPossible, match="not shorten"):
        lift(edition, factories.soon(601))
    lift(edition, factories.soon(300))
    assert embargo_of(edition) == factories.soon(300)
    lift(edition)
    assert not Edition.objects.live(datetime.now(UTC)).exists()


def test_lifting_leaves_a_schedule_where_it_is():
    edition = factories.approved()
    embargo(edition, factories.soon(600))
    edition = factories.do("schedule", edition, "petra", moment=factories.soon(600))
    lift(edition)
    assert factories.again(edition).live_from == factories.soon(600)


def test_a_release_of_the_past_is_not_recorded_before_an_embargo_that_held():
    edition = factories.approved()
    ended = factories.soon(-60)
    with guards.lifted(connection):
        Publication.objects.update(embargo_until=ended)
    arguments = {"moment": ended - timedelta(hours=1), "note": ""}
    with pytest.raises(workflow.NotPossible, match="embargo until"):
        factories.do("record_release", edition, "petra", **arguments)
    arguments["moment"] = ended
    assert factories.do("record_release", edition, "petra", **arguments).recorded


def test_nobody_outside_the_circle_sets_an_embargo():
    edition = factories.draft()
    workflow.limit(edition, by=person("dara"))
    with pytest.raises(workflow.NotPermitted, match="limited circle"):
        embargo(edition, factories.soon(), by="rhea")
