"""A letter as the mail server gets it."""

import email.policy
from email import message_from_bytes

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from publications.models import Delivery
from publications.syndication import mail as letters
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery():
    person("rhea")
    factories.in_review()
    return Delivery.objects.get()


def sent():
    raw = mail.outbox[-1].message().as_bytes()
    return message_from_bytes(raw, policy=email.policy.default)


def test_a_letter_is_text_and_html_under_its_own_id(delivery):
    letters.send(delivery)
    letter = sent()
    assert letter["To"] == "rhea@mission.example"
    assert letter["Subject"] == "Review requested: Two Rivers, One Valley"
    assert letter["Message-ID"] == f"<{delivery.message_id}@press.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "multipart/alternative"
    text, html = letter.iter_parts()
    link = "https://press.example/admin/publications/edition/"
    assert (text.get_content_type(), html.get_content_type()) == (
        "text/plain",
        "text/html",
    )
    assert link in text.get_content()
    assert link in html.get_content()


def test_a_letter_without_html_is_text_alone(delivery):
    delivery.html = ""
    letters.send(delivery)
    assert sent().get_content_type() == "text/plain"


def test_a_title_cannot_add_a_header():
    person("rhea")
    factories.do("submit", factories.draft(title="Odd\nBcc: a@b.example"), "dara")
    letters.send(Delivery.objects.get())
    assert sent()["Bcc"] is None
    assert sent()["Subject"] == "Review requested: Odd Bcc: a@b.example"


@pytest.mark.parametrize(("set_to", "used"), [(None, 20), (7, 7)])
def test_a_server_that_hangs_is_not_waited_for_beyond_the_lease(
    delivery, settings, monkeypatch, set_to, used
):
    settings.EMAIL_TIMEOUT = set_to
    asked = []
    make = EmailBackend.__init__

    def note(self, *args, **options):
        asked.append(options["timeout"])
        make(self, *args, **options)

    monkeypatch.setattr(EmailBackend, "__init__", note)
    letters.send(delivery)
    assert asked == [used]
