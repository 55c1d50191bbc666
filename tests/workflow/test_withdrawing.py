"""Taking down: one step, at once, whatever stands in the way; what never returns."""

from datetime import UTC, datetime

import pytest

from publications import workflow
from publications.models import AuditEntry, Delivery, Edition, Stage, Withdrawal
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _record_fits():
    """After every test here: what the record says is what is stored."""
    yield
    assert list(verify.faults({})) == []


def now():
    return datetime.now(UTC)


def take_down(edition, outcome="withdrawn", by="petra", **changes):
    decided = factories.decided(outcome, **changes)
    return factories.do("withdraw", edition, by, decided=decided)


def is_public(edition):
    return Edition.objects.live(now()).filter(text=edition.text).exists()


def scheduled_after(first):
    arguments = {"moment": factories.soon(), "change": "technical"}
    return factories.do("schedule", factories.new_edition(first), "petra", **arguments)


def in_french(first):
    """A courtesy translation of the text, approved."""
    french = workflow.translate(first, "fr", "courtesy", by=person("tomas"))
    words = factories.content(title="Deux fleuves", body="Un paragraphe.")
    factories.do("save", french, "tomas", content=words)
    factories.do("submit", french, "tomas")
    return factories.do("approve", french, "rhea")


def test_what_is_taken_down_is_gone_at_this_second():
    edition = take_down(factories.released())
    assert not is_public(edition)
    assert edition.state(now())[0] == "withdrawn"
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.edition, withdrawal.entered_at) == (edition, edition.live_until)


def test_a_page_opened_long_ago_takes_down_all_the_same():
    first = factories.released()
    seen = factories.again(first)
    draft = factories.do("revise", first, "dara")
    factories.do("save", draft, "dara", content=factories.content(body="Newer."))
    workflow.withdraw(seen, factories.decided("withdrawn"), by=person("petra"))
    assert not is_public(first)
    assert factories.again(draft).stage == Stage.DRAFT


def test_a_release_by_hand_that_the_person_has_not_seen_is_shown_first():
    first = factories.released()
    seen = factories.again(first)
    second = factories.new_edition(first)
    factories.do("release", second, "petra", change="technical")
    with pytest.raises(workflow.Stale, match="was faster"):
        workflow.withdraw(seen, factories.decided("withdrawn"), by=person("petra"))
    assert is_public(first)


def test_what_is_scheduled_is_taken_back_in_the_same_step():
    first = factories.released()
    second = scheduled_after(first)
    take_down(first)
    second = factories.again(second)
    assert (second.stage, second.live_from) == (Stage.APPROVED, None)
    assert not Edition.objects.live(factories.soon(600)).exists()
    assert not Delivery.objects.filter(event="about_to_be_released").exists()


def test_a_draft_begun_while_another_is_scheduled_stands_in_nobodys_way():
    """A text has one open edition: what is taken back beside a newer draft ends."""
    first = factories.released()
    second = scheduled_after(first)
    third = factories.do("revise", first, "dara")
    take_down(first, "retracted")
    assert not is_public(first)
    assert factories.again(second).stage == Stage.DISCARDED
    assert factories.again(third).stage == Stage.DRAFT


def test_what_waits_for_its_outlet_does_not_bring_the_text_back_by_itself():
    first = factories.released()
    second = factories.new_edition(first)
    placement = factories.placed(first)
    arguments = {"placement": placement, "change": "technical"}
    second = factories.do("await_placement", second, "petra", **arguments)
    take_down(first, "retracted")
    assert factories.again(second).awaits is None
    placement.confirmed, placement.url = True, "https://courier.example/1"
    assert workflow.store_placement(placement, by=person("petra")) == []
    assert not is_public(first)


def test_a_bundle_loses_its_schedule_with_the_text_that_is_taken_down():
    first, other = factories.released(), factories.approved(title="Another text")
    second = factories.new_edition(first)
    bundle = workflow.make_bundle("Visit", [second, other], by=person("petra"))
    workflow.schedule_bundle(
        bundle, factories.soon(), by=person("petra"), change="technical"
    )
    take_down(first)
    for edition in (second, other):
        assert factories.again(edition).live_from is None
    taken_back = AuditEntry.objects.filter(act="unschedule")
    assert set(taken_back.values_list("edition", flat=True)) == {
        second.uuid,
        other.uuid,
    }


def test_every_language_goes_unless_some_are_named():
    first = factories.released()
    french = factories.do("release", in_french(first), "petra")
    take_down(first, languages=("fr",), public_notes={"fr": "C'était faux."})
    assert is_public(first)
    assert not is_public(french)
    take_down(first)
    assert not is_public(first)
    assert Withdrawal.objects.count() == 2


def test_a_translation_that_is_only_scheduled_does_not_come_out_either():
    first = factories.released()
    french = in_french(first)
    factories.do("schedule", french, "petra", moment=factories.soon())
    take_down(first)
    assert factories.again(french).live_from is None
    assert Withdrawal.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "second", "allowed"),
    [
        ("withdrawn", "withdrawn", False),
        ("withdrawn", "replaced", True),
        ("withdrawn", "retracted", True),
        ("replaced", "withdrawn", False),
        ("replaced", "retracted", True),
        ("retracted", "withdrawn", False),
        ("retracted", "replaced", False),
        ("retracted", "retracted", False),
    ],
)
def test_a_later_word_is_stricter_than_the_one_before(first, second, allowed):
    other = factories.released(title="What takes its place").text
    place = {"replaced": {"replacement": other}}
    edition = take_down(factories.released(), first, **place.get(first, {}))
    ended = edition.live_until
    if allowed:
        edition = take_down(edition, second, **place.get(second, {}))
        assert edition.state(now())[0] == second
    else:
        with pytest.raises(workflow.NotPossible, match="taken down already"):
            take_down(edition, second, **place.get(second, {}))
    assert factories.again(edition).live_until == ended


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"outcome": "hidden"}, "what readers are to find"),
        ({"reason": "because"}, "choose the reason"),
        ({"public_note": "  "}, "in the public note"),
        ({"outcome": "replaced"}, "takes its place"),
        ({"languages": ()}, "Nothing is public"),
        ({"languages": ("ru",)}, "Nothing is public"),
    ],
)
def test_what_was_left_out_is_asked_for_and_nothing_is_done(changes, sentence):
    edition = factories.released()
    with pytest.raises(workflow.NotPossible, match=sentence):
        take_down(edition, changes.pop("outcome", "withdrawn"), **changes)
    assert is_public(edition)


def test_a_text_is_not_replaced_by_itself_nor_withdrawn_for_another():
    edition = factories.released()
    with pytest.raises(workflow.NotPossible, match="by itself"):
        take_down(edition, "replaced", replacement=edition.text)
    other = factories.released(title="Another").text
    with pytest.raises(workflow.NotPossible, match="Only a replaced text"):
        take_down(edition, "withdrawn", replacement=other)


def test_only_publishers_and_the_head_of_mission_take_down():
    edition = factories.released()
    for name in ("dara", "rhea", "orla", "tomas", "stella", "admin"):
        with pytest.raises(workflow.NotPermitted):
            take_down(edition, by=name)
    take_down(edition, by="hugo")
    assert not is_public(edition)


def test_a_publisher_outside_the_circle_takes_down_what_is_public():
    edition = factories.released()
    workflow.limit(edition, by=person("dara"))
    take_down(edition)
    assert not is_public(edition)


def test_what_was_never_public_is_not_taken_down():
    with pytest.raises(workflow.NotPossible, match="Nothing is public"):
        take_down(factories.scheduled())


def test_a_retraction_is_checked_by_the_worker_and_a_withdrawal_not():
    take_down(factories.released())
    assert not Delivery.objects.filter(task="confirm_retraction").exists()
    take_down(factories.released(title="Another"), "retracted")
    check = Delivery.objects.get(task="confirm_retraction")
    assert check.withdrawal.outcome == "retracted"


def test_the_private_note_is_on_the_record_and_in_no_mail():
    person("rhea")
    take_down(factories.released(), private_note="The minister rang.")
    assert AuditEntry.objects.get(act="withdraw").note == "The minister rang."
    assert not Delivery.objects.filter(body__contains="minister").exists()


def test_taken_down_editions_of_the_past_stay_as_they_were():
    first = factories.superseded()
    second = first.text.editions.get(number=2)
    ended = first.live_until
    take_down(second, "retracted")
    assert factories.again(first).live_until == ended
    assert not Edition.objects.readable(now()).filter(text=first.text).exists()


def test_a_note_that_would_break_a_feed_is_refused():
    edition = factories.released()
    decided = factories.decided("withdrawn", public_note="Wrong\x0b.")
    with pytest.raises(workflow.NotPossible, match="invisible character"):
        factories.do("withdraw", edition, "petra", decided=decided)
    second = factories.new_edition(edition)
    note = {"change": "correction", "public_note": "A date\x0b."}
    with pytest.raises(workflow.NotPossible, match="invisible character"):
        factories.do("release", second, "petra", **note)
