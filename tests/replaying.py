"""What a maker wrote, written again, by the statements it wrote it with.

A text that was taken through its acts once is there a second time without their
questions: in a twentieth of the time, with the same rows to the byte. The acts are done
anew wherever that might not be so: after any other write, while a setting or anything
else is patched, and in a test that commits.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from itertools import count
from typing import Any, NamedTuple

from django.conf import UserSettingsHolder, settings
from django.db import connection
from django.utils import timezone, translation

from publications.models.guards import sqlite

READ = ("SELECT", "RELEAS", "BEGIN", "PRAGMA", "EXPLAI")
WRITTEN = ("INSERT", "UPDATE", "DELETE")
# Who is signed in changes nothing of what a maker makes.
ASIDE = (
    'INSERT INTO "django_session"',
    'UPDATE "django_session"',
    'DELETE FROM "django_session"',
    'INSERT INTO "publications_signin"',
    'UPDATE "publications_signin"',
    'DELETE FROM "publications_signin"',
    'UPDATE "publications_account" SET "last_login"',
)
# What tells others at the transaction's end, and changes nothing that is stored.
TOLD = ("publications.workflow.record", "publications.traces", "publications.renewal")
OF_THE_PAST = [
    sqlite.guards()[name]
    for name in ("guard_edition_moves_to_no_past", "guard_edition_past_is_frozen")
]
AS_SET_UP = 0
UNKNOWN = -1


class Statement(NamedTuple):
    sql: str
    values: Any
    many: bool  # values for one row after another


class Recording:
    """What a maker writes, as it does so."""

    def __init__(self):
        # None for what can't be done again.
        self.statements: list[Statement | None] = []
        # Where the numbers of what was replayed within it began.
        self.numbers: dict[str, int | None] = {}


class Run(NamedTuple):
    """What a maker did: from which state of the database to which."""

    statements: list[Statement]
    value: bytes
    end: int
    # PostgreSQL takes back no number that it gave: where each row's began.
    numbers: dict[str, int | None]

    def again(self) -> Any:
        with _watch.blind(), connection.cursor() as cursor:
            if self.numbers:
                cursor.execute(f"SELECT {', '.join(map(set_to, self.numbers.items()))}")
            begins = any('"live_from" = ' in sql for sql, *_rest in self.statements)
            with timeless(cursor) if begins else nullcontext():
                for sql, values, many in self.statements:
                    (cursor.executemany if many else cursor.execute)(sql, values)
        for recording in _watch.recording:
            recording.statements.extend(self.statements)
            recording.numbers = {**self.numbers, **recording.numbers}
        _watch.state = self.end
        return pickle.loads(self.value)


@contextmanager
def timeless(cursor) -> Iterator[None]:
    """What was not in the past when it was written is so now: these rows have passed
    the guards of the past, which stand again at once."""
    if connection.vendor == "postgresql":
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")
        return
    for guard in OF_THE_PAST:
        cursor.execute(guard.drop)
    yield
    for guard in OF_THE_PAST:
        cursor.execute(*guard.create)


class Watch:
    """Sees every statement, and so knows the state that the transaction is in."""

    def __init__(self):
        self.transaction = None
        self.state = UNKNOWN
        self.at_savepoints: dict[str, int] = {}
        self.recording: list[Recording] = []
        self.replaying = False
        # The running test's: while it holds a patch, acts are done.
        self.patches = None

    @contextmanager
    def blind(self) -> Iterator[None]:
        self.replaying = True
        try:
            yield
        finally:
            self.replaying = False

    def __call__(self, execute, sql, params, many, context):
        if self.replaying:
            return execute(sql, params, many, context)
        kind = sql.lstrip(" \n(")[:6].upper()  # a union may be in brackets
        if kind == "SAVEPO":
            self.begun()
            self.at_savepoints[sql.split()[-1]] = self.state
        elif kind == "ROLLBA":
            self.wrote(None)
            self.state = self.at_savepoints.get(sql.split()[-1], UNKNOWN)
        elif kind in WRITTEN:
            if self.recording or not sql.startswith(ASIDE):
                params = list(params) if many else params
                self.wrote(Statement(sql, params, many))
        elif not kind.startswith(READ):
            self.wrote(None)
        return execute(sql, params, many, context)

    def begun(self) -> None:
        """See whether another transaction has begun, on the database as set up."""
        outermost = next(iter(connection.atomic_blocks), None)
        if outermost is not self.transaction:
            self.transaction, self.at_savepoints = outermost, {}
            of_a_test = outermost is not None and outermost._from_testcase
            self.state = AS_SET_UP if of_a_test else UNKNOWN

    def wrote(self, statement: Statement | None) -> None:
        """Note a write, or by None what can't be done again."""
        self.begun()
        self.state = UNKNOWN
        for recording in self.recording:
            recording.statements.append(statement)

    def patched(self) -> bool:
        held = self.patches
        return isinstance(settings._wrapped, UserSettingsHolder) or bool(
            held and (held._setattr or held._setitem)
        )


_watch = Watch()
_runs: dict[tuple, Run] = {}
_states = count(1)


def begin() -> None:
    """From now on, with the database as it was set up."""
    connection.execute_wrappers.append(_watch)


def holding(patches) -> None:
    _watch.patches = patches


def replayed(make: Callable) -> Callable:
    """Let this maker be replayed. It reads no clock, and leaves rows alone."""

    @wraps(make)
    def made(*arguments, **named):
        _watch.begun()
        key = None if _watch.patched() else _key(make, arguments, named)
        if key is None:
            return make(*arguments, **named)
        if key in _runs:
            return _runs[key].again()
        return _record(key, lambda: make(*arguments, **named))

    return made


def _key(make: Callable, arguments: tuple, named: dict) -> tuple | None:
    """What the outcome depends on, if that can be told."""
    if _watch.state == UNKNOWN:
        return None
    try:
        given = pickle.dumps((arguments, sorted(named.items())))
    except (pickle.PicklingError, TypeError, AttributeError):
        return None
    spoken = translation.get_language(), timezone.get_current_timezone_name()
    return make.__module__, make.__qualname__, given, spoken, _watch.state


def _record(key: tuple, make: Callable) -> Any:
    began, waiting = numbers(), left_to_do()
    recording = Recording()
    _watch.recording.append(recording)
    try:
        value = make()
    finally:
        _watch.recording.pop()
    statements = recording.statements
    was_there = not statements
    if was_there or None in statements or left_to_do() != waiting:
        return value
    given = numbers()
    used = {name: number for name, number in began.items() if given[name] != number}
    used.update(recording.numbers)
    _watch.state = next(_states)
    kept = pickle.dumps(value)
    _runs[key] = Run(statements, kept, _watch.state, used)
    # As later: or what is made of it would be kept under another key.
    return pickle.loads(kept)


def left_to_do() -> int:
    """What waits for the transaction's end, what only tells others aside."""
    waiting = [told for _savepoints, told, _robust in connection.run_on_commit]
    told_by = [getattr(told, "func", told).__module__ for told in waiting]
    return sum(module not in TOLD for module in told_by)


def numbers() -> dict[str, int | None]:
    """The last number that each table gave its rows; SQLite takes them back itself.
    Asked past Django: a test that counts questions counts the product's alone."""
    if connection.vendor != "postgresql":
        return {}
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences")
        return dict(cursor.fetchall())


def set_to(given: tuple[str, int | None]) -> str:
    name, number = given
    return f"setval('\"{name}\"', {number or 1}, {number is not None})"
