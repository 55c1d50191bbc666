"""Accounts: made by an administrator, who gives roles and gains none."""

import pytest
from django.contrib.auth.models import Group

from publications.models import Account
from tests.people import person

pytestmark = pytest.mark.django_db


def test_a_new_account_with_a_role_signs_in_and_works(client):
    client.force_login(person("admin"))
    answer = client.post(
        "/admin/publications/account/add/",
        {
            "username": "dina",
            "email": "dina@mission.example",
            "usable_password": "true",
            "password1": "a-long-enough-password",
            "password2": "a-long-enough-password",
            "groups": [Group.objects.get(name="Drafter").pk],
        },
    )
    assert answer.status_code == 302
    dina = Account.objects.get(username="dina")
    client.logout()
    assert client.login(username="dina", password="a-long-enough-password")
    assert client.get("/admin/publications/edition/add/").status_code == 200
    assert "save" in dina.permitted()


def test_nobody_is_deleted(client):
    client.force_login(person("admin"))
    dara = person("dara")
    path = f"/admin/publications/account/{dara.pk}/delete/"
    assert client.post(path, {"post": "yes"}).status_code == 403
