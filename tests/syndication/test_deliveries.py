"""Work that waits: done once, tried again, never lost, never in another's way."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from publications import clock
from publications.models import Delivery
from publications.syndication.deliveries import deliver_due
from tests import factories

pytestmark = pytest.mark.django_db


def letter(to="rhea@mission.example", **more) -> Delivery:
    at = clock.database_now() - timedelta(minutes=1)
    values = {
        "recipient": to,
        "subject": "News",
        "body": "Words with to-ken.",
        "html": "<p>Words with to-ken.</p>",
        "created_at": at,
        "due_at": at,
        **more,
    }
    return Delivery.objects.create(**values)


def down(monkeypatch, recipient=""):
    """A server that refuses every letter, or those to one recipient."""
    deliver = EmailBackend.send_messages

    def refuse(self, messages):
        if not recipient or messages[0].to == [recipient]:
            raise ConnectionRefusedError("no server")
        return deliver(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_what_waits_is_sent_once():
    delivery = letter()
    assert deliver_due() == 1
    assert deliver_due() == 0
    assert [m.to for m in mail.outbox] == [["rhea@mission.example"]]
    delivery.refresh_from_db()
    assert delivery.delivered_at >= delivery.due_at
    assert (delivery.leased_until, delivery.error) == (None, "")


def test_what_is_due_later_waits():
    letter(due_at=factories.soon())
    assert deliver_due() == 0


def test_a_mail_server_that_is_down_loses_nothing(monkeypatch):
    delivery = letter()
    with monkeypatch.context() as meanwhile:
        down(meanwhile)
        assert deliver_due() == 0
        delivery.refresh_from_db()
        assert (delivery.attempts, delivery.leased_until) == (1, None)
        assert delivery.error == "ConnectionRefusedError: no server"
        assert deliver_due() == 0  # not before its time
    Delivery.objects.update(due_at=delivery.created_at)
    assert deliver_due() == 1
    first = mail.outbox[0].message()["Message-ID"]
    assert str(delivery.message_id) in first


def test_pauses_grow_to_six_hours(monkeypatch):
    down(monkeypatch)
    pauses = []
    for attempts in (0, 1, 2, 3, 8, 9, 500):
        Delivery.objects.all().delete()
        delivery = letter(attempts=attempts)
        before = clock.database_now()
        deliver_due()
        delivery.refresh_from_db()
        pauses.append(round((delivery.due_at - before).total_seconds() / 60))
    assert pauses == [1, 2, 4, 8, 256, 360, 360]


def test_a_bad_item_holds_up_no_other(monkeypatch):
    down(monkeypatch, "nobody@mission.example")
    bad = letter("nobody@mission.example")
    odd = letter("odd@mission.example", subject="Two\nlines")
    unknown = letter("x@mission.example", task="no_such_task")
    letter()
    assert deliver_due() == 1
    assert [m.to for m in mail.outbox] == [["rhea@mission.example"]]
    for delivery, said in (
        (bad, "no server"),
        (odd, "newlines"),
        (unknown, "no_such_task"),
    ):
        delivery.refresh_from_db()
        assert said in delivery.error
        assert delivery.delivered_at is None


def test_a_row_under_lease_is_left_to_its_worker():
    letter(leased_until=factories.soon(5))
    assert deliver_due() == 0
    Delivery.objects.update(leased_until=factories.soon(-5))
    assert deliver_due() == 1


def test_a_lease_lasts_five_minutes_while_the_work_is_done(monkeypatch):
    delivery = letter()
    seen = []

    def look(self, messages):
        delivery.refresh_from_db()
        seen.append(delivery.leased_until - clock.database_now())
        return 1

    monkeypatch.setattr(EmailBackend, "send_messages", look)
    deliver_due()
    assert timedelta(seconds=290) < seen[0] <= timedelta(seconds=300)


def test_a_secret_is_forgotten_once_delivered_and_not_before(monkeypatch):
    secret, plain = letter(secret=True), letter("dara@mission.example")
    with monkeypatch.context() as meanwhile:
        down(meanwhile)
        deliver_due()
    secret.refresh_from_db()
    assert "to-ken" in secret.body
    Delivery.objects.update(due_at=secret.created_at)
    assert deliver_due() == 2
    assert "to-ken" in mail.outbox[0].body
    secret.refresh_from_db()
    plain.refresh_from_db()
    assert (secret.body, secret.html) == ("", "")
    assert "to-ken" in plain.body


def test_what_was_taken_back_while_it_was_sent_stays_away(monkeypatch):
    letter()
    monkeypatch.setattr(
        EmailBackend, "send_messages", lambda *_: Delivery.objects.all().delete()
    )
    assert deliver_due() == 1
    assert not Delivery.objects.exists()
