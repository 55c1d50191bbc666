"""Before what reaches far one proves once more who one is; nothing typed is lost, and
the act is done once."""

import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse

from publications.admin.act_pages import PAGES
from publications.admin.acts import BUTTONS
from publications.admin.archive import ACTS
from publications.doors import ADMINISTRATOR, DOORS
from publications.models import AuditEntry
from tests import factories
from tests.admin.signing_in.people import WORD, code, with_app, with_password
from tests.admin.test_editions import address, shown
from tests.doors import addresses
from tests.form_fields import fields

pytestmark = pytest.mark.django_db

CODES = "/admin/security/codes/"
DESK = settings.BASE_DIR / "templates" / "publications" / "desk"
# What puts something before the public or takes it away, by its buttons and pages.
FAR = {
    *("release", "schedule", "reschedule", "release_emergency", "release_batch"),
    *("await_placement", "withdraw"),
}
# Each door that asks, and before which acts; "*": whatever is sent. Written out, so
# that an act which a door no longer asks about is missed.
ASKED = {
    "admin:publications_edition_change": {"release", "schedule", "reschedule"},
    "admin:edition_act": {"release_emergency", "await_placement", "withdraw"},
    "admin:publications_bundle_change": {"release", "schedule", "reschedule"},
    "admin:publications_archivebatch_change": {"release_batch"},
    "admin:publications_pagetext_change": {"release", "withdraw"},
    "admin:calendar": {"*"},
    "admin:edition_export": {"*"},
    "admin:hold": {"*"},
    # Whatever lets somebody in, and as what.
    "admin:publications_account_add": {"*"},
    "admin:publications_account_change": {"*"},
    "admin:auth_user_password_change": {"*"},
    "admin:auth_group_change": {"*"},
    "account-invite": {"*"},
    "account-remove-factors": {"*"},
    "account-end-sessions": {"*"},
    "desk-app": {"*"},
    "desk-codes": {"*"},
    "desk-passkey": {"*"},
    "desk-remove-factor": {"*"},
    "desk-sessions": {"*"},
}


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


def carried() -> dict[str, set[str]]:
    """The acts that each page of the desk has a button or a page for."""
    found = {
        "admin:publications_edition_change": {button.act for button in BUTTONS},
        "admin:edition_act": set(PAGES),
        "admin:publications_archivebatch_change": set(ACTS),
    }
    for door, page in (("pagetext", "page"), ("bundle", "bundle")):
        html = (DESK / f"{page}.html").read_text("utf-8")
        pressed = set(re.findall(r'name="_act" value="(\w+)"', html))
        found[f"admin:publications_{door}_change"] = pressed
    return found


def test_every_way_to_the_public_asks():
    """Each door for the acts that the table here names, and no door but these."""
    assert {name: door.proves for name, door in DOORS.items() if door.proves} == ASKED


def test_no_page_has_an_act_that_reaches_far_and_is_not_asked_about():
    for name, acts in carried().items():
        assert acts & FAR == ASKED[name], name
    assert set().union(*carried().values()) >= FAR


@pytest.mark.parametrize(
    ("name", "act"),
    [(name, act) for name, acts in ASKED.items() for act in sorted(acts)],
)
def test_each_door_asks_before_each_of_its_acts(client, name, act):
    """The question comes before anything is looked up: nothing need be there."""
    may_by_rank = DOORS[name].act >= ADMINISTRATOR
    signed_in_long_ago(client, "admin" if may_by_rank else "petra")
    address = {each.view_name: each for each in addresses()}[name]
    sent = {} if act == "*" or name == "admin:edition_act" else {"_act": act}
    answer = client.post(address.path(defaultdict(lambda: 1, act=act)), sent)
    html = answer.content.decode()
    assert answer.status_code == 403 and "Is it you?" in html
    assert held(html) == sent
    assert acts() == []
