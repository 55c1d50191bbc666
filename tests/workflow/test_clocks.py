"""Whose clock counts, and what becomes of acts when it is set back or forward."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from publications import clock, workflow
from publications.models import AuditEntry, Edition
from publications.workflow import verify
from tests import factories
from tests.people import person
from tests.workflow.at_once.racing import ready

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has the machine's clock"
)


class Host:
    """The machine's clock, so far from the true time."""

    off = timedelta(0)

    @classmethod
    def now(cls, zone):
        return datetime.now(zone) + cls.off


@pytest.fixture
def set_clock(monkeypatch):
    """A function that sets the clock that counts, by so many hours from the true time:
    the one that acts read and the one that guards read are the same."""
    monkeypatch.setattr(clock, "datetime", Host)
    connection.close()  # a session of its own: what guards read is planned with it
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _put_before_the_servers(cursor)
        else:
            connection.connection.create_function("strftime", -1, _strftime)

    def set_to(hours):
        monkeypatch.setattr(Host, "off", hours * HOUR)
        monkeypatch.setattr(clock, "_read_at", None)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('off.by', %s, false)", [f"{hours} h"])

    set_to(0)
    yield set_to
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA off CASCADE")
    connection.close()


def _put_before_the_servers(cursor):
    cursor.execute("CREATE SCHEMA off")
    for name in ("clock_timestamp", "now"):
        cursor.execute(
            f"CREATE FUNCTION off.{name}() RETURNS timestamptz LANGUAGE sql AS $$"
            f" SELECT pg_catalog.{name}() + current_setting('off.by')::interval $$"
        )
    cursor.execute("SET search_path = off, pg_catalog, public")


def _strftime(_format, _now, shift="0 seconds"):
    moved = Host.now(UTC) + timedelta(seconds=int(shift.split()[0]))
    return moved.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]


def in_the_record_s_order():
    entries = AuditEntry.objects.order_by("sequence")
    sequences = list(entries.values_list("sequence", flat=True))
    return sequences == list(range(1, len(sequences) + 1))


def is_public(edition, client):
    address = f"/en/{edition.text.year}/two-rivers-one-valley/"
    shown = client.get(address).status_code == 200
    assert shown == Edition.objects.live(clock.moment()).filter(pk=edition.pk).exists()
    return shown


@on_postgresql
@pytest.mark.parametrize("hours", [2, -2])
def test_a_host_whose_clock_is_wrong_lets_nothing_out(hours, monkeypatch, client):
    edition = factories.scheduled()
    other = factories.approved(title="Another text")
    monkeypatch.setattr(clock, "datetime", Host)
    monkeypatch.setattr(clock, "_read_at", None)
    monkeypatch.setattr(Host, "off", hours * HOUR)
    assert not is_public(edition, client)
    other = factories.do("release", other, "petra")
    assert abs(other.live_from - datetime.now(UTC)) < timedelta(minutes=1)
    assert list(verify.faults({})) == []


def test_a_release_follows_the_clock_that_counts(set_clock, client):
    edition = factories.scheduled()
    assert not is_public(edition, client)
    set_clock(2)
    assert is_public(edition, client)
    set_clock(0)
    assert not is_public(edition, client)


def test_f11_a_clock_set_back_lets_nothing_out_early_and_keeps_the_record_s_order(
    set_clock, client
):
    scheduled = factories.scheduled(factories.soon(30))
    set_clock(-1)
    assert not is_public(scheduled, client)
    moved = factories.do("reschedule", scheduled, "petra", moment=factories.soon(-30))
    assert not is_public(moved, client)
    set_clock(0)
    assert is_public(moved, client)
    assert in_the_record_s_order()
    assert list(verify.faults({})) == []


def live_long_ago(set_clock):
    set_clock(-2)
    edition = factories.released()
    set_clock(0)
    return edition


def taken_down_just_now(set_clock):
    live = live_long_ago(set_clock)
    down = factories.decided("withdrawn")
    return workflow.withdraw(live, down, by=person("petra"))


def to_be_reinstated(set_clock):
    return factories.new_edition(taken_down_just_now(set_clock))


def to_be_reinstated_from_review(set_clock):
    edition = to_be_reinstated(set_clock)
    return factories.do("void", edition, "rhea", approval=edition.approvals.get())


def superseded_just_now(set_clock):
    live = live_long_ago(set_clock)
    factories.do("release", factories.new_edition(live), "petra", change="technical")
    return live


def released_just_now(set_clock):
    return superseded_just_now(set_clock).text.editions.last()


def approved_behind_a_release(set_clock):
    return factories.new_edition(factories.released())


MAKERS = [
    live_long_ago,
    taken_down_just_now,
    to_be_reinstated,
    to_be_reinstated_from_review,
    superseded_just_now,
    released_just_now,
    approved_behind_a_release,
    lambda _set_clock: factories.released(),
    lambda _set_clock: factories.withdrawn(),
    lambda _set_clock: factories.scheduled(),
    lambda _set_clock: factories.emergency(),
    lambda _set_clock: factories.waiting(),
]
WITH = {
    "save": lambda e: {"content": factories.content(body="Newer.")},
    "plan": lambda e: {"due_on": None},
    "classify": lambda e: {"topics": [], "series": None},
    "relate": lambda e: {"relation": "original", "governs": True},
    "return_to_author": lambda e: {"note": "Wait."},
    "void": lambda e: {"approval": e.approvals.last()},
    "send_for_approval": lambda e: {"person": factories.signatory_of(e)},
    "schedule": lambda e: {"moment": factories.soon(), "change": "technical"},
    "await_placement": lambda e: {
        "placement": factories.placed(e),
        "change": "technical",
    },
    "reschedule": lambda e: {"moment": factories.soon(90)},
    "release": lambda e: {"change": "technical"},
    "release_emergency": lambda e: {"reason": "Floods.", "change": "technical"},
    "record_release": lambda e: {"moment": factories.soon(-600), "note": "Archive."},
    "share": lambda e: {
        "to": workflow.Recipient("Jonas Reet"),
        "until": factories.soon(600),
    },
    "withdraw": lambda e: {"decided": factories.decided("retracted")},
    "set_embargo": lambda e: {"until": factories.soon(600)},
}
DOERS = {"take_up": "ruben", "approve": "ruben", "void": "rhea", "put_down": "rhea"}


@pytest.mark.parametrize("hours", [-1, 1])
@pytest.mark.parametrize("maker", MAKERS)
def test_after_a_jump_every_act_is_done_or_refused_in_words(maker, hours, set_clock):
    edition = maker(set_clock)
    set_clock(hours)
    for act in (*workflow.TRANSITIONS, "set_embargo"):
        with transaction.atomic():
            arguments = WITH.get(act, lambda e: {})(edition)
            # What is refused is taken back: nothing new is there to be looked at.
            with suppress(workflow.Refused), transaction.atomic():
                by = DOERS.get(act, "petra")
                ready(act, edition, by, **arguments)()
                assert in_the_record_s_order(), act
                assert list(verify.faults({})) == [], act
            transaction.set_rollback(True)
