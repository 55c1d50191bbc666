"""Who has cleared a text: four eyes, the head of mission on the day, and who signs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from publications import workflow
from publications.models import Capacity, Edition, Stage, guards
from publications.workflow import clearance, verify
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
DAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _record_fits():
    yield
    assert list(verify.faults({})) == []


def is_(name, who):
    account = person(name)
    account.person = who
    account.save()
    return account


def save(edition, by, body):
    return factories.do("save", edition, by, content=factories.content(body=body))


def missing(edition):
    return " ".join(workflow.missing(factories.again(edition), datetime.now(UTC)))


class TestFourEyes:
    def test_two_accounts_of_one_person_are_one_pair_of_eyes(self):
        both = factories.leading("Ben Holm", leads="")
        is_("dara", both)
        is_("rhea", both)
        edition = factories.in_review()
        with pytest.raises(workflow.NotPossible, match="You wrote this text"):
            factories.do("approve", edition, "rhea")
        assert factories.do("approve", edition, "ruben").stage == Stage.APPROVED

    def test_two_accounts_of_one_person_do_not_approve_for_two(self):
        both = factories.leading("Ben Holm", leads="")
        is_("rhea", both)
        is_("ruben", both)
        edition = factories.do("submit", factories.draft(by="rhea"), "rhea")
        save(edition, "petra", "Petra's words.")
        edition = factories.do("approve", edition, "rhea")
        for act in ("approve", "take_up"):
            with pytest.raises(workflow.NotPossible, match="this text already"):
                factories.do(act, edition, "ruben")
        assert edition.stage == Stage.IN_REVIEW

    def test_an_account_joined_to_a_person_afterwards_clears_nothing_more(self):
        """Who is who may be found out late: the release asks once more."""
        edition = factories.approved()
        both = factories.leading("Ben Holm", leads="")
        is_("dara", both)
        is_("rhea", both)
        with pytest.raises(workflow.NotPossible, match="also wrote"):
            factories.do("release", edition, "petra")

    def test_who_was_deactivated_past_the_product_counts_no_more(self):
        edition = factories.approved()
        account = person("rhea")
        account.is_active = False
        account.save()
        with pytest.raises(workflow.NotPossible, match="Still needed"):
            factories.do("release", edition, "petra")

    def test_a_remark_makes_nobody_a_contributor(self):
        edition = factories.in_review()
        workflow.remark(edition, "Is this so?", by=person("rhea"))
        assert factories.do("approve", edition, "rhea").stage == Stage.APPROVED

    def test_whoever_wrote_an_earlier_edition_may_approve_the_next(self):
        first = factories.released()
        second = factories.do("revise", first, "dara")
        save(second, "ruben", "Ruben's words.")
        factories.do("submit", second, "ruben")
        person("dara").groups.add(*person("rhea").groups.all())
        assert factories.do("approve", second, "dara").stage == Stage.APPROVED

    def test_the_page_says_what_is_missing(self):
        edition = factories.in_review()
        assert "somebody who wrote none of it" in missing(edition)
        save(edition, "petra", "Petra's words.")
        factories.do("approve", edition, "petra")
        assert "one more approval" in missing(edition)
        factories.do("approve", edition, "rhea")
        assert missing(edition) == ""

    def test_an_approval_is_given_once(self):
        edition = factories.in_review()
        save(edition, "petra", "Petra's words.")
        factories.do("approve", edition, "petra")
        with pytest.raises(workflow.NotPossible, match="approved this text already"):
            factories.do("approve", edition, "petra")

    def test_a_voided_one_can_be_given_again(self):
        edition = factories.approved()
        edition = factories.do(
            "void", edition, "rhea", approval=edition.approvals.get()
        )
        assert edition.stage == Stage.IN_REVIEW
        assert factories.do("approve", edition, "rhea").stage == Stage.APPROVED

    def test_an_approval_is_voided_by_its_giver_or_a_publisher_while_it_stands(self):
        edition = factories.approved()
        approval = edition.approvals.get()
        for name in ("ruben", "hugo"):
            with pytest.raises(workflow.NotPossible, match="no approval that you"):
                factories.do("void", edition, name, approval=approval)
        factories.do("void", edition, "petra", approval=approval)
        with pytest.raises(workflow.NotPossible):
            factories.do("void", edition, "petra", approval=approval)

    def test_an_approval_of_another_text_is_not_voided_through_this_one(self):
        edition, other = factories.approved(), factories.an_approval()
        with pytest.raises(workflow.NotPossible, match="voided already"):
            factories.do("void", edition, "petra", approval=other)
        other.refresh_from_db()
        assert other.voided_at is None

    def test_what_is_public_keeps_its_approval(self):
        edition = factories.released()
        with pytest.raises(workflow.NotPossible, match="“Live”"):
            factories.do("void", edition, "petra", approval=edition.approvals.get())

    def test_voiding_takes_the_schedule_back_and_opens_the_edition_before(self):
        first = factories.released()
        second = factories.new_edition(first)
        more = {"moment": factories.soon(), "change": "technical"}
        second = factories.do("schedule", second, "petra", **more)
        approval = second.approvals.get()
        second = factories.do("void", second, "petra", approval=approval)
        assert (second.stage, second.live_from) == (Stage.IN_REVIEW, None)
        assert factories.again(first).live_until is None

    def test_one_approval_too_many_is_voided_without_consequences(self):
        edition = factories.in_review()
        save(edition, "petra", "Petra's words.")
        factories.do("approve", edition, "petra")
        edition = factories.do("approve", edition, "rhea")
        petras = edition.approvals.get(approver=person("petra"))
        edition = factories.do("void", edition, "petra", approval=petras)
        assert edition.stage == Stage.APPROVED


class TestHeadOfMission:
    @pytest.mark.parametrize(
        ("leads", "days", "expected"),
        [
            ("head", {}, True),
            ("acting", {}, True),
            ("", {}, False),
            ("head", {"begins_on": DAY}, True),
            ("head", {"begins_on": DAY + timedelta(days=1)}, False),
            ("acting", {"ends_on": DAY}, True),
            ("acting", {"ends_on": DAY - timedelta(days=1)}, False),
        ],
    )
    def test_who_leads_on_a_day(self, leads, days, expected):
        who = factories.leading(leads=leads, **days)
        leading = clearance.leaders(NOON).filter(person=who).exists()
        assert leading == expected

    def test_the_day_is_the_missions(self, settings):
        settings.TIME_ZONE = "Pacific/Auckland"
        factories.leading(begins_on=DAY + timedelta(days=1))
        assert not clearance.leaders(NOON - timedelta(hours=3)).exists()
        assert clearance.leaders(NOON).exists()

    def test_what_the_head_signs_takes_the_heads_approval(self):
        head = factories.leading()
        edition = factories.do("approve", factories.in_review(), "rhea")
        assert edition.stage == Stage.IN_REVIEW
        assert "head of mission (Ada Venn)" in missing(edition)
        with pytest.raises(workflow.NotPossible):
            factories.do("release", edition, "petra")
        is_("hugo", head)
        edition = factories.do("approve", edition, "hugo")
        assert edition.stage == Stage.APPROVED
        approval = edition.approvals.last()
        assert approval.capacity == Capacity.PRINCIPAL
        assert approval.office == "Envoy"

    def test_the_kinds_that_settings_name_need_it_whoever_signs(self, settings):
        edition = factories.in_review(kind="statement", signatories=())
        edition = factories.do("approve", edition, "rhea")
        assert edition.stage == Stage.IN_REVIEW
        assert "Nobody is recorded as leading" in missing(edition)
        is_("hugo", factories.leading("Ben Holm", leads="acting"))
        assert factories.do("approve", edition, "hugo").stage == Stage.APPROVED
        settings.PRINCIPAL_KINDS = ["speech"]
        statement = factories.in_review(kind="statement", signatories=())
        assert factories.do("approve", statement, "rhea").stage == Stage.APPROVED
        speech = factories.in_review(kind="speech", signatories=())
        assert factories.do("approve", speech, "rhea").stage == Stage.IN_REVIEW

    def test_the_role_alone_makes_nobody_head_of_mission(self):
        factories.leading()
        edition = factories.do("approve", factories.in_review(), "hugo")
        assert edition.stage == Stage.IN_REVIEW
        assert edition.approvals.get().capacity == Capacity.REVIEWER

    def test_a_head_who_has_left_approves_as_anybody(self):
        former = factories.leading("Ben Holm", ends_on=date(2020, 1, 1))
        is_("hugo", former)
        edition = factories.in_review(kind="statement", signatories=())
        edition = factories.do("approve", edition, "hugo")
        assert edition.approvals.get().capacity == Capacity.REVIEWER
        assert edition.stage == Stage.IN_REVIEW

    def test_the_head_approves_the_own_words_and_somebody_else_looks_too(self):
        is_("hugo", factories.leading())
        edition = factories.do("submit", factories.draft(by="hugo"), "hugo")
        edition = factories.do("approve", edition, "hugo")
        assert edition.stage == Stage.IN_REVIEW
        with pytest.raises(workflow.NotPossible):
            factories.do("release", edition, "petra")
        assert factories.do("approve", edition, "rhea").stage == Stage.APPROVED

    def test_the_heads_approval_is_of_one_revision(self):
        is_("hugo", factories.leading())
        edition = factories.do("approve", factories.in_review(), "hugo")
        assert edition.stage == Stage.APPROVED
        save(edition, "dara", "The first, paragraph.")
        edition = factories.do("approve", edition, "rhea")
        assert edition.stage == Stage.IN_REVIEW

    def test_whoever_comes_to_lead_approves_what_was_cleared_before(self):
        edition = factories.approved()
        factories.leading()
        with pytest.raises(workflow.NotPossible, match="head of mission"):
            factories.do("release", edition, "petra")

    def test_no_release_of_the_past_goes_round_the_head(self):
        edition = factories.approved()
        factories.leading()
        more = {"moment": factories.soon(-600), "note": ""}
        with pytest.raises(workflow.NotPossible, match="head of mission"):
            factories.do("record_release", edition, "petra", **more)


class TestRecordedRelease:
    def test_it_goes_round_no_approval(self):
        more = {"moment": factories.soon(-600), "note": ""}
        for maker in (factories.draft, factories.in_review):
            edition = maker(title=maker.__name__)
            with pytest.raises(workflow.NotPossible):
                factories.do("record_release", edition, "petra", **more)
        assert not Edition.objects.live(datetime.now(UTC)).exists()

    def test_a_new_edition_takes_no_place_in_the_past(self):
        second = factories.new_edition(factories.released())
        more = {"moment": factories.soon(-600), "note": ""}
        with pytest.raises(workflow.NotPossible, match="Only a first edition"):
            factories.do("record_release", second, "petra", **more)


class TestWhoMustLookAgain:
    def names(self, edition):
        return workflow.must_look_again(factories.again(edition))

    def test_nobody_where_nothing_changed(self):
        assert self.names(factories.approved()) == []

    def test_whoever_approved_what_was_changed_since(self):
        edition = factories.approved()
        save(edition, "dara", "The first, paragraph.")
        assert self.names(edition) == ["Rhea"]
        factories.do("approve", edition, "rhea")
        assert self.names(edition) == []

    def test_each_is_named_once(self):
        edition = factories.approved()
        for body in ("One.", "Two."):
            save(edition, "dara", body)
            factories.do("approve", edition, "rhea")
        save(edition, "dara", "Three.")
        assert self.names(edition) == ["Rhea"]


def test_the_database_agrees_with_the_rule_about_two_accounts_of_one_person():
    """What Python refuses is refused below it as well."""
    edition = factories.approved()
    both = factories.leading("Ben Holm", leads="")
    is_("dara", both)
    is_("rhea", both)
    assert not clearance.seen_by_four_eyes(factories.again(edition))
    assert guards.missing(connection) == []


def test_somebody_entered_as_new_under_the_heads_name_is_no_way_round_the_head():
    head = factories.leading("Ada Venn")
    head.spellings.create(spelling="Ada Wenn")
    for name in ("ADA VENN", "Ada Wenn"):
        signatory = workflow.Signatory(name, "", "Envoy", person=workflow.NEW)
        edition = factories.in_review(title=name, signatories=(signatory,))
        assert head.bylines.filter(revision=edition.revision).count() == 0
        edition = factories.do("approve", edition, "rhea")
        assert edition.stage == Stage.IN_REVIEW
        assert "head of mission (Ada Venn)" in missing(edition)


def test_an_approval_from_before_one_led_is_to_be_given_anew():
    head = factories.leading("Ada Venn", leads="")
    ruben = is_("ruben", head)
    statement = factories.do("approve", factories.in_review(kind="statement"), "ruben")
    assert statement.stage == Stage.IN_REVIEW
    factories.leading("Ada Venn")
    said = workflow.reasons(statement, by=ruben, at=datetime.now(UTC))
    assert any("before you led the mission" in reason for reason in said)
    factories.do("void", statement, "ruben", approval=statement.approvals.get())
    assert factories.do("approve", statement, "ruben").stage == Stage.APPROVED
