"""Guessing is slowed, and nobody is locked out by it (A01, A03, D16)."""

from datetime import UTC, datetime, timedelta

import pytest

from publications.identity import throttle
from publications.identity.form import too_many
from publications.models import AuditEntry, Tries
from tests.people import person

from .people import LOGIN, WORD, code, elsewhere, give, is_in, with_app, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_moment(monkeypatch):
    """A pause of a second must not run out while a slow machine goes on guessing."""
    at = datetime.now(UTC)
    monkeypatch.setattr(throttle.clock, "ticking", lambda: at)


def test_a01_60_wrong_passwords_for_one_account_are_slowed(client, settings):
    settings.FRONT_SERVERS = 0
    with_password("petra")
    # What anybody may make up doesn't count as another source.
    answers = [
        client.post(
            LOGIN,
            {"username": "petra", "password": "wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        )
        for n in range(60)
    ]
    told = [answer.status_code for answer in answers]
    assert told[:5] == [200] * 5
    assert told.count(429) >= 50
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert "Please wait" in answers[-1].content.decode()
    # Nor does the right one while the pause lasts; then it does.
    assert give(client, "petra").status_code == 429
    assert [entry.act for entry in AuditEntry.objects.all()] == ["slow_sign_in"]
    Tries.objects.update(last_at="2026-01-01T00:00Z")
    assert give(client, "petra").status_code == 302
    assert is_in(client)


def test_a01_one_password_for_200_accounts_is_slowed(client):
    told = [give(client, f"name-{n}", "Spring2027").status_code for n in range(200)]
    assert told.count(200) < 30 and told[-1] == 429


def test_d16_all_of_a_mission_sign_in_from_one_address(client):
    with_password("petra")
    for _each in range(30):
        client.cookies.clear()
        assert give(client, "petra").status_code == 302
    # Nor are tries had back by signing in beside them.
    for n in range(15):
        assert give(client, f"name-{n}").status_code == 200
    client.cookies.clear()
    assert give(client, "petra").status_code == 302
    client.cookies.clear()
    told = [give(client, f"other-{n}").status_code for n in range(10)]
    assert told.count(200) == 5 and told[-1] == 429


def test_a01_behind_a_front_server_its_word_alone_counts(client, settings):
    settings.FRONT_SERVERS = 1
    told = [
        client.post(
            LOGIN,
            {"username": "nobody-here", "password": "wrong"},
            headers={"X-Forwarded-For": f"198.51.100.{n}, 203.0.113.7"},
        ).status_code
        for n in range(8)
    ]
    assert told[5:] == [429] * 3
    other = client.post(
        LOGIN,
        {"username": "nobody-here", "password": "wrong"},
        headers={"X-Forwarded-For": "203.0.113.8"},
    )
    assert other.status_code == 200


def test_a01_pauses_grow_and_end():
    """Never for ever: a quarter of an hour at most."""
    limit = throttle.of_password("1", "192.0.2.1")[0]
    at = datetime(2027, 1, 1, tzinfo=UTC)
    pauses = [limit.pause(count, at, at) for count in range(30)]
    assert pauses[:8] == [0, 0, 0, 0, 0, 1, 2, 4]
    assert max(pauses) == 900
    assert limit.pause(1000, at, at + timedelta(seconds=900)) == 0


def test_d16_a_known_browser_gets_in_while_strangers_guess(client):
    with_password("petra")
    give(client, "petra")
    client.post("/admin/logout/")
    for number in range(40):
        give(elsewhere(number), "petra", "wrong")
    # From the same address, too, as within one house.
    for _ in range(25):
        give(elsewhere(1), "petra", "wrong")
    assert give(elsewhere(99), "petra").status_code == 429
    client.defaults["REMOTE_ADDR"] = "192.0.2.1"
    assert give(client, "petra").status_code == 302
    assert is_in(client)


def test_d16_with_a_second_factor_strangers_slow_nobody(client):
    with_app("petra")
    for number in range(40):
        give(elsewhere(number), "petra", "wrong")
    client.defaults["REMOTE_ADDR"] = "192.0.2.99"
    give(client, "petra")
    client.post(LOGIN, {"code": code()})
    assert is_in(client)


def test_a_browser_is_forgotten_with_the_password(client):
    petra = with_password("petra")
    give(client, "petra")
    client.post("/admin/logout/")
    petra.set_password("another-word-altogether")
    petra.save()
    for number in range(40):
        give(elsewhere(number), "petra", "wrong")
    assert give(client, "petra", "another-word-altogether").status_code == 429


def test_a03_a_code_counts_once(client):
    with_app("petra")
    give(client, "petra")
    before, now = code(-1), code()
    client.post(LOGIN, {"code": now})
    assert is_in(client)
    other = elsewhere(2)
    give(other, "petra")
    answer = other.post(LOGIN, {"code": now})
    assert "used before" in answer.content.decode()
    assert not is_in(other)
    # Nor one that is older than the last that was used.
    other.post(LOGIN, {"code": before})
    assert not is_in(other)


def test_a03_100_codes_are_slowed(client):
    with_app("petra")
    give(client, "petra")
    wrong = [str(n).zfill(6) for n in range(100) if str(n).zfill(6) != code()]
    told = [client.post(LOGIN, {"code": each}).status_code for each in wrong]
    assert told[:5] == [200] * 5
    assert told.count(429) > 90
    assert not is_in(client)


def test_a_code_without_a_password_before_it_opens_nothing(client):
    with_app("petra")
    assert client.post(LOGIN, {"code": code()}).status_code == 200
    assert not is_in(client)


def test_nobody_learns_whether_a_name_exists(client):
    person("petra")
    known = give(client, "petra", "wrong").content.decode()
    unknown = give(client, "nobody-here", "wrong").content.decode()

    def told(html):
        return html.split('class="errornote"')[1].split("</p>")[0]

    assert told(known) == told(unknown)
    assert WORD not in known


def test_whoever_must_wait_hears_how_long():
    assert "wait a second," in too_many(1)
    assert "wait 59 seconds," in too_many(59)
    assert "wait a minute," in too_many(60)
    assert "wait 2 minutes," in too_many(61)
