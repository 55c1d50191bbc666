"""What in a migration would hold the site up, or break the processes that still run the
release before. docs/developing/upgrades.md says what to do instead."""

from collections.abc import Iterator

from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED

from publications.models.upgrading import AddIndexBeside

# What came before was upgraded with the site stopped.
FREE_UNTIL = "0018_sign_in"
# What is told here was weighed: (migration, operation) and why it holds nobody up.
WEIGHED: dict[tuple[str, str], str] = {}

FORGOTTEN_LATER = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)


def told_of_upgrades() -> list[str]:
    """Of every migration that an upgrade may bring to a running site."""
    loader = MigrationLoader(None)
    told = []
    for key in sorted(loader.disk_migrations):
        app, name = key
        if app == "publications" and name > FREE_UNTIL:
            state = loader.project_state(key, at_end=False)
            migration = loader.disk_migrations[key]
            told += [
                f"{name}: {words}"
                for operation, words in held_up_by(migration, state)
                if (name, operation) not in WEIGHED
            ]
    return told


def held_up_by(migration: Migration, state: ProjectState) -> Iterator[tuple[str, str]]:
    """The class of each operation that does, and why. A table that the same migration
    makes is empty, and nobody asks for it yet."""
    new = {
        operation.name_lower
        for operation in migration.operations
        if isinstance(operation, migrations.CreateModel)
    }
    for operation in migration.operations:
        model = getattr(operation, "model_name", getattr(operation, "name", ""))
        if str(model).lower() not in new and (
            words := _why(operation, migration, state)
        ):
            yield type(operation).__name__, words
        state = state.clone()
        operation.state_forwards("publications", state)


def _why(operation, migration: Migration, state: ProjectState) -> str:
    if isinstance(operation, AddIndexBeside):
        alone = not migration.atomic and len(migration.operations) == 1
        return (
            "" if alone else "an index beside needs a migration of its own, not atomic"
        )
    if isinstance(operation, migrations.AddIndex):
        return "nobody writes while an index is built: AddIndexBeside"
    if isinstance(operation, migrations.AddConstraint):
        return "all rows are read under a lock: NOT VALID first, then validate"
    if isinstance(operation, FORGOTTEN_LATER):
        return "the release before still asks for it: in the release after"
    if isinstance(operation, migrations.RunPython | migrations.RunSQL):
        return "what it changes is locked until its end: in portions, or a command"
    if isinstance(operation, migrations.AddField):
        return _why_of_new(operation.field)
    if isinstance(operation, migrations.AlterField):
        return _why_of_other(operation, state)
    return ""


def _why_of_new(field) -> str:
    if field.many_to_many:
        return ""
    if not field.null and field.db_default is NOT_PROVIDED:
        return "the release before leaves it out: null, or db_default"
    if field.unique or field.db_index:
        return "nobody writes while its index is built: AddIndexBeside, afterwards"
    return ""


def _why_of_other(operation, state: ProjectState) -> str:
    model = state.models["publications", operation.model_name_lower]
    old, new = model.fields[operation.name], operation.field
    for field in (old, new):
        field.set_attributes_from_name(operation.name)
    editor = connection.SchemaEditorClass(connection, collect_sql=True)
    altered = editor._field_should_be_altered(old, new)
    return "a column that changes is written anew: a new one beside" if altered else ""
