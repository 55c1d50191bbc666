"""The guards as SQLite triggers. Traps: `coalesce(live_until, '9999')` never fires
in a trigger; a table's triggers vanish whenever a migration rebuilds the table."""

from django.apps import apps

from .promises import KEPT, PROMISES, Guard, Promise

NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
# Not a year alone: it would be a number, and before any text.
PASSED = (
    f"min({NOW}, coalesce((SELECT min(h.moment) FROM publications_hold h"  # nosec B608
    " WHERE h.lifted_at IS NULL), '9999-12-31'))"
)
GRACE = "strftime('%Y-%m-%d %H:%M:%f', 'now', '-5 seconds')"
# A trigger asks the tables of its own database alone, whatever else is attached.
SCHEMA = "main"

# PostgreSQL keeps this one with an exclusion constraint. Here there is one writer at
# a time, so a trigger can't race.
NO_OVERLAP = Promise(
    "edition_periods_never_overlap",
    "edition",
    "UPDATE",
    "NEW.live_from IS NOT NULL AND EXISTS (SELECT 1 FROM publications_edition o"
    " WHERE o.text_id = NEW.text_id AND o.id <> NEW.id AND o.live_from IS NOT NULL"
    " AND (NEW.live_until IS NULL OR o.live_from < NEW.live_until)"
    " AND (o.live_until IS NULL OR NEW.live_from < o.live_until))",
    "edition: two editions of a text are never live at once",
)

# `INSERT OR REPLACE` deletes the row that is in the way, and fires no trigger for it
# unless the connection says `recursive_triggers`, as ours do and a shell's don't.
_OPEN = "stage IN ('draft', 'in_review', 'approved')"
_ALSO_IN_THE_WAY = {
    "edition": f"text_id = NEW.text_id AND {_OPEN}",
    "approval": (
        "revision_id = NEW.revision_id AND voided_at IS NULL"
        " AND (signatory_id = NEW.signatory_id OR approver_id = NEW.approver_id"
        " AND afterwards = NEW.afterwards)"
    ),
}
# As an UPDATE OR REPLACE does; no other unique column of what is kept ever changes.
TAKES_NO_PLACE = Promise(
    "edition_takes_no_place",
    "edition",
    "UPDATE",
    "EXISTS (SELECT 1 FROM publications_edition o WHERE o.text_id = NEW.text_id"  # nosec B608
    " AND o.id <> NEW.id AND (o.number = NEW.number"
    f" OR (o.{_OPEN} AND NEW.{_OPEN})))",
    "edition: another one is in its place",
)


def guards(schema: str = SCHEMA) -> dict[str, Guard]:
    replaced = map(_replaces_nothing, (*KEPT, "image", "attachment"))
    own = (NO_OVERLAP, TAKES_NO_PLACE, *replaced)
    return {f"guard_{p.name}": _trigger(p) for p in (*PROMISES, *own)}


def _replaces_nothing(table: str) -> Promise:
    model = apps.get_model("publications", table)
    unique = [(field.column,) for field in model._meta.concrete_fields if field.unique]
    unique += [
        tuple(model._meta.get_field(name).column for name in constraint.fields)
        for constraint in model._meta.total_unique_constraints
    ]
    in_the_way = [
        " AND ".join(f"{column} = NEW.{column}" for column in columns)
        for columns in unique
    ]
    if table in _ALSO_IN_THE_WAY:
        in_the_way.append(_ALSO_IN_THE_WAY[table])
    # One question for each, so that each is answered by its index.
    asked = " OR ".join(
        f"EXISTS (SELECT 1 FROM publications_{table} WHERE {where})"  # nosec B608
        for where in in_the_way
    )
    return Promise(
        f"{table}_replaces_nothing",
        table,
        "INSERT",
        asked,
        f"{table}: what is there already is not replaced",
    )


def _trigger(promise: Promise) -> Guard:
    when = promise.refused_when.format(
        now=NOW, passed=PASSED, grace=GRACE, differs="IS NOT"
    )
    condition = f"\nWHEN {when}" if when else ""
    name = f"guard_{promise.name}"
    create = (
        f"CREATE TRIGGER {name} {promise.fires} {promise.event}"
        f" ON publications_{promise.table}{condition}\n"
        f"BEGIN SELECT RAISE(ABORT, '{promise.message}'); END"
    )
    # sqlite_master keeps the statement as it was written
    return Guard(create, (create,), f"DROP TRIGGER IF EXISTS {name}")


def schema(cursor) -> str:
    return SCHEMA


def found(cursor) -> dict[str, str]:
    cursor.execute(
        "SELECT name, sql FROM sqlite_master"
        " WHERE type = 'trigger' AND name LIKE 'guard%'"
    )
    return dict(cursor.fetchall())


def drops(cursor) -> list[str]:
    """Return the statements that take away every guard that is there."""
    return [f"DROP TRIGGER {name}" for name in found(cursor)]
