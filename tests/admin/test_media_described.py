"""The text alternative of a picture, written on the writing page, and what others see
of lead picture, pictures and attachments."""

import pytest
from django.urls import reverse

from publications.models import AuditEntry, Stage
from tests import factories
from tests.form_fields import fields
from tests.people import person

from .media_sent import chosen, content_of, described, document, taken
from .test_editions import address, press, shown, sign_in

pytestmark = pytest.mark.django_db


# --- The text alternative ----------------------------------------------------------


def test_the_text_alternative_of_the_lead_is_written_right_there(client):
    picture = factories.picture()
    edition = factories.draft(lead=str(picture.uuid))
    sign_in(client, "dara")
    assert "No text alternative yet (English)" in shown(client, edition)
    answer = press(client, edition, "submit")
    assert answer.status_code == 409
    assert "has no text alternative" in answer.content.decode()
    answer = press(client, edition, "submit", lead_alt=" A valley\r\nat dawn ")
    assert factories.again(edition).stage == Stage.IN_REVIEW
    assert picture.words_in("en").alt == "A valley at dawn"
    use = factories.again(edition).revision.image_uses.get()
    assert use.alt == "A valley at dawn"
    kept = AuditEntry.objects.filter(act="keep").last()
    assert kept.actor == person("dara").pk
    assert "A valley at dawn" in str(kept.details)


def test_an_alternative_that_was_not_saved_is_asked_to_be_before_an_act(client):
    picture = described()
    edition = factories.in_review(lead=str(picture.uuid))
    answer = press(sign_in(client, "rhea"), edition, "approve", lead_alt="Mended.")
    assert answer.status_code == 409
    assert "save it first" in answer.content.decode()
    assert picture.words_in("en").alt == "A valley at dawn"
    press(client, edition, lead_alt="Mended.")
    assert factories.again(edition).revision.image_uses.get().alt == "Mended."


def test_words_of_one_picture_are_not_taken_for_another(client):
    valley, other = described(), factories.picture("maroon")
    edition = factories.draft(lead=str(valley.uuid))
    press(sign_in(client, "dara"), edition, lead=str(other.uuid))
    assert content_of(edition).lead == str(other.uuid)
    assert other.words_in("en").alt == ""
    assert valley.words_in("en").alt == "A valley at dawn"


def test_what_the_library_says_meanwhile_is_not_written_over(client):
    picture = described()
    edition = factories.draft(lead=str(picture.uuid))
    sign_in(client, "dara")
    page = fields(shown(client, edition))
    picture.words.update(alt="Mended in the library")
    client.post(address(edition), {**page, "body": "Other words.", "_save": ""})
    assert picture.words_in("en").alt == "Mended in the library"


def test_missing_alternatives_are_told_after_saving(client):
    picture = factories.picture()
    edition = factories.draft()
    press(sign_in(client, "dara"), edition, body=f"Words.\n\n![](image:{picture.uuid})")
    html = shown(client, edition)
    messages = html.split('class="messagelist"')[1].split("</ul>")[0]
    assert "has no text alternative: say in the brackets" in messages


def test_a_lead_picture_is_told_of_in_its_own_words_with_the_way(client):
    picture = factories.picture()
    edition = factories.draft(language="ar")
    press(sign_in(client, "dara"), edition, lead=str(picture.uuid))
    html = shown(client, edition)
    messages = html.split('class="messagelist"')[1].split("</ul>")[0]
    assert "The lead picture" in messages
    assert "brackets" not in messages
    way = f"{reverse('admin:picture_describe')}?of={picture.pk}&amp;language=ar"
    assert f'href="{way}"' in messages
    assert f'href="{way}"' in html.split('class="side-panel"')[1]
    alt = f"picture-{picture.pk}-alt"
    client.post(way.replace("&amp;", "&"), {alt: "وادٍ عند الفجر"})
    assert picture.words_in("ar").alt == "وادٍ عند الفجر"


# --- What others see of it ---------------------------------------------------------


def test_a_comparison_tells_pictures_and_attachments_in_words(client):
    valley = described(caption="The valley", credit="N. Arden")
    bridge = described("maroon", alt="A bridge")
    programme = taken(document())
    edition = factories.draft(lead=str(valley.uuid))
    changed = factories.content(
        lead=str(bridge.uuid),
        attachments=chosen(programme),
        body="The first paragraph.",
    )
    factories.do("save", edition, "rhea", content=changed)
    html = client_of(
        client, "dara", f"/admin/publications/edition/{edition.pk}/compare/"
    )
    lead = html.split("<h2>Lead picture</h2>")[1].split("</section>")[0]
    for words in ("valley", "The valley", "N. Arden", "bridge", bridge.digest[:12]):
        assert words in lead, words
    beside = html.split("<h2>Attachments</h2>")[1].split("</section>")[0]
    assert "</span>Programme (PDF, English, " in beside.split("<ins>")[1]


def test_a_comparison_tells_words_that_the_library_mended(client):
    picture = described()
    body = f"Words.\n\n![](image:{picture.uuid})"
    edition = factories.draft(body=body)
    picture.words.update(alt="A valley at dusk")
    factories.do("save", edition, "rhea", content=factories.content(body=body))
    html = client_of(
        client, "dara", f"/admin/publications/edition/{edition.pk}/compare/"
    )
    assert "<h2>Body</h2>" not in html
    told = html.split("<h2>Pictures in the text</h2>")[1].split("</section>")[0]
    assert "</span>dawn</del><ins>" in told and "</span>dusk</ins>" in told


def test_whoever_approves_is_told_that_the_library_has_other_words_by_now(client):
    picture = described()
    edition = factories.in_review(lead=str(picture.uuid))
    told = "The library has other words by now"
    sign_in(client, "rhea")
    assert told not in shown(client, edition)
    picture.words.update(alt="A valley at dusk")
    assert told in shown(client, edition)
    press(client, edition)
    assert told not in shown(client, edition)


def test_whoever_reads_and_approves_sees_lead_picture_and_attachments(client):
    picture = described(caption="The valley", credit="N. Arden")
    files = taken(document())
    edition = factories.in_review(lead=str(picture.uuid), attachments=chosen(files))
    for name, path in (
        ("orla", address(edition)),
        ("rhea", f"/admin/publications/edition/{edition.pk}/preview/"),
    ):
        html = client_of(client, name, path)
        for words in (
            'alt="A valley at dawn"',
            "The valley",
            'Photo: <span dir="auto">N. Arden</span>',
            "Programme",
            files.get_absolute_url(),
        ):
            assert words in html, (path, words)


def client_of(client, name, path):
    return sign_in(client, name).get(path).content.decode()
