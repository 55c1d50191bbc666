"""The database as the last line: what raw SQL can't do past every act, on both.

Each of these was possible once; the cases are those of the list of attacks.
"""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from publications import workflow
from publications.models import Account, Approval, Edition, Revision, guards
from publications.models.guards.kept import KEPT
from tests import factories
from tests.models.raw_sql import publish, refused, sets
from tests.people import person

pytestmark = pytest.mark.django_db

PAST = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no such statement"
)
on_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL has no such statement"
)


def copied(table, row, **changes):
    """Insert the row once more, with other values here and there."""
    columns = [f.column for f in apps.get_model("publications", table)._meta.fields]
    columns = [c for c in columns if c != "id"]
    chosen = ", ".join("%s" if c in changes else c for c in columns)
    given = [changes[c] for c in columns if c in changes]
    return (
        f"INSERT INTO publications_{table} ({', '.join(columns)})"
        f" SELECT {chosen} FROM publications_{table} WHERE id = {row}",
        *given,
    )


@contextmanager
def refusing(by):
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        yield


class TestB01SilentRewrite:
    """B01: a published text is not rewritten, whoever asks the database for it."""

    @pytest.mark.parametrize("column", ["html = 'No.'", "beginning = 'No.'"])
    def test_what_readers_see_of_it_stays(self, column):
        factories.released()
        sql = f"UPDATE publications_rendering SET {column}"
        assert refused(sql, by="never changes but with the program")
        backwards = f"{sql}, renderer = renderer - 1"
        assert refused(backwards, by="never changes but with the program")

    def test_what_readers_see_of_it_is_not_deleted(self):
        factories.released()
        assert refused("DELETE FROM publications_rendering", by="nothing is deleted")

    def test_no_call_of_the_shell_rewrites_it(self):
        edition = factories.released()
        revisions = Revision.objects.filter(pk=edition.revision_id)
        for rewrite in (
            lambda: revisions.update(body="No."),
            lambda: Revision.objects.bulk_update([edition.revision], ["body"]),
            lambda: edition.revision.save(),
            lambda: Edition.objects.update(public_note="No."),
        ):
            with refusing("never changes|has been public"):
                rewrite()

    def test_it_is_not_listed_as_something_else_while_it_waits(self):
        edition = factories.scheduled()
        assert sets(edition, "language = 'fr'", by="of the language and kind")
        assert sets(edition, "kind = 'speech'", by="of the language and kind")

    @pytest.mark.parametrize("table", ["edition", "text", "publication", "account"])
    def test_rows_do_not_change_places(self, table):
        factories.released()
        sql = f"UPDATE publications_{table} SET id = id + 1000"
        assert refused(sql)

    def test_accounts_are_not_deleted(self):
        person("ruben")
        assert refused("DELETE FROM publications_account", by="nothing is deleted")

    @on_postgresql
    @pytest.mark.parametrize("table", KEPT)
    def test_nothing_is_truncated(self, table):
        factories.draft()
        connection.check_constraints()
        assert refused(f"TRUNCATE publications_{table} CASCADE", by="is deleted")


class TestW06BornPublished:
    """W06: nothing is born released, nor with what a release needs."""

    def test_an_edition_is_born_an_empty_draft(self):
        edition = factories.discarded()
        new = {"uuid": "1" * 32, "stage": "draft"}
        for more in (
            {"stage": "in_review"},
            {"stage": "released", "live_from": PAST},
            {"number": 1},
            {"first_released_at": PAST},
            {"revision_id": edition.revision_id},
        ):
            born = copied("edition", edition.pk, **{"revision_id": None, **new, **more})
            assert refused(*born, by="a new edition is a draft"), more
        assert not refused(*copied("edition", edition.pk, **new, revision_id=None))

    def test_an_edition_begins_from_a_release_of_its_own_text(self):
        edition, other = factories.discarded(), factories.released(title="Another")
        for source in (other.pk, edition.pk):
            new = {"uuid": "1" * 32, "stage": "draft", "revision_id": None}
            born = copied("edition", edition.pk, **new, begun_from_id=source)
            assert refused(*born, by="never released")

    def test_a_text_is_born_unreleased(self):
        edition = factories.released()
        born = copied("text", edition.text_id, language="fr")
        assert refused(*born, by="a new text was never released")

    def test_an_edition_does_not_take_another_ones_approved_revision(self):
        approved, other = factories.approved(), factories.in_review(title="Another")
        taken = "revision_id = %s"
        assert sets(other, taken, approved.revision_id, by="of another one")

    def test_words_do_not_come_in_as_a_copy(self):
        """Whoever saves number 0 counts as no writer, and could approve alone."""
        edition = factories.in_review()
        zero = copied("revision", edition.revision_id, number=0)
        assert refused(*zero, by="repeats the one before it")
        live = factories.released(title="Live")
        second = factories.do("revise", live, "dara")
        assert second.revision.number == 0  # which the product does write
        new = {"uuid": "1" * 32, "stage": "draft", "revision_id": None}
        factories.do("discard", second, "dara")
        assert not refused(*copied("edition", second.pk, **new, begun_from_id=live.pk))
        third = Edition.objects.get(uuid="1" * 32)
        given = {"number": 0, "edition_id": third.pk}
        rewritten = copied("revision", live.revision_id, **given, body="Another.")
        assert refused(*rewritten, by="repeats the one before it")
        assert not refused(*copied("revision", live.revision_id, **given))

    @on_postgresql
    def test_a_temporary_table_stands_before_no_approval(self):
        edition = factories.in_review()
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY TABLE publications_approval ON COMMIT DROP AS"
                " SELECT %s::bigint AS revision_id, %s::bigint AS approver_id,"
                " NULL::bigint AS signatory_id, NULL::timestamptz AS voided_at",
                [edition.revision_id, person("ruben").pk],
            )
        assert not sets(edition, "stage = 'approved'")
        assert publish(edition, by="not approved by somebody")


class TestW08SecondIdentity:
    """W08: two accounts of one person are one pair of eyes, and so it stays."""

    def test_the_account_counts_whatever_it_is_called(self):
        edition = factories.in_review()
        Account.objects.filter(pk=edition.begun_by_id).update(
            username="Somebody.Else", email="SOMEBODY@mission.example"
        )
        approval = Approval(
            edition=edition,
            revision=edition.revision,
            approver_id=edition.begun_by_id,
            approved_at=PAST,
        )
        with refusing("not by the only contributor"):
            approval.save()

    def test_writer_and_approver_do_not_become_one_under_a_schedule(self):
        edition = factories.scheduled()
        who = factories.leading("Ben Holm", leads="")
        sql = (
            "UPDATE publications_account SET person_id = %s WHERE username IN (%s, %s)"
        )
        assert refused(sql, who.pk, "dara", "rhea", by="scheduled with its eyes")
        factories.do("unschedule", edition, "petra")
        assert not refused(sql, who.pk, "dara", "rhea")

    def test_the_approver_does_not_go_under_a_schedule(self):
        edition = factories.scheduled()
        accounts = Account.objects.filter(username="rhea")
        with refusing("scheduled with its eyes"):
            accounts.update(is_active=False)
        workflow.deactivate(accounts.get(), by=person("admin"))
        assert factories.again(edition).stage == "in_review"
        assert not accounts.get().is_active

    def test_the_approval_is_not_voided_under_a_schedule(self):
        edition = factories.scheduled()
        sql = "UPDATE publications_approval SET voided_at = %s"
        assert refused(sql, PAST, by="scheduled by it")
        factories.do("void", edition, "rhea", approval=edition.approvals.get())
        assert factories.again(edition).stage == "in_review"

    def test_what_let_a_text_out_is_not_voided_afterwards(self):
        factories.released()
        sql = "UPDATE publications_approval SET voided_at = %s"
        assert refused(sql, PAST, by="has been public")


@on_sqlite
class TestOrReplace:
    """`OR REPLACE` deletes what is in the way; a shell's connection fires no trigger
    for that, and looks after no foreign key."""

    @pytest.fixture(autouse=True)
    def _as_in_a_shell(self):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers=OFF")
            yield
            cursor.execute("PRAGMA recursive_triggers=ON")

    @pytest.mark.parametrize("table", KEPT)
    def test_b02_no_row_is_replaced(self, table):
        self.everything()
        model = apps.get_model("publications", table)
        columns = ", ".join(field.column for field in model._meta.concrete_fields)
        sql = (
            f"INSERT OR REPLACE INTO publications_{table} ({columns})"
            f" SELECT {columns} FROM publications_{table}"
        )
        if model.objects.exists():
            assert refused(sql, by="is there already")

    def everything(self):
        factories.withdrawn(body=f"![A](image:{factories.picture().uuid})")
        factories.approved(title="Another")

    def test_b02_no_row_is_replaced_by_what_is_unique_of_it(self):
        live = factories.released()
        second = factories.scheduled(title="Another")
        assert refused(
            "INSERT OR REPLACE INTO publications_address (language, slug, text_id)"
            " SELECT language, slug, %s FROM publications_address WHERE text_id = %s",
            second.text_id,
            live.text_id,
            by="is there already",
        )
        draft = factories.do("revise", live, "dara")
        assert refused(
            "UPDATE OR REPLACE publications_edition SET number = 1 WHERE id = %s",
            draft.pk,
            by="is in its place",
        )


@on_postgresql
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE publications_revision DISABLE TRIGGER {guard}",
        "DROP TRIGGER {guard} ON publications_revision;"
        "CREATE TRIGGER {guard} BEFORE UPDATE OF number ON publications_revision"
        " FOR EACH ROW EXECUTE FUNCTION {guard}()",
        "DROP TRIGGER {guard} ON publications_revision;"
        "CREATE TRIGGER {guard} AFTER INSERT ON publications_revision"
        " FOR EACH ROW EXECUTE FUNCTION {guard}()",
        "CREATE OR REPLACE FUNCTION {guard}() RETURNS trigger LANGUAGE plpgsql"
        " AS $$ BEGIN RETURN NEW; END $$",
    ],
)
def test_b02_a_guard_that_its_owner_made_idle_is_missed(statement):
    name = "guard_revision_is_written_once"
    with connection.cursor() as cursor:
        cursor.execute(statement.format(guard=name))
    assert guards.missing(connection) == [name]
    guards.install(connection)
    assert guards.missing(connection) == []
