"""Sessions: seen by whoever they belong to, ended by them, and by what changes."""

import math
import random
import secrets

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from publications import workflow
from publications.identity import sessions
from publications.models import AuditEntry, Delivery, SignIn
from tests.people import person

from .people import (
    SECURITY,
    WORD,
    code,
    give,
    is_in,
    set_app_up,
    with_app,
    with_password,
)

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604"


@pytest.fixture
def two():
    """Two browsers in which Petra is signed in."""
    with_password("petra")
    browsers = [Client(headers={"User-Agent": each}) for each in (FIREFOX, SAFARI)]
    for browser in browsers:
        give(browser, "petra")
    return browsers


def test_one_sees_where_one_is_signed_in_and_ends_one_of_them(two):
    here, there = two
    html = here.get(SECURITY).content.decode()
    assert "Firefox, Linux" in html and "Safari, iOS" in html
    assert html.count("(this browser)") == 1
    row = SignIn.objects.get(system="iOS")
    here.post(f"{SECURITY}sessions/", {"which": row.pk})
    assert is_in(here) and not is_in(there)


def test_all_others_are_ended_at_once_and_nobody_elses(two):
    here, there = two
    other = Client()
    other.force_login(person("dara"))
    mine = SignIn.objects.get(account=person("dara"))
    here.post(f"{SECURITY}sessions/", {"which": mine.pk})
    here.post(f"{SECURITY}sessions/", {"which": "others"})
    assert is_in(here) and is_in(other) and not is_in(there)


def test_a_proof_gives_the_session_a_new_key(client, settings):
    """Whoever had copied the cookie of before has nothing."""
    settings.STEP_UP_MINUTES = 15
    with_password("petra")
    give(client, "petra")
    before = client.session.session_key
    session = client.session
    session["proved_at"] -= 16 * 60
    session.save()
    sent = {"which": "others"}
    assert "Is it you?" in client.post(f"{SECURITY}sessions/", sent).content.decode()
    client.post(f"{SECURITY}sessions/", {**sent, "proof": WORD})
    after = client.session.session_key
    assert is_in(client) and after != before
    assert SignIn.objects.get().session_key == after
    give(client, "petra")
    assert is_in(client) and client.session.session_key != after
    stolen = Client()
    for key in (before, after):
        stolen.cookies[settings.SESSION_COOKIE_NAME] = key
        assert not is_in(stolen)
    stolen.cookies[settings.SESSION_COOKIE_NAME] = client.session.session_key
    assert is_in(stolen)


def test_the_key_has_128_bits_of_the_systems_chance_at_least(
    client, monkeypatch, settings
):
    """Each of its signs is drawn by `secrets`, from an alphabet of different signs."""
    assert isinstance(secrets.choice.__self__, random.SystemRandom)
    drawn, choice = [], secrets.choice

    def noted(alphabet):
        drawn.append((choice(alphabet), alphabet))
        return drawn[-1][0]

    monkeypatch.setattr(secrets, "choice", noted)
    with_password("petra")
    give(client, "petra")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    begins = "".join(sign for sign, _alphabet in drawn).find(key)
    assert is_in(client) and begins >= 0
    of_key = [alphabet for _sign, alphabet in drawn[begins : begins + len(key)]]
    assert sum(math.log2(len(set(each))) for each in of_key) >= 128


def test_an_administrator_signs_somebody_out_everywhere(two):
    here, there = two
    admin, other = Client(), Client()
    admin.force_login(person("admin"))
    other.force_login(person("dara"))
    page = reverse("account-end-sessions", args=[person("petra").pk])
    assert other.post(page).status_code == 403 and is_in(here)
    admin.post(page)
    assert not is_in(here) and not is_in(there) and is_in(admin) and is_in(other)
    assert AuditEntry.objects.last().act == "end_sessions"


def test_a_command_signs_out_who_is_named_or_everybody(two):
    other = Client()
    other.force_login(person("dara"))
    for wrong in ((), ("petra", "--everybody"), ("petra", "nobody")):
        with pytest.raises(CommandError):
            call_command("end_sessions", *wrong)
    call_command("end_sessions", "petra", verbosity=0)
    assert not any(map(is_in, two)) and is_in(other)
    entry = AuditEntry.objects.last()
    assert (entry.act, entry.note_told) == ("end_sessions", "petra")
    assert entry.actor_name == "manage.py end_sessions"
    call_command("end_sessions", everybody=True, verbosity=0)
    assert not is_in(other)
    assert AuditEntry.objects.last().note_told == "*"


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/calendar/", SECURITY, "/admin/profile/"]
)
def test_each_page_of_the_desk_lets_one_sign_out(client, path):
    client.force_login(person("petra"))
    html = client.get(path).content.decode()
    assert 'id="logout-form"' in html and "/admin/logout/" in html


def test_signing_out_takes_the_row_along(two):
    two[0].post("/admin/logout/")
    assert SignIn.objects.count() == 1


def test_a05_deactivation_ends_sessions_for_good(two):
    petra = person("petra")
    workflow.deactivate(petra, by=person("admin"))
    assert [browser.get("/admin/").status_code for browser in two] == [302, 302]
    assert not SignIn.objects.exists() and not Session.objects.exists()
    petra.refresh_from_db()
    petra.is_active = True
    petra.save()
    assert [browser.get("/admin/").status_code for browser in two] == [302, 302]


def test_a06_a_new_password_ends_the_others(two):
    here, there = two
    new = "another-word-altogether"
    here.post(
        "/admin/password_change/",
        {"old_password": WORD, "new_password1": new, "new_password2": new},
    )
    assert is_in(here) and not is_in(there)
    assert Delivery.objects.filter(event="password_changed").count() == 1
    # The list still knows this one, under its new key.
    assert here.get(SECURITY).content.decode().count("(this browser)") == 1


def test_a06_a_new_second_step_ends_the_others(two):
    here, there = two
    html = set_app_up(here).content.decode()
    assert html.count("<li><code>") == 10
    assert is_in(here) and not is_in(there)
    assert Delivery.objects.filter(event="factor_added").count() == 1


def test_another_role_ends_sessions(two):
    client = Client()
    client.force_login(person("admin"))
    page = f"/admin/publications/account/{person('petra').pk}/change/"
    petra = person("petra")
    fields = {
        "username": "petra",
        "email": petra.email,
        "first_name": petra.first_name,
        "is_active": "on",
        "is_staff": "on",
        "language": "",
        "zone": "",
    }
    roles = list(petra.groups.values_list("pk", flat=True))
    assert client.post(page, {**fields, "groups": roles}).status_code == 302
    assert is_in(two[0])
    drafter = Group.objects.get(name="Drafter").pk
    assert client.post(page, {**fields, "groups": [drafter]}).status_code == 302
    assert not is_in(two[0]) and not is_in(two[1])


@pytest.mark.parametrize(
    ("field", "setting"),
    [("seen_at", "SESSION_IDLE_HOURS"), ("begun_at", "SESSION_HOURS")],
)
def test_a_session_ends_after_its_limits(client, settings, field, setting):
    client.force_login(person("dara"))
    session = client.session
    session[field] -= getattr(settings, setting) * 3600 - 60
    session.save()
    assert is_in(client)
    session = client.session
    session[field] -= 24 * 3600
    session.save()
    assert not is_in(client)
    assert not SignIn.objects.exists()


def test_what_a_page_sends_by_itself_keeps_nobody_signed_in(client):
    client.force_login(person("dara"))
    session = client.session
    session["seen_at"] -= 3600
    session.save()
    answer = client.post(reverse("admin:edition_keep_new"))
    assert answer.resolver_match.view_name in sessions.BY_ITSELF
    before = client.session["seen_at"]
    client.get("/admin/")
    assert client.session["seen_at"] > before + 3000


def test_a08_cookies_belong_to_this_host_alone(client):
    with_app("petra")
    first = give(client, "petra")
    second = client.post("/admin/login/", {"code": code()})
    cookies = {**client.get("/admin/login/").cookies, **first.cookies, **second.cookies}
    assert {"__Host-session", "__Host-device"} <= set(cookies)
    for name, cookie in cookies.items():
        assert name.startswith("__Host-")
        assert cookie["secure"] and cookie["httponly"] and cookie["path"] == "/"
        assert cookie["samesite"] in ("Lax", "Strict") and not cookie["domain"]
