"""The second step of somebody who lost it: removed at the desk or on the machine, with
the same traces."""

import io
import json
import logging

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from publications import traces
from publications.identity import factors
from publications.models import AuditEntry, Delivery
from publications.workflow import verify
from tests.admin.signing_in.people import WORD, elsewhere, give, is_in, with_app
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    """What the security log tells of, by its event."""
    told = []
    handler = logging.Handler()
    handler.emit = lambda line: told.append(line.told)
    traces.logger.addHandler(handler)
    yield told
    traces.logger.removeHandler(handler)


def at_the_desk(account):
    admin = elsewhere(1)
    admin.force_login(person("admin"))
    admin.post(reverse("account-remove-factors", args=[account.pk]))


def on_the_machine(account):
    call_command("remove_second_step", account.get_username(), stdout=io.StringIO())


@pytest.mark.parametrize(
    ("remove", "actor", "who"),
    [
        (at_the_desk, "admin", "Admin (admin)"),
        (on_the_machine, None, "manage.py remove_second_step"),
    ],
)
def test_it_ends_sessions_and_is_told_everywhere(client, log, remove, actor, who):
    petra = with_app("petra")
    factors.new_codes(petra)
    client.force_login(petra)
    assert is_in(client)
    Delivery.objects.all().delete()
    log.clear()
    remove(petra)
    assert not factors.of(petra, factors.Type.values).exists()
    assert not is_in(client) and not petra.sign_ins.exists()
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor_name) == ("remove_factors", who)
    assert entry.actor == (actor and person(actor).pk)
    assert json.loads(entry.details) == {"account": "petra"}
    assert list(verify.faults({})) == []
    letter = Delivery.objects.get()
    assert (letter.recipient, letter.event) == (petra.email, "factor_taken")
    lines = [line for line in log if line["event"] == "factor_taken"]
    assert [line["account"] for line in lines] == [petra.pk]
    give(client, "petra", WORD)
    assert is_in(client)  # by the password alone, until a new one is set up


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("nobody", "There is no account nobody."), ("dara", "dara has no second step.")],
)
def test_what_it_can_not_do_is_said_and_nothing_changed(name, sentence):
    person("dara")
    with pytest.raises(CommandError) as refused:
        call_command("remove_second_step", name)
    assert (str(refused.value), refused.value.returncode) == (sentence, 1)
    assert not AuditEntry.objects.exists() and not Delivery.objects.exists()


def test_it_is_done_whole_or_not_at_all(client, monkeypatch):
    petra = with_app("petra")
    client.force_login(petra)

    def broken(*args, **more):
        raise RuntimeError

    monkeypatch.setattr("publications.identity.lost.record.enter", broken)
    with pytest.raises(RuntimeError):
        on_the_machine(petra)
    assert factors.has_any(petra) and is_in(client)
    assert not Delivery.objects.exists()
