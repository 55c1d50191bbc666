"""Links that set a password: to the right host, once, and for nobody to learn from
(A10, A11)."""

import re
import secrets
from hashlib import sha1

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse

from publications.identity import links
from publications.identity.passwords import is_breached
from publications.models import AccountLink, Delivery, SignIn, Tries
from tests.people import person

from .people import WORD, code, give, is_in, with_app, with_password

pytestmark = pytest.mark.django_db

FORGOTTEN = "/admin/forgotten/"
NEW = "another-word-altogether"


def ask(client, name="dara", **more):
    return client.post(FORGOTTEN, {"name": name}, **more)


def address_in(letter):
    return re.search(r"https://press\.example(/admin/password/\S+)", letter.body)[1]


def choose(client, path, word=NEW):
    return client.post(path, {"new_password1": word, "new_password2": word})


@pytest.fixture
def path(client):
    """A link that Dara asked for."""
    with_password("dara")
    ask(client)
    return address_in(Delivery.objects.get())


@pytest.mark.parametrize(
    "name", ["dara", "dara@mission.example", "DARA@mission.example"]
)
def test_a_link_is_mailed_and_sets_the_password(client, name):
    with_password("dara")
    told = ask(client, name).content
    letter = Delivery.objects.get()
    assert (letter.recipient, letter.secret) == ("dara@mission.example", True)
    page = client.get(address_in(letter))
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert choose(client, address_in(letter)).status_code == 302
    assert not is_in(client)
    assert give(client, "dara", NEW).status_code == 302
    # The same is said of a name that nobody has.
    assert ask(type(client)(), "nobody-here").content == told


def test_nobody_is_told_whether_there_is_an_account(client):
    with_password("dara")
    assert ask(client).content == ask(client, "nobody").content
    assert Delivery.objects.count() == 1


def test_a10_a_link_leads_to_the_configured_host(client):
    with_password("dara")
    assert ask(client, headers={"Host": "evil.example"}).status_code == 400
    ask(client, headers={"X-Forwarded-Host": "evil.example"})
    letter = Delivery.objects.get()
    assert "evil" not in letter.body + letter.html
    assert "https://press.example/admin/password/" in letter.body


def test_the_word_of_a_link_is_256_bits_of_the_systems_chance(client, monkeypatch):
    """By `secrets`, and new in each link."""
    drawn, made = [], secrets.token_urlsafe

    def noted(count):
        drawn.append((made(count), count))
        return drawn[-1][0]

    monkeypatch.setattr("publications.identity.links.secrets.token_urlsafe", noted)
    dara = with_password("dara")
    for purpose in links.Purpose:
        links.send(dara, purpose, by=None)
        word = address_in(Delivery.objects.last()).split("/")[3]
        assert drawn[-1][0] == word and drawn[-1][1] * 8 >= 256
    assert len({word for word, _count in drawn}) == 2


def test_a11_a_link_works_once(client, path):
    choose(client, path)
    assert choose(client, path, "a-third-word-altogether").status_code == 410
    assert client.get(path).status_code == 410
    assert person("dara").check_password(NEW)


def test_a11_of_two_who_open_a_link_at_once_one_alone_uses_it(client, path):
    token = path.rstrip("/").rsplit("/", 1)[-1]
    first, second = links.found(token), links.found(token)
    assert links.use(first, NEW) and not links.use(second, "a-third-word-altogether")
    assert person("dara").check_password(NEW)


@pytest.mark.parametrize("field", ["password", "email", "is_active"])
def test_a11_a_link_is_dead_once_the_account_is_another(client, path, field):
    changed = {"password": "!", "email": "new@mission.example", "is_active": False}
    dara = person("dara")
    setattr(dara, field, changed[field])
    dara.save()
    assert choose(client, path).status_code == 410


def test_a11_a_newer_link_ends_the_older_and_both_end_by_themselves(client, path):
    ask(client)
    assert client.get(path).status_code == 410
    newer = address_in(Delivery.objects.last())
    assert client.get(newer).status_code == 200
    AccountLink.objects.update(expires_at="2026-01-01T00:00Z")
    assert client.get(newer).status_code == 410


def test_a_new_password_ends_all_sessions_and_asks_for_the_second_step(client):
    with_app("petra")
    give(client, "petra")
    client.post("/admin/login/", {"code": code()})
    ask(client, "petra")
    other = type(client)()
    choose(other, address_in(Delivery.objects.get()))
    assert not SignIn.objects.filter(account=person("petra")).exists()
    assert not is_in(client)
    give(other, "petra", NEW)
    assert not is_in(other)


@pytest.mark.parametrize(
    "word",
    [
        "short-words",
        "password1234567890",
        "passwordpassword",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "dara@mission.example",
        "embassy of velmora in tarsenia",
    ],
)
def test_what_is_guessed_first_is_no_password(client, path, word):
    assert choose(client, path, word).status_code == 200
    assert person("dara").check_password(WORD)


@pytest.mark.parametrize(
    "word", ["十五个字的口令就是这么长一点也不短", "all small letters here"]
)
def test_any_signs_make_a_password_if_there_are_enough(client, path, word):
    assert choose(client, path, word).status_code == 302


@pytest.mark.parametrize(
    "word", ["embassy-press-2027", "Welcome-Ministry-1", "LongBridge-Admin-99"]
)
def test_words_of_the_mission_make_no_password(client, path, settings, word):
    settings.PASSWORD_WORDS = ["Longbridge"]
    assert "guessed first" in choose(client, path, word).content.decode()


@pytest.mark.parametrize("word", ["dara-dara-dara-dara", "Kestrel-Dara-Kestrel-9"])
def test_names_of_the_person_make_no_password(client, path, word):
    dara = person("dara")
    dara.last_name = "Kestrel"
    dara.save()
    assert "guessed first" in choose(client, path, word).content.decode()


def test_one_that_was_stolen_elsewhere_is_no_password(client, path, settings, tmp_path):
    stolen = "the lamp over the quay"
    digests = [
        sha1(word.encode()).hexdigest().upper() for word in (stolen, *"abcdefgh")
    ]
    known = tmp_path / "digests.txt"
    known.write_text("".join(f"{each}:{n}\n" for n, each in enumerate(sorted(digests))))
    assert "stolen" not in client.get(path).content.decode()
    settings.BREACHED_PASSWORDS = str(known)
    settings.AUTH_PASSWORD_VALIDATORS = [
        *settings.AUTH_PASSWORD_VALIDATORS,
        {"NAME": "publications.identity.passwords.Breached"},
    ]
    assert "stolen" in client.get(path).content.decode()
    assert "stolen" in choose(client, path, stolen).content.decode()
    assert choose(client, path, f"{stolen}s").status_code == 302


def test_each_line_of_the_file_is_found_and_no_other(tmp_path):
    words = [f"word {number}" for number in range(60)]
    known = tmp_path / "digests.txt"
    for count in range(1, 8):
        digests = sorted(sha1(word.encode()).hexdigest() for word in words[:count])
        ends = ("\n", "\r\n")[count % 2]
        lines = [f"{each.upper()}:{len(each) ** count}{ends}" for each in digests]
        known.write_bytes("".join(lines).rstrip().encode())
        found = [word for word in words if is_breached(word, known)]
        assert found == words[:count]


def test_t08_a_password_is_one_in_any_unicode_form(client, path):
    """T08: a keyboard may send a letter with its accent or after it."""
    parts, whole = "un e\u0301te\u0301 a\u0300 la campagne", "un été à la campagne"
    assert parts != whole
    assert choose(client, path, parts).status_code == 302
    assert person("dara").check_password(whole) and person("dara").check_password(parts)
    dara = person("dara")
    dara.password = make_password(parts)  # as it was stored once
    assert dara.check_password(parts)


def test_but_for_that_each_sign_counts(client, path):
    word = " Un été à la campagne "
    assert choose(client, path, word).status_code == 302
    for other in (word.strip(), word.lower(), word.upper(), word[:-1], word + "x"):
        give(client, "dara", other)
        assert not is_in(client), other
        Tries.objects.all().delete()
    give(client, "dara", word)
    assert is_in(client)


def test_nobody_fills_a_mailbox_by_asking(client):
    with_password("dara")
    for _ in range(10):
        assert ask(client).status_code == 200
    assert Delivery.objects.count() == 3


def test_an_administrator_sends_a_link_again(client):
    dara = person("dara")
    dara.set_unusable_password()
    dara.save()
    client.force_login(person("admin"))
    client.post(reverse("account-invite", args=[dara.pk]))
    letter = Delivery.objects.get()
    assert letter.event == "invitation"
    assert client.get(address_in(letter)).status_code == 200
