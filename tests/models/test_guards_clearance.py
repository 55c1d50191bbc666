"""Raw SQL that goes round no clearance: four eyes, the signatory, links by mail."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from publications.models import guards
from tests import factories
from tests.models.raw_sql import false, publish, refused, sets, true
from tests.people import person

pytestmark = pytest.mark.django_db

PAST = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def approve(edition, by, **changes):
    values = {
        "edition_id": edition.pk,
        "revision_id": edition.revision_id,
        "approver_id": person(by).pk,
        "signatory_id": None,
        "capacity": "reviewer",
        "name": "",
        "office": "",
        "afterwards": False,
        "approved_at": PAST,
        **changes,
    }
    names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    sql = f"INSERT INTO publications_approval ({names}) VALUES ({marks})"
    return refused(sql, *values.values())


def now_one(*names):
    """Let these accounts be one person's."""
    who = factories.leading("Ben Holm", leads="")
    for name in names:
        account = person(name)
        account.person = who
        account.save()
    return who


class TestFourEyes:
    NOT_APPROVED = "not approved by somebody"

    def test_two_accounts_of_one_person_clear_nothing(self):
        edition = factories.approved()
        now_one("dara", "rhea")
        assert publish(edition, by=self.NOT_APPROVED)

    def test_nor_do_they_when_neither_wrote_alone(self):
        edition = factories.do("submit", factories.draft(by="rhea"), "rhea")
        words = factories.content(body="Petra's words.")
        factories.do("save", edition, "petra", content=words)
        factories.do("approve", edition, "rhea")
        edition = factories.do("approve", edition, "petra")
        assert edition.stage == "approved"
        now_one("rhea", "petra")
        assert publish(edition, by=self.NOT_APPROVED)

    def test_the_own_link_counts_as_the_account(self):
        edition = factories.approved()
        who = now_one("dara")
        with guards.lifted(connection):
            edition.approvals.update(approver=None, signatory=who)
        assert publish(edition, by=self.NOT_APPROVED)

    def test_whoever_was_deactivated_clears_nothing(self):
        edition = factories.approved()
        account = person("rhea")
        account.is_active = False
        account.save()
        assert publish(edition, by=self.NOT_APPROVED)

    def test_a_voided_approval_clears_nothing(self):
        edition = factories.approved()
        edition.approvals.update(voided_at=PAST)
        assert publish(edition, by=self.NOT_APPROVED)

    def test_the_second_account_of_the_only_writer_is_not_entered_as_approver(self):
        edition = factories.in_review()
        now_one("dara", "rhea")
        assert approve(edition, "rhea")
        assert not approve(edition, "ruben")

    def test_the_link_of_the_only_writer_is_not_either(self):
        edition = factories.in_review()
        who = now_one("dara")
        assert approve(edition, "dara", approver_id=None, signatory_id=who.pk)

    def test_an_approval_is_somebodys(self):
        edition = factories.in_review()
        assert approve(edition, "rhea", approver_id=None)

    def test_a_release_of_the_past_needs_them_too(self):
        edition = factories.in_review()
        assert not sets(edition, "stage = 'approved'")
        more = f", recorded = {true()}"
        assert publish(edition, PAST, more, by=self.NOT_APPROVED)

    def test_two_approvals_of_one_revision_by_one_account_are_refused(self):
        assert approve(factories.approved(), "rhea")


class TestApproval:
    @pytest.mark.parametrize(
        "change",
        [
            "signatory_id = (SELECT max(id) FROM publications_person)",
            "capacity = 'principal'",
            "name = 'Somebody else'",
            "office = 'Minister'",
            "afterwards = NOT afterwards",
            "revision_id = revision_id + 1",
            "approved_at = '2020-01-01 00:00:00+00:00'",
        ],
    )
    def test_it_is_only_ever_voided(self, change):
        factories.approved()
        sql = f"UPDATE publications_approval SET {change}"
        assert refused(sql, by="only ever voided")

    def test_it_is_not_born_voided(self):
        assert approve(factories.in_review(), "rhea", voided_at=PAST)


class TestEmergency:
    @pytest.fixture(autouse=True)
    def _allowed(self, settings):
        settings.EMERGENCY_RELEASE = True

    def flagged(self):
        return f", emergency = {true()}"

    def test_a_signed_text_is_not_let_out_without_its_signatory(self):
        edition = factories.in_review()
        assert publish(edition, more=self.flagged(), by="without its signatory")

    def test_an_approval_by_somebody_else_is_not_the_signatorys(self):
        edition = factories.approved()
        assert publish(edition, more=self.flagged(), by="without its signatory")

    def test_a_voided_approval_of_the_signatory_is_none(self):
        edition = factories.in_review()
        who = factories.signatory_of(edition)
        given = {"signatory_id": who.pk, "capacity": "signatory"}
        assert not approve(edition, "rhea", approver_id=None, **given)
        edition.approvals.update(voided_at=PAST)
        assert publish(edition, more=self.flagged(), by="without its signatory")

    def test_what_nobody_signs_is_let_out_only_with_the_flag(self):
        edition = factories.unsigned()
        assert publish(edition)
        assert not publish(edition, more=self.flagged())

    def test_the_flag_is_not_taken_off_what_is_out(self):
        assert sets(factories.emergency(), f"emergency = {false()}")

    def test_the_flag_is_not_taken_off_before_it_is_out_either(self):
        edition = factories.unsigned()
        assert not publish(edition, more=self.flagged())
        unflagged = f"emergency = {false()}"
        assert sets(edition, unflagged, by="not approved by somebody")

    def test_the_flag_is_not_put_on_what_is_no_release(self):
        assert sets(factories.unsigned(), f"emergency = {true()}")

    def test_a_draft_is_not_let_out(self):
        edition = factories.draft(kind="press_release", signatories=())
        assert publish(edition, more=self.flagged(), by="no such step")


class TestLink:
    @pytest.fixture(autouse=True)
    def _sent(self):
        edition = factories.in_review()
        who = factories.signatory_of(edition)
        factories.do("send_for_approval", edition, "rhea", person=who)

    @pytest.mark.parametrize(
        "change",
        [
            "expires_at = '2099-01-01 00:00:00+00:00'",
            "email = 'mallory@elsewhere.example'",
            "token_digest = 'x'",
            "capacity = 'principal'",
            "revision_id = revision_id + 1",
            "sent_by_id = sent_by_id + 1",
        ],
    )
    def test_it_stays_as_it_was_sent(self, change):
        sql = f"UPDATE publications_approvallink SET {change}"
        assert refused(sql, by="used or revoked once")

    @pytest.mark.parametrize("column", ["used_at", "revoked_at"])
    def test_once_used_or_revoked_it_stays_so(self, column):
        sql = f"UPDATE publications_approvallink SET {column} = %s"
        assert not refused(sql, PAST)
        for other in ("used_at", "revoked_at"):
            change = f"UPDATE publications_approvallink SET {other} = NULL"
            assert refused(change, by="used or revoked once")
