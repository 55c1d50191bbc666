"""Approval by link: single use, bound to the revision, by whoever signs or leads."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from publications import workflow
from publications.models import (
    Approval,
    ApprovalLink,
    AuditEntry,
    Capacity,
    Delivery,
    Edition,
    Stage,
    guards,
)
from publications.workflow import verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

FROM = "192.0.2.7"


@pytest.fixture(autouse=True)
def _record_fits():
    yield
    assert list(verify.faults({})) == []


@pytest.fixture
def head():
    who = factories.leading()
    who.approval_email = "ada.venn@ministry.example"
    who.save()
    return who


def sent(edition, who, by="rhea"):
    """Send a link; return it, as the token in the mail opens it."""
    factories.do("send_for_approval", edition, by, person=who)
    letter = Delivery.objects.filter(event="link_sent").order_by("-id").first()
    token = re.search(r"/approve/([^/\s]+)/", letter.body)[1]
    return workflow.link_of(token)


def approve(link):
    return workflow.approve_by_link(link, network_address=FROM)


def test_the_head_of_mission_approves_without_an_account(head):
    edition = factories.do("approve", factories.in_review(), "rhea")
    assert edition.stage == Stage.IN_REVIEW
    approve(sent(edition, head))
    edition = factories.again(edition)
    assert edition.stage == Stage.APPROVED
    approval = edition.approvals.last()
    assert (approval.approver, approval.signatory) == (None, head)
    assert approval.capacity == Capacity.PRINCIPAL
    assert approval.name == "Ada Venn"
    entry = AuditEntry.objects.filter(act="approve").last()
    assert "Ada Venn" in entry.actor_name
    assert FROM in entry.details
    assert "ada.venn@ministry.example" in entry.details


def test_a_link_is_used_once(head):
    link = sent(factories.in_review(), head)
    approve(link)
    for use in (
        approve,
        lambda known: workflow.return_by_link(known, "No.", network_address=FROM),
    ):
        with pytest.raises(workflow.NotPossible, match="used already"):
            use(link)
    assert Approval.objects.count() == 1


def test_opening_it_however_often_uses_nothing_up(head):
    link = sent(factories.in_review(), head)
    for _time in range(5):
        workflow.note_opening(link, network_address=FROM)
    assert AuditEntry.objects.filter(act="open_link").count() == 1
    approve(link)


def test_a_link_is_of_the_text_that_was_sent(head):
    edition = factories.in_review()
    link = sent(edition, head)
    words = factories.content(body="The first, paragraph.")
    factories.do("save", edition, "dara", content=words)
    with pytest.raises(workflow.NotPossible, match="has been changed since"):
        approve(link)
    assert ApprovalLink.objects.get().used_at is None


def test_a_link_expires(head, settings):
    settings.APPROVAL_LINK_HOURS = 1
    link = sent(factories.in_review(), head)
    with guards.lifted(connection):
        past = datetime.now(UTC) - timedelta(seconds=1)
        ApprovalLink.objects.update(expires_at=past)
    with pytest.raises(workflow.NotPossible, match="expired"):
        approve(link)


def test_a_newer_link_takes_the_place_of_the_one_before(head):
    edition = factories.in_review()
    first, second = sent(edition, head), sent(edition, head)
    with pytest.raises(workflow.NotPossible, match="newer link"):
        approve(first)
    approve(second)


def test_whoever_no_longer_leads_does_not_approve_as_head(head):
    link = sent(factories.in_review(), head)
    head.appointments.update(ends_on=date(2020, 1, 1))
    with pytest.raises(workflow.NotPossible, match="no longer lead"):
        approve(link)
    assert ApprovalLink.objects.get().used_at is None


@pytest.mark.parametrize("state", ["draft", "released", "scheduled", "discarded"])
def test_a_link_outside_a_review_does_nothing(head, state):
    edition = factories.in_review()
    link = sent(edition, head)
    if state == "draft":
        factories.do("return_to_author", edition, "rhea", note="Wait.")
    elif state == "discarded":
        factories.do("discard", edition, "dara")
    else:
        factories.do("approve", edition, "rhea")
        approve(sent(edition, head))
        # Sent once more while it was approved, then used too late.
        link = sent(edition, head)
        act = {"released": "release", "scheduled": "schedule"}[state]
        more = {"moment": factories.soon()} if state == "scheduled" else {}
        factories.do(act, edition, "petra", **more)
    before = Approval.objects.filter(voided_at=None).count()
    with pytest.raises(workflow.NotPossible, match="no longer in review"):
        approve(link)
    with pytest.raises(workflow.NotPossible, match="no longer in review"):
        workflow.return_by_link(link, "No.", network_address=FROM)
    assert Approval.objects.filter(voided_at=None).count() == before


def test_returning_takes_a_note_and_voids_every_approval(head):
    edition = factories.do("approve", factories.in_review(), "rhea")
    link = sent(edition, head)
    with pytest.raises(workflow.NotPossible, match="note"):
        workflow.return_by_link(link, "  ", network_address=FROM)
    workflow.return_by_link(link, "Not “valley”.", network_address=FROM)
    edition = factories.again(edition)
    assert edition.stage == Stage.DRAFT
    assert not edition.approvals.filter(voided_at=None).exists()
    assert AuditEntry.objects.get(act="return_to_author").note == "Not “valley”."
    letters = Delivery.objects.filter(event="returned")
    assert letters.get().recipient == "dara@mission.example"


def test_returning_ends_the_waiting_for_an_outlet(head):
    edition = factories.do("approve", factories.in_review(), "rhea")
    approve(sent(edition, head))
    link = sent(edition, head)
    placement = factories.placed(edition)
    factories.do("await_placement", edition, "petra", placement=placement)
    workflow.return_by_link(link, "Wait.", network_address=FROM)
    assert factories.again(edition).awaits is None


def test_only_somebody_who_changed_nothing_sends_it(head):
    edition = factories.in_review()
    words = factories.content(body="The reviewer's words.")
    factories.do("save", edition, "rhea", content=words)
    with pytest.raises(workflow.NotPossible, match="You wrote"):
        sent(edition, head)
    with pytest.raises(workflow.NotPermitted):
        sent(edition, head, by="dara")
    sent(edition, head, by="ruben")


def test_a_second_account_of_a_writer_does_not_send_it_either(head):
    second = person("ruben")
    second.person = factories.leading("Ben Holm", leads="")
    second.save()
    writer = person("dara")
    writer.person = second.person
    writer.save()
    with pytest.raises(workflow.NotPossible, match="You wrote"):
        sent(factories.in_review(), head, by="ruben")


def test_it_goes_to_the_address_on_file_and_nowhere_else(head):
    edition = factories.in_review()
    sent(edition, head)
    assert Delivery.objects.get(event="link_sent").recipient == head.approval_email
    head.approval_email = ""
    head.save()
    with pytest.raises(workflow.NotPossible, match="No address is on file"):
        factories.do("send_for_approval", edition, "rhea", person=head)


def test_only_who_signs_or_leads_is_asked():
    stranger = factories.leading("Ben Holm", leads="")
    stranger.approval_email = "ben@elsewhere.example"
    stranger.save()
    with pytest.raises(workflow.NotPossible, match="neither signs nor leads"):
        sent(factories.in_review(), stranger)


def test_a_signatory_who_does_not_lead_approves_as_signatory():
    edition = factories.in_review()
    approve(sent(edition, factories.signatory_of(edition)))
    approval = Approval.objects.get()
    assert approval.capacity == Capacity.SIGNATORY
    assert workflow.silent_signatories(factories.again(edition)) == []
    assert factories.again(edition).stage == Stage.APPROVED


def test_only_the_tokens_digest_is_stored(head):
    edition = factories.in_review()
    link = sent(edition, head)
    body = Delivery.objects.get(event="link_sent").body
    token = re.search(r"/approve/([^/\s]+)/", body)[1]
    assert token not in link.token_digest
    assert not AuditEntry.objects.filter(details__contains=token).exists()
    assert workflow.link_of(token + "x") is None
    assert workflow.link_of(link.token_digest) is None


class TestSomebodyWithAnAccountToo:
    """The link counts as the account of the same person."""

    @pytest.fixture
    def hugo(self, head):
        account = person("hugo")
        account.person = head
        account.save()
        return account

    def test_both_are_one_pair_of_eyes(self, head, hugo):
        edition = factories.do("submit", factories.draft(by="rhea"), "rhea")
        words = factories.content(body="The head's own words.")
        factories.do("save", edition, "hugo", content=words)
        link = sent(edition, head, by="ruben")
        approve(link)
        assert Approval.objects.get().approver == hugo
        with pytest.raises(workflow.NotPossible, match="approved this text already"):
            factories.do("approve", edition, "hugo")
        assert factories.again(edition).stage == Stage.IN_REVIEW

    def test_whoever_approved_at_the_desk_does_not_do_so_again_by_link(
        self, head, hugo
    ):
        edition = factories.in_review()
        link = sent(edition, head)
        factories.do("approve", edition, "hugo")
        with pytest.raises(workflow.NotPossible, match="approved this text already"):
            approve(link)

    def test_the_only_writer_still_needs_somebody_else(self, head, hugo):
        edition = factories.do("submit", factories.draft(by="hugo"), "hugo")
        approve(sent(edition, head))
        assert factories.again(edition).stage == Stage.IN_REVIEW
        assert factories.do("approve", edition, "rhea").stage == Stage.APPROVED

    @pytest.mark.parametrize("active", [True, False])
    def test_a_signatory_who_wrote_alone_is_not_cleared_by_the_own_link(
        self, head, hugo, active
    ):
        head.appointments.update(leads="")
        edition = factories.do("submit", factories.draft(by="hugo"), "hugo")
        link = sent(edition, head)
        hugo.is_active = active
        hugo.save()
        with pytest.raises(workflow.NotPossible, match="You wrote this text"):
            approve(link)


def test_nothing_that_is_not_approved_goes_out_by_a_link_alone(head):
    """Of an unchanged copy of a live text one approval is enough, as for anybody."""
    edition = factories.in_review(kind="statement")
    approve(sent(edition, head))
    assert factories.again(edition).stage == Stage.APPROVED
    assert not Edition.objects.live(datetime.now(UTC)).exists()
