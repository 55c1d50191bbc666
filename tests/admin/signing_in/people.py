"""Signing in by the form, with a password and codes as an app makes them."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from publications.identity import factors
from tests.people import person

LOGIN = "/admin/login/"
WORD = "the-quay-by-the-old-mill"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECURITY = "/admin/security/"


def with_password(name, word=WORD):
    account = person(name)
    account.set_password(word)
    account.save()
    return account


def code(ahead=0, secret=SECRET):
    """What the app shows now, or so many half minutes ahead."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def with_app(name):
    account = with_password(name)
    assert factors.set_app(account, SECRET, code(-1))
    return account


def give(client, name, word=WORD, **more):
    return client.post(LOGIN, {"username": name, "password": word, **more})


def is_in(client):
    return client.get("/admin/").status_code == 200


def elsewhere(number):
    """A browser at an address of its own."""
    return Client(REMOTE_ADDR=f"192.0.2.{number}")


def hidden(html, name):
    return re.search(rf'name="{name}"[^>]* value="([^"]*)"', html)[1]


def set_app_up(client, ahead=0):
    """As somebody does who reads the key and types the code that the app shows."""
    page = f"{SECURITY}app/"
    html = client.get(page).content.decode()
    secret = html.split('<code dir="ltr">')[1].split("</code>")[0].replace(" ", "")
    sent = {"secret": hidden(html, "secret"), "code": code(ahead, secret)}
    return client.post(page, sent)
