"""A release that waits for its outlet: on confirmation, not before the embargo."""

from datetime import UTC, datetime, timedelta

import pytest

from publications import workflow
from publications.models import AuditEntry, Edition, Notice, Outlet, Stage
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

URL = "https://courier.example/two-rivers"


@pytest.fixture(autouse=True)
def _record_fits():
    yield
    assert list(verify.faults({})) == []


def wait(edition, **more):
    arguments = {"placement": factories.placed(edition), **more}
    return factories.do("await_placement", edition, "petra", **arguments)


def confirm(edition, by="dara", url=URL, confirmed=True):
    placement = factories.placed(edition)
    placement.url, placement.confirmed = url, confirmed
    return workflow.store_placement(placement, by=person(by))


def is_live(edition, at=None):
    live = Edition.objects.live(at or datetime.now(UTC))
    return live.filter(pk=edition.pk).exists()


def test_it_goes_out_when_the_outlet_has_published():
    edition = wait(factories.approved())
    assert edition.stage == Stage.APPROVED
    assert not is_live(edition, factories.soon(100_000))
    assert confirm(edition) == [edition]
    assert is_live(edition)
    entry = AuditEntry.objects.get(act="release")
    assert entry.actor == person("dara").pk
    assert "Petra" in entry.details


@pytest.mark.parametrize(("url", "confirmed"), [("", True), (URL, False)])
def test_it_takes_both_the_confirmation_and_the_address(url, confirmed):
    edition = wait(factories.approved())
    assert confirm(edition, url=url, confirmed=confirmed) == []
    assert not is_live(edition)


def test_it_does_not_go_out_before_the_embargo():
    edition = wait(factories.approved())
    until = factories.soon(600)
    workflow.set_embargo(edition, until, by=person("dara"))
    confirm(edition)
    assert factories.again(edition).live_from == until
    assert not is_live(edition, until - timedelta(microseconds=1))
    assert is_live(edition, until)


def test_once_it_has_been_let_out_mending_the_placement_moves_nothing():
    edition = wait(factories.approved())
    workflow.set_embargo(edition, factories.soon(600), by=person("dara"))
    confirm(edition)
    later = factories.soon(900)
    factories.do("reschedule", edition, "petra", moment=later)
    assert confirm(edition, url=URL + "?page=2") == []
    assert factories.again(edition).live_from == later


def test_at_the_latest_time_it_goes_out_whether_confirmed_or_not():
    latest = factories.soon(120)
    edition = wait(factories.approved(), latest=latest)
    assert (edition.live_from, edition.stage) == (latest, Stage.RELEASED)
    assert is_live(edition, latest)
    confirm(edition)
    assert is_live(edition)


def test_the_latest_time_stands_where_the_embargo_ends_with_it():
    edition = factories.approved()
    latest = factories.soon(600)
    workflow.set_embargo(edition, latest, by=person("dara"))
    edition = wait(edition, latest=latest)
    assert confirm(edition) == []
    assert factories.again(edition).live_from == latest


@pytest.mark.parametrize(
    ("latest", "sentence"),
    [
        (factories.soon(-5), "passed"),
        (factories.soon(60) + timedelta(seconds=1), "to the minute"),
        (factories.soon(599), "embargo"),
    ],
)
def test_a_latest_time_that_cannot_be_is_refused(latest, sentence):
    edition = factories.approved()
    workflow.set_embargo(edition, factories.soon(600), by=person("dara"))
    with pytest.raises(workflow.NotPossible, match=sentence):
        wait(edition, latest=latest)
    assert factories.again(edition).awaits is None


def test_it_waits_for_a_placement_of_its_own_that_has_not_appeared():
    edition = factories.approved()
    other = factories.placed(factories.approved(title="Another"))
    with pytest.raises(workflow.NotPossible, match="another text"):
        wait(edition, placement=other)
    confirm(edition)
    with pytest.raises(workflow.NotPossible, match="appeared there already"):
        wait(edition)


def test_it_waits_once():
    edition = wait(factories.approved())
    with pytest.raises(workflow.NotPossible, match="waits for its outlet already"):
        wait(edition)


def test_what_waits_is_taken_back():
    edition = wait(factories.approved())
    edition = factories.do("unschedule", edition, "petra")
    assert edition.awaits is None
    assert confirm(edition) == []
    assert not is_live(edition)


@pytest.mark.parametrize(
    ("act", "by", "arguments"),
    [
        ("save", "dara", {"content": factories.content(body="Rewritten.")}),
        ("return_to_author", "rhea", {"note": "Shorter, please."}),
        ("discard", "dara", {}),
    ],
)
def test_what_was_changed_or_sent_back_goes_out_for_nobody(act, by, arguments):
    edition = wait(factories.approved())
    factories.do(act, edition, by, **arguments)
    assert factories.again(edition).awaits is None
    assert confirm(edition) == []
    assert not is_live(edition)


def test_a_voided_approval_ends_the_waiting():
    edition = wait(factories.approved(), latest=factories.soon())
    edition = factories.do("void", edition, "rhea", approval=edition.approvals.get())
    assert (edition.stage, edition.awaits, edition.live_from) == (
        Stage.IN_REVIEW,
        None,
        None,
    )
    assert confirm(edition) == []


def test_a_release_by_hand_ends_the_waiting():
    edition = factories.do("release", wait(factories.approved()), "petra")
    assert edition.awaits is None
    moment = edition.live_from
    assert confirm(edition) == []
    assert factories.again(edition).live_from == moment


def test_a_new_edition_that_waits_tells_what_it_changes():
    second = factories.new_edition(factories.released())
    with pytest.raises(workflow.NotPossible, match="kind of change"):
        wait(second)
    wait(second, change="correction", public_note="A date.")
    confirm(second)
    second = factories.again(second)
    assert (second.change, second.public_note) == ("correction", "A date.")
    assert is_live(second)


def test_only_whoever_may_mend_placements_stores_one():
    edition = wait(factories.approved())
    for name in ("orla", "hugo", "stella", "admin"):
        with pytest.raises(workflow.NotPermitted):
            confirm(edition, by=name)
        with pytest.raises(workflow.NotPermitted):
            workflow.place(edition, "Kaldar Times", by=person(name))
    assert not is_live(edition)
    assert not Outlet.objects.filter(name="Kaldar Times").exists()


def test_nobody_outside_the_circle_lets_a_text_out_by_its_placement():
    edition = wait(factories.approved())
    workflow.limit(edition, by=person("dara"))
    with pytest.raises(workflow.NotPermitted, match="limited circle"):
        confirm(edition, by="rhea")
    assert not is_live(edition)


def test_people_are_warned_of_a_latest_time_and_of_no_open_wait():
    person("petra")
    edition = wait(factories.approved())
    warned = Notice.objects.filter(event="about_to_be_released")
    assert not warned.exists()
    factories.do("unschedule", edition, "petra")
    wait(edition, latest=factories.soon(6000))
    assert warned.exists()
