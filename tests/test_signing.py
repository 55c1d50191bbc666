"""The page behind an approval link, for the signatory, a scanner and a stranger."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from publications import workflow
from publications.models import AuditEntry, Delivery, Stage
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A text in review by the head of mission, and the address mailed to her."""
    factories.leading("Ada Venn")
    edition = factories.in_review()
    who = factories.signatory_of(edition)
    factories.do("send_for_approval", edition, "rhea", person=who)
    letter = Delivery.objects.get(recipient=who.approval_email)
    path = re.search(r"/approve/[\w-]+/", letter.body)[0]
    return factories.again(edition), path


def test_the_page_shows_exactly_the_text_and_two_acts(client, asked):
    _edition, path = asked
    answer = client.get(path)
    html = answer.content.decode()
    assert "The second paragraph." in html
    assert "Ambassador Extraordinary" in html
    assert 'value="approve"' in html
    assert 'value="return"' in html
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_opening_uses_nothing_up_however_often_a_scanner_comes(client, asked):
    edition, path = asked
    for _n in range(5):
        client.get(path)
        client.head(path)
    assert not factories.again(edition).approvals.exists()
    opened = AuditEntry.objects.filter(act="open_link", edition=edition.uuid)
    assert opened.count() == 1
    assert client.post(path, {"decision": "approve"}).status_code == 302


def test_the_head_approves_without_an_account_and_it_is_on_the_record(client, asked):
    edition, path = asked
    assert client.post(path, {"decision": "approve"}).status_code == 302
    approval = factories.again(edition).approvals.get()
    assert (approval.capacity, approval.name) == ("principal", "Ada Venn")
    assert approval.office == "Envoy"
    entry = AuditEntry.objects.get(act="approve", edition=edition.uuid)
    assert entry.actor_name == "Ada Venn, Envoy"
    assert "ada.venn@ministry.example" in entry.details
    assert "127.0.0.1" in entry.details
    # She wrote none of it: four eyes and the head of mission in one.
    assert factories.again(edition).stage == Stage.APPROVED
    html = client.get(path).content.decode()
    assert "Your approval was recorded" in html
    assert "The second paragraph." not in html


def test_a_link_works_once(client, asked):
    edition, path = asked
    client.post(path, {"decision": "approve"})
    again = client.post(path, {"decision": "approve"})
    assert again.status_code == 409
    assert factories.again(edition).approvals.count() == 1


def test_returned_with_a_note_it_is_a_draft_again(client, asked):
    edition, path = asked
    refused = client.post(path, {"decision": "return", "note": " "})
    assert refused.status_code == 409
    assert "what is to be changed" in refused.content.decode()
    client.post(path, {"decision": "return", "note": "Not so sharp, please."})
    edition = factories.again(edition)
    assert edition.stage == Stage.DRAFT
    entry = AuditEntry.objects.get(act="return_to_author", edition=edition.uuid)
    assert entry.note == "Not so sharp, please."


def test_a_link_dies_with_the_next_change_of_the_text(client, asked):
    edition, path = asked
    content = factories.content(body="Another wording.")
    factories.do("save", edition, "dara", content=content)
    html = client.get(path).content.decode()
    assert "changed since" in html
    assert "The second paragraph." not in html
    assert "Another wording." not in html
    assert client.post(path, {"decision": "approve"}).status_code == 409
    assert not factories.again(edition).approvals.exists()


def test_a_newer_link_takes_the_older_ones_place(client, asked):
    edition, path = asked
    who = factories.signatory_of(edition)
    factories.do("send_for_approval", edition, "rhea", person=who)
    assert "A newer link" in client.get(path).content.decode()
    assert client.post(path, {"decision": "approve"}).status_code == 409


def test_an_expired_link_says_so(client, asked, settings):
    edition, _path = asked
    settings.APPROVAL_LINK_HOURS = 0
    who = factories.signatory_of(edition)
    factories.do("send_for_approval", edition, "rhea", person=who)
    letter = Delivery.objects.filter(recipient=who.approval_email).latest("id")
    path = re.search(r"/approve/[\w-]+/", letter.body)[0]
    assert "has expired" in client.get(path).content.decode()
    assert client.post(path, {"decision": "approve"}).status_code == 409


@pytest.mark.parametrize("token", ["x", "a" * 43, "..%2f", "%00", "é"])
def test_a_token_that_there_is_not_is_no_page(client, token):
    assert client.get(f"/approve/{token}/").status_code == 404


def test_a_writer_does_not_send_the_text_for_approval():
    factories.leading("Ada Venn")
    edition = factories.do("submit", factories.draft(by="rhea"), "rhea")
    who = factories.signatory_of(edition)
    with pytest.raises(workflow.NotPossible, match="somebody else must send"):
        factories.do("send_for_approval", edition, "rhea", person=who)


def test_the_embargo_stands_on_the_page(client, asked):
    edition, path = asked
    workflow.set_embargo(edition, factories.soon(600), by=person("dara"))
    assert "Embargo until" in client.get(path).content.decode()


def test_the_pictures_of_the_text_are_shown_to_the_signatory_alone(client):
    factories.leading("Ada Venn")
    image, other = factories.picture(), factories.picture("crimson")
    edition = factories.in_review(body=f"Look:\n\n![A valley](image:{image.uuid})")
    who = factories.signatory_of(edition)
    factories.do("send_for_approval", edition, "rhea", person=who)
    letter = Delivery.objects.get(recipient=who.approval_email)
    path = re.search(r"/approve/[\w-]+/", letter.body)[0]
    html = client.get(path).content.decode()
    shown = re.search(r'<img [^>]*src="([^"]+)"[^>]* alt="A valley"', html)[1]
    assert shown == f"{path}{image.uuid}.{image.extension}"
    assert "/media/" not in html
    answer = client.get(shown)
    assert answer.headers["Content-Type"] == image.mime
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get(image.get_absolute_url()).status_code == 404
    assert client.get(f"{path}{other.uuid}.{other.extension}").status_code == 404
    client.post(path, {"decision": "approve"})
    assert client.get(shown).status_code == 404


def test_lead_picture_and_attachments_are_shown_to_the_signatory_alone(client):
    factories.leading("Ada Venn")
    image = factories.described(factories.picture(), printable=True)
    recording = factories.attachment(title="The speech as given")
    edition = factories.in_review(
        lead=str(image.uuid),
        body=f"Look again:\n\n![](image:{image.uuid})",
        attachments=(str(recording.uuid),),
    )
    who = factories.signatory_of(edition)
    factories.do("send_for_approval", edition, "rhea", person=who)
    letter = Delivery.objects.get(recipient=who.approval_email)
    path = re.search(r"/approve/[\w-]+/", letter.body)[0]
    html = client.get(path).content.decode()
    assert html.count(f'src="{path}{image.uuid}.jpg"') == 2
    assert html.count(f'href="{path}{image.uuid}.jpg"') == 2  # the print-size file
    own = f"{path}{recording.uuid}.mp3"
    assert f'<a href="{own}"' in html
    assert f'src="{own}"' in html
    assert "The speech as given" in html
    assert re.search(r"<bdi>MP3</bdi>, <bdi>1[12]\.\d\xa0KB</bdi>", html)
    assert "/media/" not in html
    assert "/attachments/" not in html
    for address, mime in ((own, "audio/mpeg"), (f"{path}{image.uuid}.jpg", "image/")):
        answer = client.get(address, headers={"Range": "bytes=0-3"})
        assert answer.status_code == 206
        assert answer.headers["Content-Type"].startswith(mime)
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert client.get(recording.get_absolute_url()).status_code == 404
    other, document = factories.picture("crimson"), factories.attachment(seconds=4)
    factories.draft(lead=str(other.uuid), attachments=(str(document.uuid),))
    for address in (f"{other.uuid}.jpg", f"{document.uuid}.mp3"):  # of another text
        assert client.get(f"{path}{address}").status_code == 404
    client.post(path, {"decision": "approve"})
    assert client.get(own).status_code == 404


def test_an_earlier_wording_keeps_its_own_files(client):
    """A link dies with the next wording: so do the files of the one before."""
    factories.leading("Ada Venn")
    image = factories.described(factories.picture())
    edition = factories.in_review(lead=str(image.uuid))
    who = factories.signatory_of(edition)
    factories.do("send_for_approval", edition, "rhea", person=who)
    letter = Delivery.objects.get(recipient=who.approval_email)
    path = re.search(r"/approve/[\w-]+/", letter.body)[0]
    own = f"{path}{image.uuid}.jpg"
    assert client.get(own).status_code == 200
    factories.do("save", edition, "dara", content=factories.content(body="New."))
    assert client.get(own).status_code == 404


def test_a_post_from_another_site_is_refused(asked):
    _edition, path = asked
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"decision": "approve"}).status_code == 403
    page = strict.get(path).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    data = {"decision": "approve", "csrfmiddlewaretoken": token}
    assert strict.post(path, data).status_code == 302


def test_the_address_is_the_one_in_the_letter():
    assert reverse("approve-by-link", args=["abc"]) == "/approve/abc/"
