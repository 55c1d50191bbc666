"""The guards as SQLite triggers. Traps: `coalesce(live_until, '9999')` never fires
in a trigger; a table's triggers vanish whenever a migration rebuilds the table."""

from .promises import PROMISES, Guard, Promise

NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
GRACE = "strftime('%Y-%m-%d %H:%M:%f', 'now', '-5 seconds')"

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


def guards() -> dict[str, Guard]:
    return {f"guard_{p.name}": _trigger(p) for p in (*PROMISES, NO_OVERLAP)}


def _trigger(promise: Promise) -> Guard:
    when = promise.refused_when.format(now=NOW, grace=GRACE, differs="IS NOT")
    condition = f"\nWHEN {when}" if when else ""
    name = f"guard_{promise.name}"
    create = (
        f"CREATE TRIGGER {name} BEFORE {promise.event}"
        f" ON publications_{promise.table}{condition}\n"
        f"BEGIN SELECT RAISE(ABORT, '{promise.message}'); END"
    )
    # sqlite_master keeps the statement as it was written
    return Guard(create, (create,), f"DROP TRIGGER IF EXISTS {name}")


def found(cursor) -> dict[str, str]:
    cursor.execute(
        "SELECT name, sql FROM sqlite_master"
        " WHERE type = 'trigger' AND name LIKE 'guard%'"
    )
    return dict(cursor.fetchall())


def drops(cursor) -> list[str]:
    """Return the statements that take away every guard that is there."""
    return [f"DROP TRIGGER {name}" for name in found(cursor)]
