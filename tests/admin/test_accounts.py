"""Accounts: made by an administrator, who gives roles and gains none."""

import json
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from publications.models import Account, AuditEntry, Delivery
from tests.people import person

pytestmark = pytest.mark.django_db
PATH = "/admin/publications/account/"


def test_a_new_account_with_a_role_chooses_a_password_and_works(client):
    client.force_login(person("admin"))
    answer = client.post(
        "/admin/publications/account/add/",
        {
            "username": "dina",
            "email": "dina@mission.example",
            "groups": [Group.objects.get(name="Drafter").pk],
        },
    )
    assert answer.status_code == 302
    dina = Account.objects.get(username="dina")
    assert not dina.has_usable_password()
    letter = Delivery.objects.get(recipient=dina.email)
    client.logout()
    word = "the-quay-by-the-old-mill"
    path = re.search(r"https://press\.example(/\S+)", letter.body)[1]
    client.post(path, {"new_password1": word, "new_password2": word})
    assert client.login(username="dina", password=word)
    assert client.get("/admin/publications/edition/add/").status_code == 200
    assert "save" in dina.permitted()


def test_nobody_is_deleted(client):
    client.force_login(person("admin"))
    dara = person("dara")
    path = f"/admin/publications/account/{dara.pk}/delete/"
    assert client.post(path, {"post": "yes"}).status_code == 403


def test_roles_are_called_in_the_language_of_the_desk(client):
    admin, dara = person("admin"), person("dara")
    admin.language = dara.language = "fr"
    admin.save()
    dara.save()
    client.force_login(dara)
    assert "Rédacteur" in client.get("/admin/profile/").content.decode()
    client.force_login(admin)
    for path in (
        "/admin/publications/account/",
        f"/admin/publications/account/{dara.pk}/change/",
        "/admin/publications/account/add/",
        "/admin/auth/group/",
    ):
        html = client.get(path).content.decode()
        assert "Rédacteur" in html and "Drafter" not in html, path


def test_the_list_says_who_has_which_role_and_who_has_none(client):
    client.force_login(person("admin"))
    Account.objects.create(username="idle")
    petra, group = person("petra"), Group.objects.get(name="Publisher")
    path = "/admin/publications/account/"
    html = client.get(path).content.decode()
    for words in ("Administrator of accounts", "No role", "By role", "none of these"):
        assert words in html
    assert "Select account" not in html
    html = client.get(path, {"groups__id__exact": group.pk}).content.decode()
    assert petra.email in html and "idle" not in html


def test_what_is_done_to_an_account_stands_on_the_record(client):
    """Whoever gives a role or sets a password could release by it."""
    client.force_login(person("admin"))
    stella, group = person("stella"), Group.objects.get(name="Publisher")
    path = f"/admin/publications/account/{stella.pk}"
    sent = {"username": "stella", "email": "s@else.example", "is_active": "on"}
    answer = client.post(f"{path}/change/", {**sent, "groups": [group.pk]})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    act, told = last_on_record()
    assert (act, told["account"], told["roles"]) == (
        *("change_account", "stella"),
        ["Publisher"],
    )
    assert {"email", "groups"} <= set(told["changed"])
    assert "else.example" not in str(told)
    word = "the-quay-by-the-old-mill"
    sent = {"password1": word, "password2": word, "usable_password": "true"}
    theirs = Client()
    theirs.force_login(stella)
    assert client.post(f"{path}/password/", sent).status_code == 302
    assert not stella.sign_ins.exists()
    letter = Delivery.objects.last()
    assert (letter.recipient, letter.event) == ("s@else.example", "password_changed")
    act, told = last_on_record()
    assert (act, told["account"]) == ("set_password", "stella")


def test_whoever_loses_the_mail_of_an_account_hears_of_it_as_who_gets_it(client):
    client.force_login(person("admin"))
    stella = person("stella")
    before = stella.email
    sent = {"username": "stella", "email": "s@else.example", "is_active": "on"}
    assert client.post(f"{PATH}{stella.pk}/change/", sent).status_code == 302
    letters = Delivery.objects.filter(event="address_changed")
    assert {each.recipient for each in letters} == {before, "s@else.example"}
    assert all("nobody has spoken to you" in each.body for each in letters)
    assert not any("else.example" in each.body for each in letters)
    assert client.post(f"{PATH}{stella.pk}/change/", sent).status_code == 302
    assert letters.count() == 2


def test_the_history_of_an_account_says_who_gave_it_which_role(client):
    client.force_login(person("admin"))
    stella, reader = person("stella"), Group.objects.get(name="Records officer")
    history = f"{PATH}{stella.pk}/history/"
    assert "Nothing has been done" in client.get(history).content.decode()
    sent = {"username": "stella", "email": stella.email, "is_active": "on"}
    client.post(f"{PATH}{stella.pk}/change/", {**sent, "groups": [reader.pk]})
    told = client.get(history).content.decode()
    assert "made or changed by an administrator" in told
    assert "Records officer" in told and "admin" in told
    other = client.get(f"{PATH}{person('dara').pk}/history/").content.decode()
    assert "Records officer" not in other
    client.force_login(person("petra"))
    listed = client.get("/admin/publications/auditentry/").content.decode()
    assert '"field-said">stella<' in listed


def test_more_rights_of_a_role_are_on_the_record_and_alarm(client, settings):
    settings.SECURITY_ALERTS = ["watch@mission.example"]
    client.force_login(person("admin"))
    drafter = Group.objects.get(name="Drafter")
    release = Permission.objects.get(codename="release")
    path = f"/admin/auth/group/{drafter.pk}/change/"
    held = list(drafter.permissions.values_list("pk", flat=True))
    sent = {"name": "Drafter", "permissions": [*held, release.pk]}
    assert client.post(path, sent).status_code == 302
    act, told = last_on_record()
    assert (act, told["role"]) == ("change_role", "Drafter")
    assert "release" in told["rights"]
    alarms = Delivery.objects.filter(event="new_rights", body__contains="Drafter")
    assert alarms.count() == 1
    assert client.post(path, {**sent, "permissions": held}).status_code == 302
    assert alarms.count() == 1
    assert "release" not in last_on_record()[1]["rights"]


def last_on_record():
    entry = AuditEntry.objects.last()
    assert entry.actor == person("admin").pk
    return entry.act, json.loads(entry.details)
