"""What the database keeps of previews, whoever asks it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError

from publications import workflow
from tests import factories
from tests.models.raw_sql import refused
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    link = factories.shared(factories.draft(), email="jonas@courier.example").link
    here = {"user_agent": "curl", "network_address": "192.0.2.7"}
    workflow.note_preview_opening(link, **here)
    return link


@pytest.mark.parametrize(
    "change",
    [
        "expires_at = '2099-01-01 00:00:00+00:00'",
        "recipient = 'Mallory'",
        "email = 'mallory@elsewhere.example'",
        "token_digest = 'x'",
        "revision_id = 1",
        "edition_id = edition_id + 1",
        "shared_by_id = shared_by_id + 1",
    ],
)
def test_a_link_stays_as_it_was_shared(link, change):
    assert refused(f"UPDATE publications_previewlink SET {change}", by="only ever")


def test_once_revoked_it_stays_so(link):
    workflow.revoke_link(link, by=person("petra"))
    sql = "UPDATE publications_previewlink SET revoked_at = NULL"
    assert refused(sql, by="only ever revoked")


def test_an_opening_never_changes(link):
    sql = "UPDATE publications_previewopening SET network = ''"
    assert refused(sql, by="never changes")


@pytest.mark.parametrize("table", ["previewopening", "previewlink"])
def test_nothing_of_it_is_deleted(link, table):
    assert refused(f"DELETE FROM publications_{table}", by="nothing is deleted")


@pytest.mark.parametrize("born", ["of another text", "revoked"])
def test_a_link_is_made_of_its_own_edition_and_open(link, born):
    more = {"revision": factories.draft(title="Another text").revision}
    if born == "revoked":
        more = {"revoked_at": link.shared_at}
    link.pk, link.uuid, link.token_digest = None, uuid4(), "y"
    link._state.adding = True
    for name, value in more.items():
        setattr(link, name, value)
    with pytest.raises(IntegrityError, match="of one edition alone"):
        link.save()
