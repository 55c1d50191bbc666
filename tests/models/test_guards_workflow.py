"""Raw SQL that goes round none of the promises which the workflow rests on."""

from datetime import UTC, datetime, timedelta

import pytest

from publications import workflow
from publications.models import Edition, Publication
from tests import factories
from tests.models.raw_sql import publish, refused, sets, true
from tests.people import person

pytestmark = pytest.mark.django_db

PAST = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class TestEmbargo:
    def test_nothing_has_a_period_before_it(self):
        edition = factories.approved()
        workflow.set_embargo(edition, factories.soon(600), by=person("dara"))
        assert publish(edition, by="not before the embargo")
        assert not publish(edition, factories.soon(600))
        moved = "live_from = %s"
        assert sets(edition, moved, factories.soon(599), by="not before the embargo")

    def test_not_even_in_an_emergency(self):
        edition = factories.unsigned()
        workflow.set_embargo(edition, factories.soon(600), by=person("dara"))
        more = f", emergency = {true()}"
        assert publish(edition, more=more, by="not before the embargo")

    @pytest.mark.parametrize("maker", [factories.scheduled, factories.released])
    def test_none_is_laid_over_what_is_out_or_to_come(self, maker):
        edition = maker()
        sql = "UPDATE publications_publication SET embargo_until = %s WHERE id = %s"
        pk = edition.text.publication_id
        later = factories.soon(600)
        assert refused(sql, later, pk, by="a release stands before this embargo")

    def test_one_that_begins_with_the_release_is_no_obstacle(self):
        moment = factories.scheduled().live_from
        assert Publication.objects.update(embargo_until=moment) == 1
        assert Publication.objects.update(embargo_until=None) == 1


class TestPublication:
    @pytest.mark.parametrize("change", ["kind = 'speech'", "version = version - 1"])
    def test_it_keeps_its_identity(self, change):
        factories.draft()
        sql = "UPDATE publications_publication SET version = 5"
        assert not refused(sql)
        sql = f"UPDATE publications_publication SET {change}"
        assert refused(sql, by="identity never changes")

    def test_it_keeps_its_uuid(self):
        factories.draft()
        sql = "UPDATE publications_publication SET uuid = %s"
        assert refused(sql, "0" * 32, by="identity never changes")


class TestBundle:
    @pytest.fixture
    def two(self):
        both = [factories.approved(title=title) for title in ("One", "Two")]
        workflow.make_bundle("Visit", both, by=person("petra"))
        return both

    def test_it_has_one_moment(self, two):
        assert not publish(two[0])
        assert publish(two[1], factories.soon(61), by="a bundle has one moment")
        assert not publish(two[1])
        moved = "live_from = %s"
        assert sets(two[1], moved, factories.soon(90), by="a bundle has one moment")

    def test_nothing_with_another_moment_joins_it(self, two):
        assert not publish(two[0])
        other = factories.scheduled(factories.soon(90), title="Three")
        bundle = factories.again(two[0]).bundle_id
        assert sets(other, "bundle_id = %s", bundle, by="a bundle has one moment")


class TestWithdrawal:
    def enter(self, edition, outcome, by=""):
        sql = (
            "INSERT INTO publications_withdrawal (edition_id, outcome, reason,"
            " public_note, private_note, entered_at, entered_by_id)"
            " VALUES (%s, %s, 'error', '', '', %s, %s)"
        )
        return refused(sql, edition.pk, outcome, PAST, person("petra").pk, by=by)

    def test_it_is_of_what_has_ended(self):
        for maker in (factories.released, factories.scheduled, factories.draft):
            edition = maker(title=maker.__name__)
            assert self.enter(edition, "retracted", by="that has ended")

    @pytest.mark.parametrize(
        ("maker", "outcomes"),
        [
            (factories.withdrawn, {"withdrawn"}),
            (factories.replaced, {"withdrawn", "replaced"}),
            (factories.retracted, {"withdrawn", "replaced", "retracted"}),
        ],
    )
    def test_the_next_word_is_stricter(self, maker, outcomes):
        edition = maker()
        for outcome in ("withdrawn", "replaced", "retracted"):
            assert self.enter(edition, outcome) == (outcome in outcomes)

    @pytest.mark.parametrize(
        "change", ["outcome = 'withdrawn'", "public_note = ''", "reason = 'law'"]
    )
    def test_it_never_changes(self, change):
        factories.retracted()
        sql = f"UPDATE publications_withdrawal SET {change}"
        assert refused(sql, by="never changes")

    def test_what_was_retracted_does_not_come_back_by_its_period(self):
        edition = factories.retracted()
        assert sets(edition, "live_until = NULL", by="has been public")


class TestRemark:
    @pytest.fixture(autouse=True)
    def _said(self):
        workflow.remark(factories.draft(), "Is this so?", by=person("rhea"))

    @pytest.mark.parametrize(
        "change",
        [
            "body = 'It is so.'",
            "quotation = 'x'",
            "written_by_id = written_by_id + 1",
            "written_at = '2020-01-01 00:00:00+00:00'",
        ],
    )
    def test_what_was_said_stays(self, change):
        sql = f"UPDATE publications_remark SET {change}"
        assert refused(sql, by="what was said stays")

    def test_it_is_resolved(self):
        assert not refused("UPDATE publications_remark SET resolved_at = %s", PAST)


@pytest.mark.parametrize(
    "table", ["approvallink", "withdrawal", "remark", "bundle", "approval"]
)
def test_nothing_of_it_is_deleted(table):
    edition = factories.in_review(title="Asked")
    who = factories.signatory_of(edition)
    factories.do("send_for_approval", edition, "rhea", person=who)
    workflow.remark(edition, "Is this so?", by=person("rhea"))
    factories.withdrawn()
    both = [edition, factories.draft(title="Another")]
    workflow.make_bundle("Visit", both, by=person("petra"))
    assert refused(f"DELETE FROM publications_{table}", by="nothing is deleted")


@pytest.mark.parametrize("column", ["change", "emergency", "recorded", "number"])
def test_what_readers_were_told_of_an_edition_stays(column):
    edition = factories.released()
    value = {"change": "'update'", "number": "9"}.get(column, true())
    assert sets(edition, f"{column} = {value}")


def test_an_edition_that_was_public_is_not_discarded():
    edition = factories.released()
    gone = "stage = 'discarded', live_from = NULL"
    assert sets(edition, gone, by="has been public")


def test_a_scheduled_edition_ends_beside_a_newer_draft_and_only_without_its_period():
    edition = factories.scheduled()
    assert sets(edition, "stage = 'discarded'")
    assert not sets(edition, "stage = 'discarded', live_from = NULL, number = NULL")
    assert sets(edition, "stage = 'released', live_from = %s", factories.soon())
    assert not Edition.objects.live(factories.soon() + timedelta(days=1)).exists()
