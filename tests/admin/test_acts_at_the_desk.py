"""Acts on the writing page: what their form lacks is said at its field, and what is to
be known before them."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from publications import workflow
from publications.models import AuditEntry
from tests import factories
from tests.admin.acting import page, send, sign_in
from tests.admin.test_editions import press, shown
from tests.people import person

pytestmark = pytest.mark.django_db


def tag_of(html, name):
    return re.search(rf'<(?:input|textarea|select)[^>]*name="{name}"[^>]*>', html)[0]


def is_at_fault(html, name):
    """Whether the field says that it is, to eyes, ears and the cursor."""
    tag, said = tag_of(html, name), f'id="id_{name}_error"'
    html = html.split("<dialog")[0]  # its field takes the cursor once it is open
    return (
        'aria-invalid="true"' in tag
        and f"id_{name}_error" in tag
        and " autofocus" in tag
        and html.count(" autofocus") == 1
        and said in html
    )


@pytest.mark.parametrize(
    ("made", "by", "act", "typed", "field"),
    [
        (factories.in_review, "rhea", "return_to_author", {}, "note"),
        (factories.approved, "petra", "schedule", {"moment": ""}, "moment"),
        (factories.scheduled, "petra", "reschedule", {"moment": ""}, "moment"),
    ],
)
def test_what_an_act_lacks_is_said_at_its_field_and_is_no_refusal(
    client, made, by, act, typed, field
):
    edition = made()
    before = factories.again(edition).text.version
    html = press(sign_in(client, by), edition, act, **typed).content.decode()
    assert is_at_fault(html, field)
    assert factories.again(edition).text.version == before
    assert not AuditEntry.objects.filter(act="refused").exists()


def test_a_new_edition_without_a_kind_of_change_says_so_there(client):
    edition = factories.do("revise", factories.released(), "dara")
    content = factories.content(body="Corrected.")
    factories.do("save", edition, "dara", content=content)
    factories.do("submit", edition, "dara")
    factories.do("approve", edition, "rhea")
    sign_in(client, "petra")
    html = press(client, edition, "release").content.decode()
    assert is_at_fault(html, "change")
    html = press(client, edition, "release", change="correction").content.decode()
    assert is_at_fault(html, "public_note")
    assert 'value="correction" selected' in html
    assert not AuditEntry.objects.filter(act="refused").exists()


def test_a_moment_that_has_passed_is_said_at_the_moment_and_recorded(client):
    edition = factories.approved()
    past = {"moment": "2020-01-01T10:00"}
    answer = press(sign_in(client, "petra"), edition, "schedule", **past)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert is_at_fault(html, "moment") and 'value="2020-01-01T10:00"' in html
    assert AuditEntry.objects.filter(act="refused").exists()


def test_a_field_that_lacks_hides_no_lack_of_permission(client):
    edition = factories.in_review()
    answer = press(sign_in(client, "dara"), edition, "return_to_author")
    assert answer.status_code == 403
    entry = AuditEntry.objects.get(act="refused")
    assert entry.actor == person("dara").pk


def test_the_tick_that_is_asked_for_says_so_itself(client):
    edition = factories.draft(body="Two  spaces.")
    html = shown(sign_in(client, "dara"), edition)
    assert "autofocus" not in tag_of(html, "_looked")
    html = press(client, edition, "submit", _looked="").content.decode()
    tag = tag_of(html, "_looked")
    for said in (" autofocus", 'aria-invalid="true"', "looked_error"):
        assert said in tag
    assert 'id="looked_error"' in html


def test_a_page_of_an_act_says_it_at_the_field(client, settings):
    settings.EMERGENCY_RELEASE = True
    sign_in(client, "petra")
    edition = factories.approved()
    wall = f"{factories.soon(600):%Y-%m-%dT%H:%M}"
    send(client, edition, "set_embargo", moment=wall, zone="UTC")
    html = send(client, edition, "lift_embargo", reason="Why").content.decode()
    assert is_at_fault(html, "confirmed")
    html = send(client, factories.unsigned(), "release_emergency").content.decode()
    assert is_at_fault(html, "reason")
    assert not AuditEntry.objects.filter(act="refused").exists()


def test_a_group_of_boxes_at_fault_takes_the_cursor(client, settings):
    settings.CAPITAL_TIME_ZONE = "Europe/Oslo"
    edition = factories.released()
    html = send(sign_in(client, "petra"), edition, "withdraw").content.decode()
    group = re.search(r"<fieldset[^>]*field-outcome[^>]*>", html)[0]
    assert " autofocus" in group and "id_outcome_error" in group
    assert html.count(" autofocus") == 1 and 'id="id_outcome_error"' in html
    back = {"moment": "2026-10-25T02:30", "zone": "Europe/Oslo"}
    edition = factories.approved()
    html = press(client, edition, "schedule", **back).content.decode()
    group = re.search(r"<fieldset[^>]*field-which[^>]*>", html)[0]
    assert " autofocus" in group and "id_which_error" in group


def test_nobody_reads_a_refusal_as_the_persons_own(client):
    edition = factories.in_review()
    press(sign_in(client, "dara"), edition, "approve")
    for name, path in (
        ("rhea", reverse("admin:publications_edition_change", args=[edition.pk])),
        ("rhea", reverse("admin:publications_edition_history", args=[edition.pk])),
        ("orla", reverse("admin:publications_auditentry_changelist")),
    ):
        html = sign_in(client, name).get(path).content.decode()
        assert "not done: approved" in html
        assert "The site answered: Your role does not include this." in html


def test_a_returned_text_says_why_until_it_is_submitted_again(client):
    edition = factories.in_review()
    factories.do("return_to_author", edition, "rhea", note="Shorter, please.")
    sign_in(client, "dara")
    told = f"Returned by <bdi>{person('rhea')}</bdi>"

    def standing():
        return shown(client, edition).split('class="steps"')[1].split("<dl")[0]

    html = standing()
    assert told in html and html.index("Shorter, please.") < html.index("Last saved")
    factories.do("submit", edition, "dara")
    assert told not in standing()


def test_remarks_that_are_open_are_told_at_the_acts_that_go_on(client):
    edition = factories.in_review()
    told = '<a href="#remarks">1 remark is still open</a>'
    first = workflow.remark(edition, "Which bank?", by=person("petra"))
    assert told in shown(sign_in(client, "rhea"), edition)
    assert told not in shown(sign_in(client, "dara"), edition)
    asked = client.get(page(edition, "share")).content.decode()
    assert "is still open" not in asked
    sign_in(client, "rhea")
    asked = client.get(page(edition, "send_for_approval")).content.decode()
    assert "1 remark is still open" in asked and "/change/#remarks" in asked
    press(client, edition, "approve")
    assert factories.again(edition).stage == "approved"
    workflow.resolve_remark(first, by=person("petra"))
    assert "still open" not in shown(sign_in(client, "petra"), edition)


def test_a_bundle_tells_of_open_remarks(client):
    editions = [factories.approved(title=title) for title in ("One", "Two")]
    bundle = workflow.make_bundle("Visit", editions, by=person("petra"))
    workflow.remark(editions[1], "Really?", by=person("rhea"))
    path = reverse("admin:publications_bundle_change", args=[bundle.pk])
    html = sign_in(client, "petra").get(path).content.decode()
    assert html.count("1 remark is still open") == 1


def test_notices_stay_new_until_the_button_is_pressed(client):
    edition = factories.in_review()
    factories.do("return_to_author", edition, "rhea", note="Shorter, please.")
    notices = reverse("admin:publications_notice_changelist")
    sign_in(client, "dara")
    shown(client, edition)
    html = client.get(notices).content.decode()
    assert "<strong>Returned to you</strong>" in html
    client.post(reverse("admin:notices_seen"))
    html = client.get(notices).content.decode()
    assert "Returned to you" in html and "<strong>Returned" not in html
    assert "Mark all as seen" not in html


def test_a_scheduled_text_leads_to_no_field_and_asks_for_no_tick(client):
    edition = factories.scheduled(summary="")
    html = shown(sign_in(client, "petra"), edition)
    assert "There is no summary." in html
    assert 'href="#id_summary"' not in html and 'name="_looked"' not in html
    # Ready to be moved, though nobody typed this moment.
    assert f'value="{edition.live_from:%Y-%m-%dT%H:%M}"' in tag_of(html, "moment")


def test_a_form_without_its_token_leads_back_to_the_desk():
    edition = factories.draft()
    client = Client(enforce_csrf_checks=True)
    asked = page(edition, "plan")
    sign_in(client, "dara")
    answer = client.post(asked, {"priority": "2"})
    assert answer.status_code == 403
    html = answer.content.decode()
    assert "This form could not be accepted" in html
    assert '<a href="/admin/">Back to the desk</a>' in html
