"""Bundles: several texts at one moment, all or none."""

from datetime import UTC, datetime

import pytest

from publications import workflow
from publications.models import AuditEntry, Edition, Stage
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _record_fits():
    yield
    assert list(verify.faults({})) == []


@pytest.fixture
def two():
    return [factories.approved(title=title) for title in ("One", "Two")]


def bundle_of(editions, by="petra", name="State visit"):
    return workflow.make_bundle(name, editions, by=person(by))


def schedule(bundle, minutes=60, by="petra", **more):
    moment = factories.soon(minutes)
    return workflow.schedule_bundle(bundle, moment, by=person(by), **more)


def moments(editions):
    return {factories.again(edition).live_from for edition in editions}


def test_all_go_out_at_one_second(two):
    released = workflow.release_bundle(bundle_of(two), by=person("petra"))
    assert len(moments(released)) == 1
    assert set(Edition.objects.live(datetime.now(UTC))) == set(two)


def test_all_are_scheduled_moved_and_taken_back_together(two):
    schedule(bundle_of(two))
    assert moments(two) == {factories.soon(60)}
    for minutes in (30, 300):
        moment = factories.soon(minutes)
        factories.do("reschedule", two[1], "petra", moment=moment)
        assert moments(two) == {moment}
        assert {factories.again(e).bundle.name for e in two} == {"State visit"}
    factories.do("unschedule", two[0], "petra")
    assert moments(two) == {None}
    assert {factories.again(e).stage for e in two} == {Stage.APPROVED}


def test_one_that_is_not_approved_holds_back_all(two):
    bundle = bundle_of([*two, factories.in_review(title="Three")])
    with pytest.raises(workflow.NotPossible, match="Three.*not approved"):
        workflow.release_bundle(bundle, by=person("petra"))
    with pytest.raises(workflow.NotPossible, match="Three.*not approved"):
        schedule(bundle)
    assert moments(two) == {None}


def test_one_under_embargo_holds_back_all(two):
    bundle = bundle_of(two)
    workflow.set_embargo(two[0], factories.soon(600), by=person("dara"))
    with pytest.raises(workflow.NotPossible, match="embargo"):
        workflow.release_bundle(bundle, by=person("petra"))
    with pytest.raises(workflow.NotPossible, match="embargo"):
        schedule(bundle)
    assert moments(two) == {None}


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("release", lambda e: {}),
        ("schedule", lambda e: {"moment": factories.soon()}),
        ("await_placement", lambda e: {"placement": factories.placed(e)}),
        ("record_release", lambda e: {"moment": factories.soon(-60), "note": ""}),
    ],
)
def test_none_of_it_goes_out_alone(two, act, arguments):
    bundle_of(two)
    with pytest.raises(workflow.NotPossible, match="released as a whole"):
        factories.do(act, two[0], "petra", **arguments(two[0]))


def test_not_even_in_an_emergency_does_one_go_out_alone(settings):
    settings.EMERGENCY_RELEASE = True
    edition = factories.unsigned()
    bundle_of([edition, factories.approved(title="Another")])
    with pytest.raises(workflow.NotPossible, match="released as a whole"):
        factories.do("release_emergency", edition, "petra", reason="The dam.")


def test_an_approval_voided_takes_back_all_and_reviews_one(two):
    schedule(bundle_of(two))
    approval = two[0].approvals.get()
    factories.do("void", two[0], "rhea", approval=approval)
    assert moments(two) == {None}
    assert [factories.again(e).stage for e in two] == ["in_review", "approved"]
    assert AuditEntry.objects.get(act="unschedule").edition == two[1].uuid


def test_a_member_changed_afterwards_holds_back_all(two):
    bundle = bundle_of(two)
    words = factories.content(title="One", body="Rewritten.")
    factories.do("save", two[0], "dara", content=words)
    with pytest.raises(workflow.NotPossible, match="not approved"):
        workflow.release_bundle(bundle, by=person("petra"))


def test_one_taken_out_goes_its_own_way(two):
    bundle = bundle_of(two)
    workflow.take_out(two[0], by=person("petra"))
    factories.do("release", two[0], "petra")
    assert [e.pk for e in workflow.release_bundle(bundle, by=person("petra"))] == [
        two[1].pk
    ]


def test_a_discarded_one_leaves_the_bundle_to_the_others(two):
    bundle = bundle_of(two)
    factories.do("discard", two[0], "dara")
    released = workflow.release_bundle(bundle, by=person("petra"))
    assert [edition.pk for edition in released] == [two[1].pk]


def test_none_is_taken_out_of_a_scheduled_bundle(two):
    schedule(bundle_of(two))
    with pytest.raises(workflow.NotPossible, match="take that back first"):
        workflow.take_out(two[0], by=person("petra"))


def test_a_text_is_in_one_bundle(two):
    bundle_of(two)
    with pytest.raises(workflow.NotPossible, match="another bundle"):
        bundle_of([two[0], factories.draft(title="Three")])


@pytest.mark.parametrize(
    "maker",
    [
        factories.released,
        factories.scheduled,
        factories.waiting,
        factories.discarded,
    ],
)
def test_only_what_is_not_yet_scheduled_is_gathered(maker):
    with pytest.raises(workflow.NotPossible, match="not yet scheduled"):
        bundle_of([maker(), factories.draft(title="Another")])


def test_a_bundle_has_a_name_and_two_texts(two):
    with pytest.raises(workflow.NotPossible, match="a name"):
        bundle_of(two, name=" ")
    with pytest.raises(workflow.NotPossible, match="at least two"):
        bundle_of(two[:1])
    with pytest.raises(workflow.NotPossible, match="at least two"):
        bundle_of([])


def test_a_bundle_that_is_out_is_released_no_more(two):
    bundle = bundle_of(two)
    workflow.release_bundle(bundle, by=person("petra"))
    with pytest.raises(workflow.NotPossible, match="Nothing in this bundle"):
        workflow.release_bundle(bundle, by=person("petra"))


@pytest.mark.parametrize("name", ["dara", "rhea", "hugo", "tomas", "orla", "admin"])
def test_only_publishers_bundle(two, name):
    with pytest.raises(workflow.NotPermitted):
        bundle_of(two, by=name)
    bundle = bundle_of(two)
    with pytest.raises(workflow.NotPermitted):
        workflow.release_bundle(bundle, by=person(name))
    with pytest.raises(workflow.NotPermitted):
        schedule(bundle, by=name)


def test_a_limited_text_is_bundled_and_released_within_its_circle_alone(two):
    workflow.limit(two[1], by=person("dara"))
    with pytest.raises(workflow.NotPermitted, match="limited circle"):
        bundle_of(two)
    workflow.limit(two[1], by=person("dara"), accounts=[person("petra")])
    bundle = bundle_of(two)
    workflow.limit(two[1], by=person("dara"))
    with pytest.raises(workflow.NotPermitted, match="limited circle"):
        workflow.release_bundle(bundle, by=person("petra"))
    with pytest.raises(workflow.NotPermitted, match="limited circle"):
        schedule(bundle)
    assert moments(two) == {None}


def test_a_bundle_with_a_limited_text_is_stopped_but_not_moved_from_outside(two):
    workflow.limit(two[1], by=person("dara"), accounts=[person("petra")])
    schedule(bundle_of(two))
    workflow.limit(two[1], by=person("dara"))
    with pytest.raises(workflow.NotPermitted, match="limited circle"):
        factories.do("reschedule", two[0], "petra", moment=factories.soon(300))
    assert moments(two) == {factories.soon(60)}
    factories.do("unschedule", two[0], "petra")
    assert moments(two) == {None}


def test_new_editions_in_it_say_what_they_change():
    firsts = [factories.released(title=title) for title in ("One", "Two")]
    bundle = bundle_of([factories.new_edition(first) for first in firsts])
    with pytest.raises(workflow.NotPossible, match="kind of change"):
        schedule(bundle)
    one, two = (edition.pk for edition in bundle.editions.order_by("text"))
    with pytest.raises(workflow.NotTold, match="Two.*public note") as refused:
        schedule(bundle, change="correction", public_notes={one: "A date."})
    assert [edition.pk for edition in refused.value.reasons] == [two]
    notes = {one: "A date.", two: "A name."}
    schedule(bundle, change="correction", public_notes=notes)
    assert dict(bundle.editions.values_list("pk", "public_note")) == notes
    assert [factories.again(f).live_until for f in firsts] == [factories.soon(60)] * 2
    factories.do("unschedule", bundle.editions.first(), "petra")
    assert [factories.again(f).live_until for f in firsts] == [None] * 2


def test_a_bundle_with_a_newer_draft_behind_one_of_its_texts_is_moved():
    first = factories.released()
    second = factories.new_edition(first)
    other = factories.approved(title="Another")
    schedule(bundle_of([second, other]), change="technical")
    factories.do("revise", first, "dara")
    moment = factories.soon(300)
    factories.do("reschedule", other, "petra", moment=moment)
    assert moments([second, other]) == {moment}
    assert factories.again(first).live_until == moment
