"""The pages of acts: shown to who may, done or refused in words, nothing typed lost."""

import pytest

from publications import workflow
from publications.models import AuditEntry, Delivery, Stage
from publications.workflow import Signatory
from tests import factories
from tests.admin.acting import page, send, sign_in
from tests.people import person

pytestmark = pytest.mark.django_db


def test_a_text_is_taken_down_from_its_page(client):
    edition = factories.released()
    html = sign_in(client, "petra").get(page(edition, "withdraw")).content.decode()
    assert "the text under a banner" in html
    typed = {
        "outcome": "withdrawn",
        "reason": "error",
        "public_note": "A number was wrong.",
        "private_note": "The ministry called.",
        "languages": ["en"],
    }
    assert send(client, edition, "withdraw", **typed).status_code == 302
    edition = factories.again(edition)
    assert edition.withdrawals.get().public_note == "A number was wrong."
    entry = AuditEntry.objects.get(act="withdraw")
    assert entry.note == "The ministry called."
    client.logout()
    html = client.get(edition.get_absolute_url()).content.decode()
    assert "A number was wrong." in html
    assert "The ministry called." not in html


def test_a_refused_act_comes_back_with_all_that_was_typed(client):
    edition = factories.released()
    answer = send(
        sign_in(client, "petra"),
        edition,
        "withdraw",
        outcome="withdrawn",
        reason="error",
        private_note="A long explanation.",
        languages=["en"],
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "tell readers in the public note" in html
    assert "A long explanation." in html
    assert not factories.again(edition).withdrawals.exists()


def test_a_text_is_replaced_by_the_one_at_an_address(client):
    other = factories.released(title="What takes its place")
    edition = factories.released()
    sign_in(client, "petra")
    typed = {"outcome": "replaced", "reason": "out_of_date", "languages": ["en"]}
    refused = send(client, edition, "withdraw", replacement="/en/2026/none/", **typed)
    assert "There is no text at this address" in refused.content.decode()
    address = "https://press.example" + other.get_absolute_url()
    assert (
        send(client, edition, "withdraw", replacement=address, **typed).status_code
        == 302
    )
    client.logout()
    answer = client.get(edition.get_absolute_url())
    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        other.get_absolute_url(),
    )


@pytest.mark.parametrize("name", ["dara", "rhea", "orla"])
def test_who_may_not_take_down_is_refused_and_recorded(client, name):
    edition = factories.released()
    typed = {"outcome": "withdrawn", "reason": "error", "public_note": "Wrong."}
    answer = send(sign_in(client, name), edition, "withdraw", languages=["en"], **typed)
    assert answer.status_code == 403
    assert not factories.again(edition).withdrawals.exists()
    entry = AuditEntry.objects.get(act="refused")
    assert entry.actor == person(name).pk
    assert '"refused": "withdraw"' in entry.details


def test_an_emergency_is_released_with_a_reason_and_flagged_everywhere(
    client, settings
):
    settings.EMERGENCY_RELEASE = True
    edition = factories.unsigned()
    sign_in(client, "petra")
    assert send(client, edition, "release_emergency", reason="").status_code == 200
    assert factories.again(edition).live_from is None
    answer = send(client, edition, "release_emergency", reason="The dam has broken.")
    assert answer.status_code == 302
    desk = "/admin/publications/edition/"
    for path in (desk, f"{desk}{edition.pk}/change/", "/admin/"):
        assert "mergency release" in client.get(path).content.decode(), path
    sign_in(client, "ruben")
    html = client.get(f"{desk}{edition.pk}/change/").content.decode()
    assert 'value="approve_afterwards"' in html
    factories.do("approve_afterwards", edition, "ruben")
    for path in (desk, "/admin/"):
        assert "mergency release wait" not in client.get(path).content.decode()


def test_an_embargo_is_set_lifted_and_needs_its_reason(client):
    edition = factories.approved()
    until = factories.soon(600)
    wall = {"moment": until.strftime("%Y-%m-%dT%H:%M"), "zone": "UTC"}
    sign_in(client, "dara")
    assert send(client, edition, "set_embargo", **wall).status_code == 302
    assert factories.again(edition).text.publication.embargo_until == until
    refused = send(client, edition, "lift_embargo", reason="No.", confirmed="on")
    assert refused.status_code == 403
    sign_in(client, "petra")
    html = client.get(f"/admin/publications/edition/{edition.pk}/preview/")
    assert "Embargo until" in html.content.decode()
    answer = send(client, edition, "lift_embargo", reason="They agreed.")
    assert "Please confirm" in answer.content.decode()
    assert "They agreed." in answer.content.decode()
    done = send(client, edition, "lift_embargo", reason="They agreed.", confirmed="on")
    assert done.status_code == 302
    assert factories.again(edition).text.publication.embargo_until is None


def test_a_circle_leaves_others_nothing_to_find(client):
    edition = factories.draft(title="The quiet visit", body="A word about quietude.")
    image = factories.picture()
    content = factories.content(
        title="The quiet visit", body=f"![Quiet](image:{image.uuid})"
    )
    factories.do("save", edition, "dara", content=content)
    sign_in(client, "dara")
    limited = {"limited": "on", "accounts": [person("petra").pk]}
    assert send(client, edition, "limit", **limited).status_code == 302
    workflow.remark(factories.again(edition), "Hush, a secret.", by=person("petra"))

    base = f"/admin/publications/edition/{edition.pk}"
    placed = workflow.place(edition, "Quiet Gazette", by=person("dara"))
    inside = [f"{base}/change/", f"{base}/history/", f"{base}/compare/"]
    inside += [f"{base}/preview/", page(edition, "plan"), image.get_absolute_url()]
    sign_in(client, "petra")
    for path in inside:
        assert client.get(path).status_code == 200, path
    for name in ("rhea", "orla", "tomas", "hugo"):
        sign_in(client, name)
        for path in inside:
            assert client.get(path).status_code in (302, 403, 404), (name, path)
        for path in (
            "/admin/publications/edition/",
            "/admin/publications/edition/?q=quiet",
            "/admin/publications/auditentry/",
            "/admin/publications/notice/",
            "/admin/publications/outlet/",
            "/admin/publications/placement/",
            f"/admin/publications/placement/{placed.pk}/change/",
            "/admin/publications/person/",
            "/admin/autocomplete/?app_label=publications&model_name=placement"
            "&field_name=outlet&term=Quiet",
            "/admin/autocomplete/?app_label=publications&model_name=appointment"
            "&field_name=person&term=Ada",
        ):
            html = client.get(path).content.decode().lower()
            html = html.replace('value="quiet"', "")
            for word in ("quiet visit", "gazette", "hush", "ada venn"):
                assert word not in html, (name, path, word)
        export = f"{base}/export/"
        assert client.post(export).status_code in (302, 403, 404)
        remark = client.post(f"{base}/remarks/", {"body": "Me, too"})
        assert remark.status_code in (302, 403, 404)
    assert not Delivery.objects.filter(
        recipient__startswith="rhea", subject__contains="quiet"
    ).exists()


def test_who_has_no_address_is_not_offered_a_link_and_it_is_said_why(client):
    signed = [factories.VENN, Signatory("Nora Arden", "", "Deputy Head of Mission")]
    edition = factories.in_review(signatories=tuple(signed))
    factories.signatory_of(edition)  # Ada Venn
    html = sign_in(client, "petra").get(page(edition, "send_for_approval"))
    form = html.content.decode().split('class="act-page')[1]
    assert form.count('type="radio"') == 1
    assert "ada.venn@ministry.example" in form
    assert "no address for approvals is on file: Nora Arden." in form


def test_an_act_without_a_page_is_not_there(client):
    edition = factories.draft()
    sign_in(client, "petra")
    assert client.get(page(edition, "release")).status_code == 404


def test_an_approval_is_voided_from_its_page(client):
    edition = factories.scheduled()
    approval = edition.approvals.get()
    sign_in(client, "petra")
    assert send(client, edition, "void", approval=approval.pk).status_code == 302
    edition = factories.again(edition)
    assert (edition.stage, edition.live_from) == (Stage.IN_REVIEW, None)


def test_a_text_waits_for_its_outlet_and_goes_out_when_that_is_confirmed(client):
    edition = factories.approved()
    placement = factories.placed(edition)
    sign_in(client, "petra")
    typed = {"placement": placement.pk, "zone": "UTC", "moment": ""}
    assert send(client, edition, "await_placement", **typed).status_code == 302
    path = f"/admin/publications/placement/{placement.pk}/change/"
    sign_in(client, "dara")
    answer = client.post(
        path,
        {
            "outlet": placement.outlet_id,
            "role": "first",
            "presenting_sentence": "",
            "url": "https://courier.example/two-rivers",
            "language": "en",
            "appeared_on": "",
            "confirmed": "on",
        },
    )
    assert answer.status_code == 302
    assert factories.again(edition).live_from is not None


def test_an_account_that_is_deactivated_takes_its_unused_approval_along(client):
    edition = factories.scheduled()
    rhea = person("rhea")
    sign_in(client, "admin")
    path = f"/admin/publications/account/{rhea.pk}/change/"
    data = {
        "username": "rhea",
        "email": rhea.email,
        "groups": [g.pk for g in rhea.groups.all()],
        "is_staff": "on",
    }
    assert client.post(path, data).status_code == 302
    edition = factories.again(edition)
    assert (edition.stage, edition.live_from) == (Stage.IN_REVIEW, None)


def test_only_administrators_enter_where_approvals_are_mailed(client):
    edition = factories.draft()
    who = factories.signatory_of(edition)
    path = f"/admin/publications/person/{who.pk}/change/"
    assert (
        'name="approval_email"'
        not in sign_in(client, "petra").get(path).content.decode()
    )
    assert (
        'name="approval_email"' in sign_in(client, "admin").get(path).content.decode()
    )
