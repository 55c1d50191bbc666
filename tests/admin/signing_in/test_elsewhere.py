"""Single sign-on, from a made-up system that speaks OpenID Connect."""

import json
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from django.test import override_settings
from requests import TooManyRedirects

from publications.admin.signing_in.elsewhere import SingleSignOn
from publications.identity.single_sign_on import name_of
from publications.models import Account
from tests.people import person

from .people import LOGIN, code, is_in, with_app

pytestmark = pytest.mark.django_db

ISSUER = "https://login.example/realm"
APP = {
    "provider_id": "sso",
    "name": "Login",
    "client_id": "desk",
    "secret": "s",
    "settings": {"server_url": ISSUER},
}
PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [APP]}}
CONFIGURED = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "jwks_uri": f"{ISSUER}/keys",
}


@cache
def a_key():
    return generate_private_key(public_exponent=65537, key_size=2048)


def public(key):
    told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {**told, "kid": "1", "alg": "RS256"}


class System:
    """What the other system says of whoever comes back from it."""

    def __init__(self, **claims):
        self.claims = {"sub": "42", "email_verified": True, **claims}
        # What it writes into its token, over what is right.
        self.token, self.headers = {}, {"kid": "1"}
        self.key, self.algorithm, self.configured = a_key(), "RS256", CONFIGURED

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        return None

    def get(self, url, **kwargs):
        told = {"userinfo": self.claims, "keys": {"keys": [public(a_key())]}}
        return self._answer(told.get(url.rpartition("/")[2], self.configured))

    def request(self, method, url, **kwargs):
        right = {"iss": ISSUER, "aud": "desk", "exp": 4_000_000_000, "sub": "42"}
        token = {**right, "nonce": self.nonce, **self.token}
        signed = jwt.encode(token, self.key, self.algorithm, self.headers)
        return self._answer({"access_token": "a", "id_token": signed})

    @staticmethod
    def _answer(told):
        return SimpleNamespace(
            status_code=200,
            headers={"content-type": "application/json"},
            json=lambda: told,
            raise_for_status=lambda: None,
        )


@pytest.fixture
def come(client, monkeypatch):
    def come(system, browser=client):
        monkeypatch.setattr(SingleSignOn, "get_requests_session", lambda self: system)
        led = browser.get("/admin/sso/?next=/admin/calendar/").headers["Location"]
        asked = parse_qs(urlsplit(led).query)
        assert asked["redirect_uri"] == [
            "https://press.example/admin/sso/sso/callback/"
        ]
        assert asked["code_challenge_method"] == ["S256"]
        state, system.nonce = asked["state"][0], asked["nonce"][0]
        return browser.get(f"/admin/sso/sso/callback/?code=c&state={state}")

    with override_settings(OIDC_ISSUER=ISSUER, SOCIALACCOUNT_PROVIDERS=PROVIDERS):
        yield come


def test_a_known_address_lets_in_and_the_name_there_does_from_then_on(client, come):
    dara = person("dara")
    answer = come(System(email="Dara@mission.example"))
    assert answer.headers["Location"] == "/admin/calendar/"
    assert is_in(client)
    client.post("/admin/logout/")
    come(System(email="other@mission.example"))
    assert is_in(client) and Account.objects.count() == 1
    assert dara.sign_ins.count() == 1


def test_another_system_has_nobody_of_the_one_before(client, come, settings):
    dara, stella = person("dara"), person("stella")
    with override_settings(OIDC_ISSUER="https://former.example"):
        former = name_of("42")
    SocialAccount.objects.create(provider="sso", uid=former, user=dara)
    come(System(email="nobody@mission.example"))
    assert not is_in(client)
    come(System(email=stella.email))
    assert is_in(client)
    assert SocialAccount.objects.get(user=stella).uid == name_of("42") != former


def test_who_was_linked_by_a_release_before_stays_linked(client, come):
    dara = person("dara")
    SocialAccount.objects.create(provider="sso", uid="42", user=dara)
    come(System())
    assert is_in(client)
    assert SocialAccount.objects.get().uid == name_of("42")


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "dara@mission.example", "email_verified": False},
        {"email": "nobody@mission.example"},
        # Whoever rules the other system would rule this one.
        {"email": "admin@mission.example"},
        {},
    ],
)
def test_nobody_else_is_let_in(client, come, claims):
    person("dara")
    person("admin")
    assert come(System(**claims)).headers["Location"] == LOGIN
    assert not is_in(client)
    assert Account.objects.count() == 2


def test_two_answers_of_two_people_let_nobody_in(client, come):
    person("dara")
    system = System(email="dara@mission.example")
    system.token = {"sub": "43"}
    come(system)
    assert not is_in(client)


@pytest.mark.parametrize(
    "faked",
    [
        {"token": {"aud": "another"}},
        {"token": {"iss": "https://other.example"}},
        {"token": {"exp": 1_000_000_000}},
        {"token": {"nonce": "of another browser"}},
        {"key": generate_private_key(public_exponent=65537, key_size=2048)},
        {"headers": {"kid": "2"}},
        {"key": "k" * 32, "algorithm": "HS256"},
        {"key": None, "algorithm": "none"},
    ],
    ids=["audience", "issuer", "end", "nonce", "key", "kid", "secret", "unsigned"],
)
def test_a_token_that_is_not_theirs_for_us_lets_nobody_in(client, come, faked):
    person("dara")
    system = System(email="dara@mission.example")
    vars(system).update(faked)
    assert come(system).headers["Location"] == LOGIN
    assert not is_in(client)


def test_without_a_token_nobody_is_let_in(client, come, monkeypatch):
    person("dara")
    system = System(email="dara@mission.example")
    told = system._answer({"access_token": "a"})
    monkeypatch.setattr(system, "request", lambda *args, **kwargs: told, raising=False)
    assert come(system).headers["Location"] == LOGIN
    assert not is_in(client)


def test_a_system_that_calls_itself_otherwise_is_not_asked(client, come, monkeypatch):
    system = System()
    system.configured = {**CONFIGURED, "issuer": "https://other.example"}
    monkeypatch.setattr(SingleSignOn, "get_requests_session", lambda self: system)
    assert client.get("/admin/sso/").headers["Location"] == LOGIN


def test_another_site_signs_nobody_in_unasked(client, come, monkeypatch):
    monkeypatch.setattr(SingleSignOn, "get_requests_session", lambda self: System())
    for site in ("cross-site", "same-site"):
        led = client.get("/admin/sso/", headers={"Sec-Fetch-Site": site})
        assert led.headers["Location"] == LOGIN
    led = client.get("/admin/sso/", headers={"Sec-Fetch-Site": "same-origin"})
    assert led.headers["Location"].startswith(f"{ISSUER}/authorize?")


def test_an_address_asks_for_no_more_there(client, come, monkeypatch):
    monkeypatch.setattr(SingleSignOn, "get_requests_session", lambda self: System())
    more = "/admin/sso/?scope=offline_access&auth_params=prompt%3Dnone"
    asked = parse_qs(urlsplit(client.get(more).headers["Location"]).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
    assert "prompt" not in asked


def test_an_answer_that_was_not_asked_for_is_none(client, come):
    person("dara")
    come(System(email="dara@mission.example"))
    client.post("/admin/logout/")
    client.get("/admin/sso/sso/callback/?code=c&state=made-up")
    assert not is_in(client)


def test_groups_there_are_roles_here(client, come, settings):
    settings.OIDC_ROLES = {"chiefs": "Publisher", "writers": "Drafter"}
    settings.OIDC_CREATES_ACCOUNTS = True
    come(System(email="new@mission.example", groups=["chiefs", "others"]))
    new = Account.objects.get()
    assert [group.name for group in new.groups.all()] == ["Publisher"]
    assert not new.is_superuser and not new.has_usable_password()
    come(System(groups=["writers"]), type(client)())
    assert [group.name for group in new.groups.all()] == ["Drafter"]
    # What was begun with the other role has ended.
    assert not is_in(client)
    come(System(groups=["others"]))
    assert not is_in(client)


def test_the_second_step_is_asked_for_here_unless_it_was_there(client, come, settings):
    with_app("petra")
    come(System(email="petra@mission.example"))
    assert not is_in(client)
    client.post(LOGIN, {"code": code()})
    assert is_in(client)
    settings.OIDC_SECOND_FACTOR, settings.SECOND_FACTOR = ["mfa"], "deciding"
    # A system that says nothing has asked for a password alone; so has one that says it
    # where nothing is signed.
    for told in ({}, {"amr": ["pwd"]}, {"acr": "1"}):
        other, system = type(client)(), System(amr=["mfa"])
        system.token = told
        come(system, other)
        assert not is_in(other)
    for told in ({"amr": ["pwd", "mfa"]}, {"acr": "mfa"}):
        other, system = type(client)(), System()
        system.token = told
        come(system, other)
        assert is_in(other)


def test_it_is_followed_nowhere():
    class Led(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_anything):
            pass

    with HTTPServer(("127.0.0.1", 0), Led) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        session = SingleSignOn().get_requests_session()
        with session, pytest.raises(TooManyRedirects):
            session.get(address)
        thread.join()


def test_without_a_setting_there_is_no_such_way(client):
    assert client.get("/admin/sso/").status_code == 404
    assert "/admin/sso/" not in client.get(LOGIN).content.decode()
