"""Four eyes, bound to the revision."""

import pytest

from publications import workflow
from publications.models import Delivery, Stage
from tests import factories

pytestmark = pytest.mark.django_db


def rewrite(edition, by, body):
    return factories.do("save", edition, by, content=factories.content(body=body))


def test_the_writer_cannot_approve_the_own_text():
    edition = factories.do("submit", factories.draft(by="rhea"), "rhea")
    with pytest.raises(workflow.NotPossible, match="somebody else must approve"):
        factories.do("approve", edition, "rhea")


def test_a_reviewer_who_rewrites_needs_somebody_else_to_approve():
    edition = factories.in_review()
    rewrite(edition, "petra", "The publisher's own words.")
    edition = factories.do("approve", edition, "petra")
    assert edition.stage == Stage.IN_REVIEW
    with pytest.raises(workflow.NotPossible):
        factories.do("release", edition, "petra")
    edition = factories.do("approve", edition, "rhea")
    assert edition.stage == Stage.APPROVED


def test_a_comma_moved_by_a_third_person_is_not_cleared_by_the_writer():
    edition = factories.do("submit", factories.draft(by="rhea"), "rhea")
    edition = factories.do("approve", edition, "ruben")
    rewrite(edition, "petra", "The first, paragraph.")
    edition = factories.do("approve", edition, "rhea")
    assert edition.stage == Stage.IN_REVIEW
    with pytest.raises(workflow.NotPossible):
        factories.do("release", edition, "petra")


def test_two_who_both_wrote_may_approve_each_others_final_text():
    edition = factories.do("submit", factories.draft(by="rhea"), "rhea")
    rewrite(edition, "ruben", "The final text.")
    factories.do("take_up", edition, "rhea")
    edition = factories.do("approve", edition, "rhea")
    assert edition.reviewing_by is None  # it is with others now
    edition = factories.do("approve", edition, "ruben")
    assert edition.stage == Stage.APPROVED
    assert factories.do("release", edition, "petra").stage == Stage.RELEASED


def test_a_new_save_voids_the_approval_and_goes_back_to_review():
    edition = factories.approved()
    rewrite(edition, "dara", "The first paragraph, with a comma.")
    edition = factories.again(edition)
    assert edition.stage == Stage.IN_REVIEW
    assert not edition.approvals.filter(voided_at=None).exists()


def test_saving_the_same_words_again_voids_nothing():
    edition = factories.approved()
    factories.do("save", edition, "dara", content=factories.content())
    assert factories.again(edition).stage == Stage.APPROVED


def test_an_approval_of_what_the_reviewer_did_not_see_is_refused():
    edition = factories.in_review()
    seen = factories.again(edition).text.version
    rewrite(edition, "dara", "Saved while the reviewer was reading.")
    with pytest.raises(workflow.Stale, match="was faster"):
        workflow.approve(
            factories.again(edition), by=factories.person("rhea"), version=seen
        )


def test_a_text_is_returned_with_a_note_or_not_at_all():
    edition = factories.in_review()
    with pytest.raises(workflow.NotPossible, match="note"):
        factories.do("return_to_author", edition, "rhea", note="  ")
    edition = factories.do("return_to_author", edition, "rhea", note="Shorter, please")
    assert edition.stage == Stage.DRAFT


def test_an_empty_text_is_not_submitted():
    with pytest.raises(workflow.NotPossible, match="no text yet"):
        factories.do("submit", factories.draft(body=""), "dara")


def test_reviewers_are_told_by_mail_and_the_writer_of_the_return():
    for name in ("rhea", "ruben", "petra"):
        factories.person(name)
    edition = factories.in_review()
    told = set(Delivery.objects.values_list("recipient", flat=True))
    assert told == {f"{name}@mission.example" for name in ("rhea", "ruben", "petra")}
    Delivery.objects.all().delete()
    factories.do("return_to_author", edition, "rhea", note="Shorter, please")
    letter = Delivery.objects.get()
    assert letter.recipient == "dara@mission.example"
    assert "Shorter, please" in letter.body


def test_a_refused_act_leaves_nothing_behind():
    edition = factories.draft(body="")
    version = factories.again(edition).text.version
    with pytest.raises(workflow.NotPossible):
        factories.do("submit", edition, "dara")
    assert factories.again(edition).text.version == version
    assert not Delivery.objects.exists()
