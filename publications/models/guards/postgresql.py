"""The guards as PostgreSQL triggers, and the exclusion of overlapping periods.

A trigger alone would race there: two transactions don't see each other's rows. The
exclusion constraint needs no extension, since `int8range(t, t, '[]') WITH &&` is
equality in GiST's terms.
"""

from .promises import KEPT, PROMISES, Guard, Promise

NOW = "clock_timestamp()"
GRACE = "now() - interval '5 seconds'"  # now() is this transaction's start

OVERLAP = "guard_edition_periods_never_overlap"
_EXCLUDE = (
    "EXCLUDE USING gist (int8range(text_id, text_id, '[]'::text) WITH &&,"
    " tstzrange(live_from, live_until) WITH &&) WHERE ((live_from IS NOT NULL))"
)


def guards() -> dict[str, Guard]:
    return {
        **{f"guard_{p.name}": _row_trigger(p) for p in PROMISES},
        **{
            f"guard_{table}_is_not_truncated": _trigger(
                f"guard_{table}_is_not_truncated",
                table,
                f"BEFORE TRUNCATE ON publications_{table} FOR EACH STATEMENT",
                _raise(f"{table}: nothing is deleted"),
            )
            for table in KEPT
        },
        OVERLAP: Guard(
            _EXCLUDE,
            (f"ALTER TABLE publications_edition ADD CONSTRAINT {OVERLAP} {_EXCLUDE}",),
            f"ALTER TABLE publications_edition DROP CONSTRAINT IF EXISTS {OVERLAP}",
        ),
    }


def _row_trigger(promise: Promise) -> Guard:
    refuse = _raise(promise.message)
    when = promise.refused_when.format(now=NOW, grace=GRACE, differs="IS DISTINCT FROM")
    if when:
        refuse = f"IF {when} THEN {refuse} END IF;"
    row = "OLD" if promise.event == "DELETE" else "NEW"
    return _trigger(
        f"guard_{promise.name}",
        promise.table,
        f"BEFORE {promise.event} ON publications_{promise.table} FOR EACH ROW",
        f"{refuse} RETURN {row};",
    )


def _trigger(name: str, table: str, fires: str, body: str) -> Guard:
    source = f" BEGIN {body} END "
    return Guard(
        source,
        (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $guard${source}$guard$",
            f"CREATE TRIGGER {name} {fires} EXECUTE FUNCTION {name}()",
        ),
        f"DROP TRIGGER IF EXISTS {name} ON publications_{table}",
    )


def _raise(message: str) -> str:
    # check_violation, so that Django raises IntegrityError as for a constraint
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = '23514';"


def found(cursor) -> dict[str, str]:
    """Enabled triggers by name, with the source of their functions."""
    cursor.execute(
        "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE t.tgname LIKE 'guard%' AND t.tgenabled IN ('O', 'A')"
        " UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conname LIKE 'guard%'"
    )
    return dict(cursor.fetchall())


def drops(cursor) -> list[str]:
    """Return the statements that take away every guard that is there."""
    cursor.execute(
        "SELECT 'TRIGGER ' || tgname || ' ON ' || tgrelid::regclass FROM pg_trigger"
        " WHERE tgname LIKE 'guard%' AND NOT tgisinternal"
    )
    triggers = [f"DROP {trigger}" for (trigger,) in cursor.fetchall()]
    return [*triggers, guards()[OVERLAP].drop]
