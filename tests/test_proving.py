"""Before what reaches far one proves once more who one is; nothing typed is lost, and
the act is done once."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse

from publications.doors import DOORS
from publications.models import AuditEntry
from tests import factories
from tests.admin.signing_in.people import WORD, code, with_app, with_password
from tests.admin.test_editions import address, shown
from tests.form_fields import fields

pytestmark = pytest.mark.django_db

CODES = "/admin/security/codes/"


@pytest.fixture(autouse=True)
def _quarter(settings):
    settings.STEP_UP_MINUTES = 15


def signed_in_long_ago(client, name="petra"):
    client.force_login(with_password(name))
    session = client.session
    session["proved_at"] -= 16 * 60
    session.save()
    return client


def held(html):
    form = html.split('class="own-sign-in"')[1]
    found = re.findall(
        r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', form, re.S
    )
    return {name: unescape(value) for name, value in found}


def acts():
    return list(AuditEntry.objects.values_list("act", flat=True))


def test_a_schedule_is_asked_about_and_then_made_once_as_typed(client):
    edition = factories.approved()
    signed_in_long_ago(client)
    moment = datetime.now(UTC).replace(microsecond=0, second=0) + timedelta(days=3)
    html = shown(client, edition)
    looked = re.search(r'name="_looked" value="([\w.]+)"', html)
    typed = {
        **fields(html),
        "_looked": looked[1] if looked else "",
        "moment": f"{moment:%Y-%m-%dT%H:%M}",
        "zone": "UTC",
        "_act": "schedule",
    }
    before = acts()
    answer = client.post(address(edition), typed)
    html = answer.content.decode()
    assert answer.status_code == 403 and "Is it you?" in html
    assert acts() == before
    kept = held(html)
    assert kept["moment"] == typed["moment"] and kept["_act"] == "schedule"
    wrong = client.post(address(edition), {**kept, "proof": "wrong"})
    assert held(wrong.content.decode()) == kept
    answer = client.post(address(edition), {**kept, "proof": WORD})
    assert answer.status_code == 302
    assert factories.again(edition).live_from == moment
    assert acts()[len(before) :] == ["schedule"]
    # Fresh now: the next is not asked for.
    page = reverse("admin:edition_act", args=[edition.pk, "withdraw"])
    assert "Is it you?" not in client.post(page, {}).content.decode()


@pytest.mark.parametrize(
    ("name", "args", "sent"),
    [
        ("admin:publications_edition_change", (), {"_act": "release"}),
        ("admin:edition_act", ("release_emergency",), {}),
        ("admin:edition_act", ("withdraw",), {"public_note": "A note"}),
        ("admin:edition_export", (), {}),
        ("admin:calendar", None, {}),
    ],
)
def test_each_of_these_asks(client, name, args, sent):
    edition = factories.approved()
    signed_in_long_ago(client)
    found = [] if args is None else [edition.pk, *args]
    answer = client.post(reverse(name, args=found), sent)
    assert answer.status_code == 403
    assert held(answer.content.decode()) == sent


def test_what_changes_little_is_not_asked_about(client):
    edition = factories.draft()
    signed_in_long_ago(client, "dara")
    typed = {**fields(shown(client, edition)), "body": "Other words.", "_save": ""}
    assert client.post(address(edition), typed).status_code == 302


def test_whoever_just_signed_in_is_not_asked(client):
    client.force_login(with_password("petra"))
    assert client.post(CODES).status_code == 200


def test_a_code_of_the_app_proves_it_once(client):
    spent = code(-1)
    petra = with_app("petra")
    client.force_login(petra)
    session = client.session
    session["proved_at"] -= 16 * 60
    session.save()
    assert client.post(CODES, {"proof": spent}).status_code == 403
    assert client.post(CODES, {"proof": code()}).status_code == 200


def test_a_proof_is_no_more_to_be_guessed_than_a_password(client):
    signed_in_long_ago(client)
    for n in range(6):
        html = client.post(CODES, {"proof": str(n)}).content.decode()
    assert "Please wait" in html
    assert client.post(CODES, {"proof": WORD}).status_code == 403


def test_a_demonstration_asks_nobody(client, settings):
    settings.STEP_UP_MINUTES = 0
    assert signed_in_long_ago(client).post(CODES).status_code == 200


def test_an_account_with_nothing_to_prove_it_by_is_told_so(client):
    petra = with_password("petra")
    petra.set_unusable_password()
    petra.save()
    client.force_login(petra)
    session = client.session
    session["proved_at"] = 0
    session.save()
    assert "sign out and in again" in client.post(CODES).content.decode()


def test_every_way_to_the_public_asks():
    """By the names of the acts, wherever they stand."""
    asking = {name for name, door in DOORS.items() if door.proves}
    assert {
        "admin:publications_edition_change",
        "admin:edition_act",
        "admin:calendar",
        "admin:edition_export",
        "admin:publications_bundle_change",
        "admin:publications_archivebatch_change",
        "admin:publications_pagetext_change",
        # Whatever lets somebody in, and as what.
        "admin:publications_account_add",
        "admin:publications_account_change",
        "admin:auth_user_password_change",
        "admin:auth_group_change",
        "account-invite",
        "account-remove-factors",
        "account-end-sessions",
        "desk-app",
        "desk-codes",
        "desk-passkey",
        "desk-remove-factor",
        "desk-sessions",
    } <= asking
