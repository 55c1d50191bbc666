"""Bundles at the desk: gathered, scheduled, taken back, released."""

import re

import pytest

from publications.models import AuditEntry
from tests import factories
from tests.admin.acting import sign_in
from tests.people import person

pytestmark = pytest.mark.django_db


def seen(client, path):
    """What a bundle's page says of the versions that it shows."""
    html = client.get(path).content.decode()
    return re.search(r'name="seen" value="([\d: ]*)"', html)[1]


def test_a_bundle_is_gathered_scheduled_and_taken_back(client):
    first, second = factories.approved(), factories.approved(title="Another text")
    sign_in(client, "petra")
    add = "/admin/publications/bundle/add/"
    assert (
        "two texts"
        in client.post(add, {"name": "Treaty", "editions": [first.pk]}).content.decode()
    )
    answer = client.post(add, {"name": "Treaty", "editions": [first.pk, second.pk]})
    path = answer.headers["Location"]
    moment = factories.soon(600)
    typed = {"moment": moment.strftime("%Y-%m-%dT%H:%M"), "zone": "UTC"}
    stale = client.post(path, {"_act": "schedule", **typed, "seen": "1:1"})
    assert stale.status_code == 409
    typed["seen"] = seen(client, path)
    assert client.post(path, {"_act": "schedule", **typed}).status_code == 302
    assert [factories.again(e).live_from for e in (first, second)] == [moment] * 2
    assert "Unschedule all" in client.get(path).content.decode()
    client.post(path, {"_act": "unschedule", "seen": seen(client, path)})
    assert [factories.again(e).live_from for e in (first, second)] == [None] * 2
    client.post(path, {"_act": "release", "seen": seen(client, path)})
    moments = {factories.again(e).live_from for e in (first, second)}
    assert len(moments) == 1
    assert None not in moments


def test_an_act_refused_at_the_door_is_on_the_record(client):
    sign_in(client, "rhea")
    assert client.get("/admin/publications/bundle/add/").status_code == 403
    assert not AuditEntry.objects.exists()  # a look is no act
    assert client.post("/admin/publications/bundle/add/", {}).status_code == 403
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor) == ("refused", person("rhea").pk)
    assert "publications_bundle_add" in entry.details


def test_what_a_bundle_lacks_is_asked_and_is_no_refusal(client):
    edition = factories.approved()
    sign_in(client, "petra")
    add = "/admin/publications/bundle/add/"
    answer = client.post(add, {"name": "Visit", "editions": [edition.pk]})
    assert "A bundle takes at least two texts." in answer.content.decode()
    assert not AuditEntry.objects.filter(act="refused").exists()
