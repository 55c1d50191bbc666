"""Emergency release: flagged, with a reason, never without the signatory."""

from datetime import UTC, datetime

import pytest

from publications import workflow
from publications.models import AuditEntry, Edition, Stage
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _allowed(settings):
    settings.EMERGENCY_RELEASE = True
    yield
    assert list(verify.faults({})) == []


def release(edition, by="petra", reason="The dam has broken.", **more):
    return factories.do("release_emergency", edition, by, reason=reason, **more)


def unchecked():
    return set(Edition.objects.unchecked_emergencies())


def test_it_is_public_at_once_and_flagged():
    edition = release(factories.unsigned())
    assert set(Edition.objects.live(datetime.now(UTC))) == {edition}
    assert edition.emergency
    assert unchecked() == {edition}
    assert AuditEntry.objects.get(act="release_emergency").note == "The dam has broken."


def test_settings_must_allow_it(settings):
    settings.EMERGENCY_RELEASE = False
    with pytest.raises(workflow.NotPossible, match="does not allow"):
        release(factories.unsigned())


def test_it_takes_a_reason():
    edition = factories.unsigned()
    with pytest.raises(workflow.NotPossible, match="needs a reason"):
        release(edition, reason=" \n")
    assert factories.again(edition).stage == Stage.IN_REVIEW


def test_publishers_alone_do_it():
    edition = factories.unsigned()
    for name in ("dara", "rhea", "hugo", "tomas", "orla", "admin"):
        with pytest.raises(workflow.NotPermitted):
            release(edition, by=name)


def test_a_signed_text_waits_for_every_signatory():
    ben = workflow.Signatory("Ben Holm", "Mr.", "Counsellor")
    edition = factories.in_review(signatories=(factories.VENN, ben))
    with pytest.raises(workflow.NotPossible, match=r"Ada Venn, Ben Holm"):
        release(edition)
    hugo = person("hugo")
    hugo.person = factories.signatory_of(edition)
    hugo.save()
    edition = factories.in_review(title="Another", signatories=(factories.VENN, ben))
    words = factories.content(
        title="Another", body="Hugo's.", signatories=(factories.VENN, ben)
    )
    factories.do("save", edition, "hugo", content=words)
    factories.do("approve", edition, "hugo")
    with pytest.raises(workflow.NotPossible, match=r"signs: Ben Holm"):
        release(edition)


def test_a_signatorys_approval_is_of_the_words_as_they_stand():
    edition = factories.in_review()
    hugo = person("hugo")
    hugo.person = factories.signatory_of(edition)
    hugo.save()
    words = factories.content(body="By Hugo.")
    factories.do("save", edition, "hugo", content=words)
    edition = factories.do("approve", edition, "hugo")
    assert edition.stage == Stage.IN_REVIEW
    factories.do("save", edition, "dara", content=factories.content(body="By Dara."))
    with pytest.raises(workflow.NotPossible, match="Ada Venn"):
        release(edition)


def test_who_interviews_or_translates_signs_nothing():
    asks = workflow.Signatory("Ivo Lund", "", "Kaldar Courier", role="interviewer")
    edition = factories.in_review(kind="interview", signatories=(asks,))
    assert release(edition).emergency


def test_a_draft_and_what_is_cleared_are_no_emergencies():
    draft = factories.draft(kind="press_release", signatories=())
    for edition in (draft, factories.approved(title="Cleared")):
        with pytest.raises(workflow.NotPossible):
            release(edition)


@pytest.mark.parametrize("name", ["petra", "dara"])
def test_neither_who_released_nor_who_wrote_approves_afterwards(name):
    person("dara").groups.add(*person("rhea").groups.all())
    edition = release(factories.unsigned())
    with pytest.raises(workflow.NotPossible, match="somebody else must approve"):
        factories.do("approve_afterwards", edition, name)
    assert unchecked() == {edition}


def test_a_second_account_of_who_released_does_not_approve_it_either():
    both = factories.leading("Ben Holm", leads="")
    for name in ("petra", "ruben"):
        account = person(name)
        account.person = both
        account.save()
    edition = release(factories.unsigned())
    with pytest.raises(workflow.NotPossible, match="somebody else must approve"):
        factories.do("approve_afterwards", edition, "ruben")


def test_the_flag_goes_once_somebody_else_has_looked():
    edition = release(factories.unsigned())
    factories.do("approve_afterwards", edition, "rhea")
    assert unchecked() == set()
    assert factories.again(edition).emergency
    with pytest.raises(workflow.NotPossible, match="or approved since"):
        factories.do("approve_afterwards", edition, "ruben")


def test_whoever_approved_before_may_look_once_more():
    edition = factories.unsigned()
    words = factories.content(body="By Petra.", signatories=())
    factories.do("save", edition, "petra", content=words)
    edition = factories.do("approve", edition, "petra")
    assert edition.stage == Stage.IN_REVIEW
    edition = release(edition)
    assert factories.do("approve_afterwards", edition, "rhea").emergency
    assert unchecked() == set()


@pytest.mark.parametrize("outcome", ["withdrawn", "retracted"])
def test_it_is_flagged_also_when_it_is_down(outcome):
    edition = release(factories.unsigned())
    down = factories.decided(outcome)
    factories.do("withdraw", edition, "petra", decided=down)
    assert unchecked() == {edition}
    factories.do("approve_afterwards", edition, "rhea")
    assert unchecked() == set()


def test_what_was_released_in_the_ordinary_way_needs_nothing_afterwards():
    edition = factories.released()
    assert unchecked() == set()
    with pytest.raises(workflow.NotPossible, match="ordinary way"):
        factories.do("approve_afterwards", edition, "ruben")


def test_a_new_edition_says_what_it_changes_in_an_emergency_too():
    first = release(factories.unsigned())
    second = factories.do("revise", first, "dara")
    words = factories.content(body="Leave now.", signatories=())
    factories.do("save", second, "dara", content=words)
    factories.do("submit", second, "dara")
    with pytest.raises(workflow.NotPossible, match="kind of change"):
        release(second)
    second = release(second, change="update", public_note="The dam.")
    assert factories.again(first).live_until == second.live_from
    assert unchecked() == {first, second}
