"""Mail that waits: sent once, tried again, never lost."""

import io

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command

from publications.models import Delivery
from publications.syndication.mail import deliver_due
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def waiting():
    factories.person("rhea")
    factories.in_review()
    return Delivery.objects.get()


def test_what_waits_is_sent_once_under_its_own_id(waiting):
    assert deliver_due() == 1
    assert deliver_due() == 0
    letter = mail.outbox[0]
    assert letter.to == ["rhea@mission.example"]
    assert letter.subject == "Review requested: Two Rivers, One Valley"
    assert str(waiting.message_id) in letter.message()["Message-ID"]
    assert "https://press.example/admin/publications/edition/" in letter.body


def test_a_mail_server_that_is_down_loses_nothing(waiting, monkeypatch):
    def refuse(self, messages):
        raise ConnectionRefusedError("no server")

    with monkeypatch.context() as down:
        down.setattr(EmailBackend, "send_messages", refuse)
        assert deliver_due() == 0
    waiting.refresh_from_db()
    assert waiting.attempts == 1
    assert "no server" in waiting.error
    assert waiting.due_at > waiting.created_at
    assert deliver_due() == 0  # not before its time
    Delivery.objects.update(due_at=waiting.created_at)
    assert deliver_due() == 1


def test_a_row_under_lease_is_left_to_its_worker(waiting):
    Delivery.objects.update(leased_until=factories.soon(5))
    assert deliver_due() == 0
    Delivery.objects.update(leased_until=factories.soon(-5))
    assert deliver_due() == 1


def test_a_title_cannot_add_a_header():
    factories.do("submit", factories.draft(title="Odd\nBcc: a@b.example"), "dara")
    deliver_due()
    letter = mail.outbox[-1]
    assert "\n" not in letter.subject
    assert letter.message()["Bcc"] is None


def test_cron_runs_the_worker_once():
    out = io.StringIO()
    call_command("run_worker", once=True, stdout=out)
    assert out.getvalue() == "1 sent.\n"
