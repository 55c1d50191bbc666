"""What the site says of itself to machines."""

from datetime import UTC, datetime, timedelta

import pytest

from publications import clock

pytestmark = pytest.mark.django_db

SECURITY = "/.well-known/security.txt"
MORNING = datetime(2026, 5, 6, 0, 0, 1, tzinfo=UTC)


def test_whom_to_tell_of_a_weakness(client, settings, monkeypatch):
    settings.SECURITY_CONTACT = "mailto:security@mission.example"
    monkeypatch.setattr(clock, "moment", lambda: MORNING)
    answer = client.get(SECURITY)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "Contact: mailto:security@mission.example\n"
        "Expires: 2027-05-05T00:00:00Z\n"
        "Preferred-Languages: en, zh-Hans, az, ru, fr, ar\n"
        "Canonical: https://press.example/.well-known/security.txt\n"
    )


def test_it_is_the_same_document_all_day(client, settings, monkeypatch):
    settings.SECURITY_CONTACT = "https://mission.example/security"
    etags = []
    for later in (timedelta(0), timedelta(hours=23), timedelta(days=1)):
        monkeypatch.setattr(clock, "moment", lambda later=later: MORNING + later)
        etags.append(client.get(SECURITY).headers["ETag"])
    assert etags[0] == etags[1] != etags[2]


def test_an_address_without_tls_is_not_called_canonical(client, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert "Canonical" not in client.get(SECURITY).content.decode()


def test_where_nobody_is_named_there_is_no_such_page(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get(SECURITY).status_code == 404
