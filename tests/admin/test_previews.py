"""Sharing at the desk: the form, the link shown once, the list, and who may."""

import re

import pytest
from django.urls import reverse

from publications import workflow
from publications.models import Delivery, PreviewLink
from tests import factories
from tests.people import person

pytestmark = pytest.mark.django_db

HERE = {"user_agent": "Mozilla/5.0 Firefox/140.0", "network_address": "192.0.2.77"}


def page(edition, act="share"):
    return reverse("admin:edition_act", args=[edition.pk, act])


def panel(client, edition):
    path = reverse("admin:publications_edition_change", args=[edition.pk])
    return client.get(path).content.decode()


def asked(client, edition):
    """The form's fields as the page fills them in."""
    html = client.get(page(edition)).content.decode()
    form = html.split('class="act-page')[1]
    typed = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', form))
    typed["shows"] = str(edition.revision_id)
    typed["language"] = "fr"
    typed["zone"] = "UTC"
    return typed | {"recipient": "Jonas Reet"}


@pytest.fixture
def petra(client):
    client.force_login(person("petra"))
    return client


def test_a_link_is_made_and_shown_once(petra):
    edition = factories.draft()
    typed = asked(petra, edition)
    answer = petra.post(page(edition), typed)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    html = answer.content.decode()
    address = re.search(r'value="https://press\.example(/preview/[\w-]+/)"', html)[1]
    link = PreviewLink.objects.get()
    assert link.recipient == "Jonas Reet"
    assert link.revision == edition.revision
    left = (link.expires_at - link.shared_at).total_seconds()
    assert 7 * 86_400 - 120 < left <= 7 * 86_400  # the default
    assert petra.get(address).status_code == 200
    for path in (page(edition), page(edition, "revoke_link")):
        assert address not in petra.get(path).content.decode()
    assert address not in panel(petra, edition)


def test_the_form_sent_twice_makes_one_link_and_one_letter(petra):
    edition = factories.draft()
    typed = asked(petra, edition) | {"email": "jonas@courier.example"}
    assert petra.post(page(edition), typed).status_code == 200
    again = petra.post(page(edition), typed)
    assert again.status_code == 409
    assert "made already" in again.content.decode()
    assert PreviewLink.objects.count() == 1
    letters = Delivery.objects.filter(event="preview_shared")
    assert letters.get().recipient == "jonas@courier.example"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"recipient": ""}, "recipient", "required"),
        ({"recipient": "Jonas\u202eteeR"}, "recipient", "U+202E"),
        ({"recipient": "Jonas\x07"}, "recipient", "U+0007"),
        ({"email": "jonas@"}, "email", "valid email"),
        ({"moment": ""}, "moment", "required"),
        ({"moment": "2020-01-01T10:00"}, "moment", "has passed"),
        ({"moment": "2999-01-01T10:00"}, "moment", "At most 30 days"),
        ({"moment": "2027-01-01T10:00:30"}, "moment", "without seconds"),
        ({"moment": "soon"}, "moment", "day and a time"),
        ({"shows": "0"}, "shows", "valid choice"),
        ({"shows": "x"}, "shows", "valid choice"),
        ({"language": "tlh"}, "language", "valid choice"),
    ],
)
def test_what_cant_be_is_said_at_its_field_and_nothing_typed_is_lost(
    petra, typed, field, sentence
):
    edition = factories.draft()
    typed = asked(petra, edition) | {"email": "jonas@courier.example"} | typed
    answer = petra.post(page(edition), typed)
    html = answer.content.decode()
    row = html.split(f"field-{field}")[1].split("form-row")[0]
    assert "errorlist" in row
    assert sentence in row
    kept = {"email", "recipient"} - {field}
    assert all(f'value="{typed[name]}"' in html for name in kept)
    assert not PreviewLink.objects.exists()


def test_what_was_on_the_page_is_shared_also_when_another_version_was_saved(petra):
    edition = factories.draft()
    typed = asked(petra, edition)
    words = factories.content(body="Other words.")
    factories.do("save", edition, "dara", content=words)
    assert petra.post(page(edition), typed).status_code == 200
    assert PreviewLink.objects.get().revision == edition.revision
    assert "the text has changed since" in panel(petra, edition)


def test_always_the_latest_is_chosen(petra):
    edition = factories.draft()
    petra.post(page(edition), asked(petra, edition) | {"shows": "latest"})
    assert PreviewLink.objects.get().revision is None
    assert "Always the latest version." in panel(petra, edition)


def test_the_panel_tells_to_whom_until_when_and_who_opened_it(petra):
    edition = factories.draft()
    assert "Previews shared" not in panel(petra, edition)
    link = factories.shared(edition, "dara", email="jonas@courier.example").link
    html = panel(petra, edition)
    assert "Jonas Reet" in html
    assert "jonas@courier.example" in html
    assert "Shared by <bdi>Dara" in html
    assert "Not opened yet." in html
    workflow.note_preview_opening(link, **HERE)
    workflow.note_preview_opening(link, **(HERE | {"user_agent": "curl/8"}))
    html = panel(petra, edition)
    assert "Opened 2 times" in html
    assert "Firefox" in html
    assert "a program, such as a scanner of mail" in html
    assert "192.0.0.0/16" in html
    assert "192.0.2.77" not in html


def test_a_link_is_revoked_from_the_panel(petra):
    edition = factories.draft()
    shared, other = factories.shared(edition), factories.shared(edition, name="Mira")
    html = panel(petra, edition)
    assert "Revoke the preview for Jonas Reet" in html
    assert f'form="revoking" name="link" value="{shared.link.pk}"' in html
    assert 'id="revoking"' in html
    answer = petra.post(page(edition, "revoke_link"), {"link": shared.link.pk})
    assert answer.status_code == 302
    assert petra.get(f"/preview/{shared.token}/").status_code == 404
    assert petra.get(f"/preview/{other.token}/").status_code == 200
    html = panel(petra, edition)
    assert "revoked" in html
    assert "Revoke the preview for Jonas Reet" not in html
    again = petra.post(page(edition, "revoke_link"), {"link": shared.link.pk})
    assert again.status_code == 200
    assert "valid choice" in again.content.decode()


def test_a_link_of_another_text_is_not_revoked_from_here(petra):
    shared = factories.shared(factories.draft(title="Another text"))
    edition = factories.draft()
    petra.post(page(edition, "revoke_link"), {"link": shared.link.pk})
    assert petra.get(f"/preview/{shared.token}/").status_code == 200


def test_who_only_reads_sees_the_list_and_no_button(client):
    edition = factories.draft()
    factories.shared(edition)
    client.force_login(person("orla"))
    html = panel(client, edition)
    assert "Jonas Reet" in html
    assert "Revoke the preview" not in html
    assert "Share a preview" not in html
    assert client.post(page(edition), asked(client, edition)).status_code == 403
    assert PreviewLink.objects.count() == 1


def test_of_a_limited_text_others_find_nothing(client):
    edition = factories.draft()
    factories.shared(edition, "dara", name="Jonas of the Courier")
    workflow.limit(edition, by=person("dara"))
    client.force_login(person("petra"))
    assert client.get(page(edition)).status_code == 404
    assert client.post(page(edition), {"recipient": "x"}).status_code == 404


def test_a_link_of_somebody_who_may_share_no_more_is_told_as_ended(petra):
    edition = factories.draft()
    factories.shared(edition, "rhea")
    person("rhea").groups.clear()
    html = panel(petra, edition)
    assert "may no longer share this text" in html
    assert "Revoke the preview" not in html


def test_the_list_costs_no_more_for_many(petra, django_assert_max_num_queries):
    edition = factories.draft()

    def counted():
        with django_assert_max_num_queries(200) as queries:
            panel(petra, edition)
        return len(queries)

    factories.shared(edition)
    few = counted()
    for number in range(14):
        link = factories.shared(edition, name=f"Editor {number}").link
        workflow.note_preview_opening(link, **HERE)
    for link in PreviewLink.objects.all()[:4]:
        workflow.revoke_link(link, by=person("petra"))
    # The reasons of those that have ended are read beside: revoked asks nothing.
    assert counted() <= few + 1


def test_a_released_text_is_not_offered_for_sharing(petra):
    edition = factories.released()
    assert "Share a preview" not in panel(petra, edition)
    answer = petra.post(page(edition), asked(petra, edition))
    assert answer.status_code == 409
