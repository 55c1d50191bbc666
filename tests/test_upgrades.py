"""No upgrade holds the site up: its migrations keep no lock that readers wait for."""

from contextlib import closing, nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate as djangos
from django.db import connection, migrations, models
from django.db.backends.postgresql.base import Database
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from publications.management.commands import migrate
from publications.models.upgrading import AddIndexBeside
from tests.upgrades import held_up_by, told_of_upgrades

pytestmark = pytest.mark.django_db
AN_INDEX = models.Index(fields=["subject"], name="of_this_test")
A_CHECK = models.CheckConstraint(condition=models.Q(attempts__gte=0), name="of_test")
LONGER = models.CharField(max_length=800, blank=True)
SAME = models.CharField(max_length=400, blank=True, verbose_name="words")


@pytest.fixture(scope="module")
def state() -> ProjectState:
    return MigrationLoader(None).project_state(("publications", "0018_sign_in"))


def words(state, *operations, atomic=True):
    made = migrations.Migration("9999_test", "publications")
    made.operations, made.atomic = list(operations), atomic
    return [said for _operation, said in held_up_by(made, state)]


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        (migrations.AddIndex("delivery", AN_INDEX), "AddIndexBeside"),
        (AddIndexBeside("delivery", AN_INDEX), "of its own"),
        (migrations.AddConstraint("delivery", A_CHECK), "NOT VALID"),
        (migrations.RemoveField("delivery", "subject"), "release after"),
        (migrations.RenameField("delivery", "subject", "topic"), "release after"),
        (migrations.DeleteModel("Delivery"), "release after"),
        (migrations.RunPython(migrations.RunPython.noop), "portions"),
        (migrations.RunSQL("SELECT 1"), "portions"),
        (migrations.AddField("delivery", "x", models.TextField()), "db_default"),
        (
            migrations.AddField(
                "delivery", "x", models.DateField(null=True, db_index=True)
            ),
            "AddIndexBeside",
        ),
        (migrations.AlterField("delivery", "subject", LONGER), "a new one beside"),
    ],
)
def test_what_would_hold_the_site_up_is_told(state, operation, said):
    (told,) = words(state, operation)
    assert said in told


def test_what_holds_nobody_up_is_not(state):
    new = migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True))])
    assert not words(
        state,
        new,
        migrations.AddField("new", "x", models.TextField()),
        migrations.AddField("delivery", "x", models.TextField(null=True)),
        migrations.AddField("delivery", "y", models.IntegerField(db_default=0)),
        migrations.AlterField("delivery", "subject", SAME),
    )
    assert not words(state, AddIndexBeside("delivery", AN_INDEX), atomic=False)


def test_no_migration_holds_the_site_up():
    assert told_of_upgrades() == []


on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'")


@on_postgresql
def test_a_table_that_somebody_holds_is_waited_for_a_moment_only(db, monkeypatch):
    def lock(self, *args, **options):
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE publications_workerround IN EXCLUSIVE MODE")

    monkeypatch.setattr(djangos.Command, "handle", lock)
    monkeypatch.setattr(migrate, "LOCK_SECONDS", 0.1)
    # The transaction, which is the test's, has failed and takes no further word.
    monkeypatch.setattr(migrate, "is_gone", lambda: True)
    # Nor could it give up its turn, for which others would wait for ever.
    monkeypatch.setattr(migrate, "alone", nullcontext)
    with closing(Database.connect(**connection.get_connection_params())) as other:
        other.execute("LOCK TABLE publications_workerround IN EXCLUSIVE MODE")
        with pytest.raises(CommandError, match="run it again"):
            call_command("migrate")


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_an_index_is_built_beside_and_again_after_a_fault(state):
    name = AN_INDEX.name
    operation = AddIndexBeside("delivery", AN_INDEX)
    after = state.clone()
    operation.state_forwards("publications", after)

    def is_valid():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)",
                [name],
            )
            return cursor.fetchone()

    for _time in range(2):
        with connection.schema_editor(atomic=False) as editor:
            operation.database_forwards("publications", editor, state, after)
        assert is_valid() == (True,)
    with connection.schema_editor(atomic=False) as editor:
        operation.database_backwards("publications", editor, after, state)
        editor.execute("RESET lock_timeout")
    assert is_valid() is None
