"""The sign-in: two steps, and never away from here (A13)."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import InvalidToken
from django.test import override_settings
from django.urls import reverse

from publications import clock
from publications.identity import factors, links
from publications.identity.allauth import Factors, _fernet
from publications.models import AuditEntry, Delivery
from tests import factories
from tests.admin.test_editions import sign_in
from tests.admin.test_signed_out import press_save_signed_out
from tests.people import person

from .people import (
    LOGIN,
    SECRET,
    SECURITY,
    WORD,
    code,
    elsewhere,
    give,
    hidden,
    is_in,
    set_app_up,
    with_app,
    with_password,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "https:evil",
        "https:///evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "https://testserver.evil.example/",
    ],
)
def test_a13_nobody_is_led_away_from_here(client, address):
    with_password("dara")
    html = client.get(LOGIN, {"next": address}).content.decode()
    assert "evil" not in html and "alert(1)" not in html
    answer = give(client, "dara", next=address)
    assert answer.headers["Location"] == "/admin/"


def test_one_comes_back_to_the_page_after_both_steps(client):
    with_app("petra")
    page = "/admin/publications/edition/?state=draft"
    html = give(client, "petra", next=page).content.decode()
    assert not is_in(client)
    assert hidden(html, "next") == page
    answer = client.post(LOGIN, {"code": code(), "next": page})
    assert answer.headers["Location"] == page


def test_what_was_typed_is_carried_over_both_steps(client):
    edition = factories.draft()
    answer = press_save_signed_out(sign_in(client, "dara"), edition, body="Long work.")
    typed = hidden(answer.content.decode(), "typed")
    with_app("dara")
    html = give(client, "dara", typed=typed).content.decode()
    html = client.post(
        LOGIN, {"code": code(), "typed": hidden(html, "typed")}
    ).content.decode()
    assert ">\nLong work.</textarea>" in html


def test_a_recovery_code_lets_in_once(client):
    petra = with_app("petra")
    first = factors.new_codes(petra)[0]
    give(client, "petra")
    client.post(LOGIN, {"code": first})
    assert is_in(client)
    other = elsewhere(2)
    give(other, "petra")
    other.post(LOGIN, {"code": first})
    assert not is_in(other)
    html = client.get(SECURITY).content.decode()
    assert "9 codes are left" in html
    assert Delivery.objects.filter(event="codes_used").exists()


def test_the_second_step_is_due_within_minutes(client):
    with_app("petra")
    give(client, "petra")
    session = client.session
    session["halfway"] = [session["halfway"][0], session["halfway"][1] - 700]
    session.save()
    client.post(LOGIN, {"code": code()})
    assert not is_in(client)


def test_secrets_lie_encrypted():
    petra = with_app("petra")
    factors.new_codes(petra)
    app = factors.of(petra).get()
    assert "JBSW" not in str(app.data) and app.data["secret"].startswith("gcm.")


def test_a_recovery_code_is_stored_as_its_digest_alone():
    petra = with_app("petra")
    codes = factors.new_codes(petra)
    stored = str(factors.of(petra, [factors.CODES]).get().data)
    assert len(set(codes)) == 10
    for each in codes:
        plain = each.replace("-", "")
        assert len(plain) == 24 and plain not in stored and each not in stored
    # However it is typed, and once.
    assert factors.check_code(petra, f" {codes[0].lower().replace('-', ' ')} ")
    assert not factors.check_code(petra, codes[0])
    assert factors.codes_left(petra) == 9
    assert all(factors.check_code(petra, each) for each in codes[1:])
    assert factors.codes_left(petra) == 0


def test_what_was_stored_by_releases_before_still_lets_in():
    petra = with_app("petra")
    kept = RecoveryCodes.activate(petra)
    first = kept.generate_codes()[0]
    assert factors.check_code(petra, first) == factors.CODES
    assert not factors.check_code(petra, first)
    assert factors.codes_left(petra) == 9
    app = factors.of(petra).get()
    app.data.update(secret=_fernet().encrypt(SECRET.encode()).decode(), spent=0)
    app.save()
    assert factors.check_code(petra, code()) == factors.APP


def test_an_old_key_opens_what_it_sealed_and_a_changed_seal_opens_nothing(settings):
    keeper, old = Factors(), settings.SECRET_KEY
    sealed = keeper.encrypt("a secret")
    assert sealed != keeper.encrypt("a secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "k" * 60, [old]
    assert keeper.decrypt(sealed) == "a secret"
    settings.SECRET_KEY_FALLBACKS = []
    other = "B" if sealed[-5] == "A" else "A"
    for bad in (sealed, f"{sealed[:-5]}{other}{sealed[-4:]}", "gcm.", "gcm.!", "x"):
        with pytest.raises(InvalidToken):
            keeper.decrypt(bad)


def test_a_password_of_years_ago_still_lets_in(client):
    dara = with_password("dara")
    long_ago = clock.ticking() - timedelta(days=3650)
    type(dara).objects.filter(pk=dara.pk).update(
        date_joined=long_ago, last_login=long_ago
    )
    give(client, "dara")
    assert is_in(client)


def test_fields_for_passwords_hide_them_and_let_managers_fill_them(client):
    pages = [client.get(LOGIN).content.decode()]
    links.send(with_password("dara"), links.Purpose.RESET, by=None)
    address = re.search(r"/admin/password/\S+", Delivery.objects.get().body)[0]
    pages.append(client.get(address).content.decode())
    client.force_login(person("dara"))
    pages.append(client.get("/admin/password_change/").content.decode())
    fields = [
        f for page in pages for f in re.findall(r"<input[^>]*password[^>]*>", page)
    ]
    asked = [f for f in fields if 'name="' in f and 'type="hidden"' not in f]
    assert len(asked) == 6
    for field in asked:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field), field
        assert "onpaste" not in field and "maxlength" not in field, field


def test_a_browser_not_seen_before_is_told_of(client):
    with_password("dara")
    give(client, "dara")  # the first ever
    assert not Delivery.objects.exists()
    client.post("/admin/logout/")
    give(client, "dara")
    assert not Delivery.objects.exists()
    give(elsewhere(7), "dara")
    letter = Delivery.objects.get()
    assert letter.event == "new_device" and letter.recipient == "dara@mission.example"
    assert "https://press.example/admin/security/" in letter.body


@override_settings(SECOND_FACTOR="deciding")
@pytest.mark.parametrize("name", ["petra", "rhea", "hugo", "admin"])
def test_whoever_approves_or_releases_sets_a_second_step_up_first(client, name):
    with_password(name)
    give(client, name)
    for path in ("/admin/", "/admin/profile/", "/admin/publications/account/"):
        assert client.get(path).headers.get("Location") == SECURITY
    html = client.get(SECURITY).content.decode()
    assert "Please set one up now" in html
    assert "not the code that belongs" in set_app_up(client, -9).content.decode()
    set_app_up(client)
    assert is_in(client)
    # And again at the next sign-in.
    client.post("/admin/logout/")
    give(client, name)
    assert not is_in(client)


@override_settings(SECOND_FACTOR="deciding")
def test_others_may_and_need_not(client):
    with_password("dara")
    give(client, "dara")
    assert is_in(client)
    assert "a password alone" not in client.get(LOGIN).content.decode()


@override_settings(SECOND_FACTOR="everybody")
def test_as_shipped_everybody_sets_one_up_first(client):
    with_password("dara")
    give(client, "dara")
    assert client.get("/admin/").headers["Location"] == SECURITY
    set_app_up(client)
    assert is_in(client)


def test_codes_that_a_reload_hid_can_be_made_anew(client):
    client.force_login(with_password("petra"))
    none = client.post(f"{SECURITY}codes/").content.decode()
    assert "You have no second step yet" in none and "is set up" not in none
    first = set_app_up(client)
    assert 'class="codes"' in first.content.decode()
    sent = first.wsgi_request.POST
    again = client.post(f"{SECURITY}app/", sent).content.decode()
    assert 'class="codes"' not in again and "make new ones" in again
    assert Delivery.objects.filter(event="factor_added").count() == 1
    assert 'class="codes"' in client.post(f"{SECURITY}codes/").content.decode()


def test_a_demonstration_says_that_a_password_is_enough(client):
    assert "a password alone" in client.get(LOGIN).content.decode()
    client.force_login(person("petra"))
    assert "a password alone" in client.get("/admin/").content.decode()


def test_a_factor_is_removed_by_its_owner_and_by_an_administrator(client):
    petra = with_app("petra")
    client.force_login(petra)
    app = factors.of(petra).get()
    other = elsewhere(1)
    other.force_login(with_app("rhea"))
    other.post(f"{SECURITY}remove/", {"which": app.pk})
    assert factors.has_any(petra)
    client.post(f"{SECURITY}remove/", {"which": app.pk})
    assert not factors.has_any(petra)
    admin = elsewhere(2)
    admin.force_login(person("admin"))
    rhea = person("rhea")
    admin.post(reverse("account-remove-factors", args=[rhea.pk]))
    assert not factors.has_any(rhea) and not is_in(other)
    assert AuditEntry.objects.last().act == "remove_factors"


def test_the_old_password_can_only_be_guessed_slowly(client):
    client.force_login(with_password("dara"))
    sent = {"new_password1": WORD + "x", "new_password2": WORD + "x"}
    told = [
        client.post("/admin/password_change/", {"old_password": str(n), **sent})
        for n in range(8)
    ]
    assert ["old_password" in answer.content.decode() for answer in told] == [
        *([True] * 5),
        *([False] * 3),
    ]
    html = client.get("/admin/password_change/").content.decode()
    assert "Please wait" in html
