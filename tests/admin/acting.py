"""How the tests of the desk sign in and send the form of an act."""

from django.urls import reverse

from tests import factories
from tests.people import person


def page(edition, act):
    return reverse("admin:edition_act", args=[edition.pk, act])


def sign_in(client, name):
    client.force_login(person(name))
    return client


def send(client, edition, act, **typed):
    version = factories.again(edition).text.version
    return client.post(page(edition, act), {"version": version, **typed})
