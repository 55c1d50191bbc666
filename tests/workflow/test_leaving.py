"""When somebody leaves, what only they cleared is cleared no more."""

import pytest

from publications import workflow
from publications.models import AuditEntry, Delivery, Stage
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _record_fits():
    yield
    assert list(verify.faults({})) == []


def leave(name):
    workflow.deactivate(person(name), by=person("admin"))


def test_an_account_is_closed_and_on_the_record():
    leave("rhea")
    assert not person("rhea").is_active
    assert workflow.permissions_of(person("rhea")) == frozenset()
    entry = AuditEntry.objects.get(act="deactivate")
    assert (entry.actor, "rhea" in entry.details) == (person("admin").pk, True)


@pytest.mark.parametrize("name", ["petra", "hugo", "orla", "stella"])
def test_administrators_alone_close_accounts(name):
    with pytest.raises(workflow.NotPermitted):
        workflow.deactivate(person("rhea"), by=person(name))
    assert person("rhea").is_active


def test_what_only_they_approved_is_in_review_again():
    edition = factories.approved()
    leave("rhea")
    edition = factories.again(edition)
    assert edition.stage == Stage.IN_REVIEW
    assert edition.approvals.get().voided_at is not None
    with pytest.raises(workflow.NotPossible):
        factories.do("release", edition, "petra")
    assert factories.do("approve", edition, "ruben").stage == Stage.APPROVED


def test_the_schedule_of_what_only_they_approved_goes_in_the_same_step():
    edition = factories.scheduled()
    leave("rhea")
    edition = factories.again(edition)
    assert (edition.stage, edition.live_from) == (Stage.IN_REVIEW, None)
    assert not Delivery.objects.filter(event="about_to_be_released").exists()


def test_the_predecessor_of_what_was_scheduled_stays_open():
    first = factories.released()
    second = factories.new_edition(first)
    arguments = {"moment": factories.soon(), "change": "technical"}
    factories.do("schedule", second, "petra", **arguments)
    leave("rhea")
    assert factories.again(first).live_until is None


def test_a_newer_draft_does_not_keep_somebody_from_leaving():
    first = factories.released()
    second = factories.new_edition(first)
    arguments = {"moment": factories.soon(), "change": "technical"}
    factories.do("schedule", second, "petra", **arguments)
    third = factories.do("revise", first, "dara")
    leave("rhea")
    assert factories.again(second).stage == Stage.DISCARDED
    assert factories.again(third).stage == Stage.DRAFT


def test_a_bundle_goes_with_the_one_text_that_they_cleared():
    mine, other = factories.approved(title="One"), factories.in_review(title="Two")
    other = factories.do("approve", other, "ruben")
    bundle = workflow.make_bundle("Visit", [mine, other], by=person("petra"))
    workflow.schedule_bundle(bundle, factories.soon(), by=person("petra"))
    leave("rhea")
    mine, other = factories.again(mine), factories.again(other)
    assert (mine.stage, mine.live_from) == (Stage.IN_REVIEW, None)
    assert (other.stage, other.live_from) == (Stage.APPROVED, None)


def test_a_bundle_with_two_texts_that_they_cleared_is_wholly_in_review():
    both = [factories.approved(title=title) for title in ("One", "Two")]
    bundle = workflow.make_bundle("Visit", both, by=person("petra"))
    workflow.schedule_bundle(bundle, factories.soon(), by=person("petra"))
    leave("rhea")
    stages = {factories.again(edition).stage for edition in both}
    assert stages == {Stage.IN_REVIEW}


def test_what_waits_for_its_outlet_waits_no_more():
    edition = factories.waiting()
    leave("rhea")
    edition = factories.again(edition)
    assert (edition.stage, edition.awaits) == (Stage.IN_REVIEW, None)


def test_what_others_approved_too_stays_as_it_is():
    edition = factories.in_review()
    words = factories.content(body="Petra's words.")
    factories.do("save", edition, "petra", content=words)
    edition = factories.do("approve", edition, "petra")
    edition = factories.do("approve", edition, "rhea")
    moment = factories.soon()
    factories.do("schedule", edition, "petra", moment=moment)
    leave("petra")
    edition = factories.again(edition)
    assert (edition.stage, edition.live_from) == (Stage.RELEASED, moment)


def test_what_is_public_stays_public_with_its_approval():
    edition = factories.released()
    leave("rhea")
    edition = factories.again(edition)
    assert edition.stage == Stage.RELEASED
    assert edition.approvals.get().voided_at is None


def test_whoever_left_takes_no_approval_of_an_old_edition_along():
    first = factories.superseded()
    leave("rhea")
    assert first.approvals.get().voided_at is None
