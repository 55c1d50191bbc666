"""Single sign-on, from a made-up system that speaks OpenID Connect."""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import override_settings

from publications.admin.signing_in.elsewhere import SingleSignOn
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


class System:
    """What the other system says of whoever comes back from it."""

    def __init__(self, **claims):
        self.claims = {"sub": "42", "email_verified": True, **claims}
        self.sub = self.claims["sub"]

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        return None

    def get(self, url, **kwargs):
        told = self.claims if url.endswith("userinfo") else CONFIGURED
        return self._answer(told)

    def request(self, method, url, **kwargs):
        token = {"iss": ISSUER, "aud": "desk", "exp": 4_000_000_000, "sub": self.sub}
        signed = jwt.encode(token, "k" * 32, algorithm="HS256")
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
        state = asked["state"][0]
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
    system.sub = "43"
    come(system)
    assert not is_in(client)


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
    settings.OIDC_SECOND_FACTOR = settings.SECOND_FACTOR = True
    other = type(client)()
    come(System(), other)
    assert is_in(other)


def test_without_a_setting_there_is_no_such_way(client):
    assert client.get("/admin/sso/").status_code == 404
    assert "/admin/sso/" not in client.get(LOGIN).content.decode()
