"""The guards as PostgreSQL triggers, and the exclusion of overlapping periods.

Each asks tables by schema and name: whoever may make temporary tables could put one
of the same name before them.

A trigger alone would race there: two transactions don't see each other's rows. The
exclusion constraint needs no extension, since `int8range(t, t, '[]') WITH &&` is
equality in GiST's terms.
"""

import re

from .promises import KEPT, PROMISES, Guard, Promise

SCHEMA = "public"
NOW = "clock_timestamp()"
PASSED = (
    f"least({NOW},"  # nosec B608 - names of ours alone
    " (SELECT min(h.moment) FROM publications_hold h WHERE h.lifted_at IS NULL))"
)
GRACE = "now() - interval '5 seconds'"  # now() is this transaction's start

OVERLAP = "guard_edition_periods_never_overlap"
_EXCLUDE = (
    "EXCLUDE USING gist (int8range(text_id, text_id, '[]'::text) WITH &&,"
    " tstzrange(live_from, live_until) WITH &&) WHERE ((live_from IS NOT NULL))"
)


# What a trigger fires for, as pg_trigger keeps it.
_BITS = {
    "ROW": 1,
    "BEFORE": 2,
    "AFTER": 0,
    "INSERT": 4,
    "DELETE": 8,
    "UPDATE": 16,
    "TRUNCATE": 32,
}
_TABLE = re.compile(r"\b(?:FROM|JOIN) publications_")


def guards(schema: str = SCHEMA) -> dict[str, Guard]:
    return {
        **{f"guard_{p.name}": _row_trigger(p, schema) for p in PROMISES},
        **{
            f"guard_{table}_is_not_truncated": _trigger(
                f"guard_{table}_is_not_truncated",
                table,
                ("BEFORE", "TRUNCATE", "STATEMENT"),
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


def _row_trigger(promise: Promise, schema: str) -> Guard:
    refuse = _raise(promise.message)
    when = promise.refused_when.format(
        now=NOW, passed=PASSED, grace=GRACE, differs="IS DISTINCT FROM"
    )
    if when:
        quoted = schema.replace('"', '""')
        when = _TABLE.sub(lambda at: at[0].replace(" ", f' "{quoted}".'), when)
        refuse = f"IF {when} THEN {refuse} END IF;"
    row = "OLD" if promise.event == "DELETE" else "NEW"
    return _trigger(
        f"guard_{promise.name}",
        promise.table,
        (promise.fires, promise.event, "ROW"),
        f"{refuse} RETURN {row};",
    )


def _trigger(name: str, table: str, fires: tuple[str, str, str], body: str) -> Guard:
    source = f" BEGIN {body} END "
    when, event, each = fires
    bits = sum(_BITS.get(word, 0) for word in fires)
    return Guard(
        f"publications_{table} {bits}{source}",
        (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $guard${source}$guard$",
            f"CREATE TRIGGER {name} {when} {event} ON publications_{table}"
            f" FOR EACH {each} EXECUTE FUNCTION {name}()",
        ),
        f"DROP TRIGGER IF EXISTS {name} ON publications_{table}",
    )


def _raise(message: str) -> str:
    # check_violation, so that Django raises IntegrityError as for a constraint
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = '23514';"


def schema(cursor) -> str:
    """Where the tables are: not always the first place that new ones would go to."""
    cursor.execute(
        "SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.oid = to_regclass('publications_edition')"
    )
    row = cursor.fetchone()
    return row[0] if row else SCHEMA


def found(cursor) -> dict[str, str]:
    """Enabled triggers by name: table, what they fire for, and the source of their
    functions. One that fires in some cases only is none."""
    cursor.execute(
        "SELECT t.tgname, c.relname || ' ' || t.tgtype || p.prosrc"
        " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE t.tgname LIKE 'guard%' AND t.tgenabled IN ('O', 'A')"
        " AND t.tgqual IS NULL AND t.tgattr = ''"
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
