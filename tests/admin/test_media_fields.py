"""Lead picture, pictures and attachments on the writing page, without any script."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from publications.models import Attachment, Edition, Image
from tests import factories
from tests.attachments import samples
from tests.form_fields import fields
from tests.images.pictures import png

from .media_sent import chosen, content_of, described, document, photo, recording, taken
from .test_editions import ADD, address, press, shown, sign_in, typed

pytestmark = pytest.mark.django_db


# --- Both are carried by the form --------------------------------------------------


def test_a_save_keeps_lead_picture_and_attachments(client):
    picture, programme = described(), taken(document())
    edition = factories.draft(lead=str(picture.uuid), attachments=chosen(programme))
    sign_in(client, "dara")
    press(client, edition)
    assert factories.again(edition).revision.number == 1  # nothing was typed
    press(client, edition, body="Other words.")
    content = content_of(edition)
    assert content.body == "Other words."
    assert (content.lead, content.attachments) == (
        str(picture.uuid),
        chosen(programme),
    )


def test_the_page_shows_what_is_chosen_and_what_is_said_of_it(client):
    picture = described(caption="The Saelin valley", credit="N. Arden")
    files = [taken(recording()), taken(document())]
    edition = factories.draft(lead=str(picture.uuid), attachments=chosen(*files))
    html = shown(sign_in(client, "dara"), edition)
    for words in (
        picture.thumb_url,
        "A valley at dawn",
        "The Saelin valley",
        "Photo: N. Arden",
        "MP3, 254",
        "1:05, English",
        "No transcript yet",
        "PDF, 6",
    ):
        assert words in html, words
    assert html.index("Speech") < html.index("Programme")


def test_attachments_are_ordered_by_number_taken_away_and_added(client):
    one, two = taken(recording()), taken(document())
    three = taken(SimpleUploadedFile("Remarks.odt", samples.odt(), "application/x-odt"))
    edition = factories.draft(attachments=chosen(one, two))
    sign_in(client, "dara")
    press(
        client,
        edition,
        **{f"attachments-{one.uuid}": "2", f"attachments-{two.uuid}": "1"},
    )
    assert content_of(edition).attachments == chosen(two, one)
    press(
        client,
        edition,
        **{f"attachments-{two.uuid}-gone": "1", "attachments-add": str(three.uuid)},
    )
    assert content_of(edition).attachments == chosen(one, three)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("lead", "00000000-0000-4000-8000-000000000001", "This picture isn&#x27;t"),
        ("lead", "nonsense'; --", "This picture isn&#x27;t"),
        (
            "attachments-add",
            "00000000-0000-4000-8000-000000000001",
            "An attachment isn&#x27;t",
        ),
        ("attachments-add", "nonsense", "An attachment isn&#x27;t"),
        (
            "body",
            "Words.\n\n![](image:00000000-0000-4000-8000-000000000001)",
            "A picture in the text isn&#x27;t",
        ),
    ],
)
def test_what_the_library_does_not_have_is_said_at_its_field(
    client, field, value, sentence
):
    edition = factories.draft()
    answer = press(sign_in(client, "dara"), edition, title="Typed", **{field: value})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in html
    assert 'value="Typed"' in html
    assert factories.again(edition).revision.number == 1


def test_an_address_that_was_taken_meanwhile_is_said_at_its_field(client):
    factories.draft(slug="the-bridge")
    edition = factories.draft()
    answer = press(
        sign_in(client, "dara"), edition, slug="the-bridge", body="Typed long."
    )
    assert answer.status_code == 200
    assert "keeps it for ever" in answer.content.decode()
    assert "Typed long." in answer.content.decode()


def test_a_save_over_a_newer_save_keeps_the_picture_that_was_chosen(client):
    mine, theirs = described(), described("maroon")
    edition = factories.draft()
    sign_in(client, "dara")
    page = fields(shown(client, edition))
    factories.do(
        "save", edition, "rhea", content=factories.content(lead=str(theirs.uuid))
    )
    answer = client.post(
        address(edition), {**page, "lead": str(mine.uuid), "_save": ""}
    )
    assert answer.status_code == 409
    assert fields(answer.content.decode())["lead"] == str(mine.uuid)
    assert content_of(edition).lead == str(theirs.uuid)


# --- Uploaded right there ----------------------------------------------------------


def test_files_are_uploaded_with_a_new_text(client):
    sign_in(client, "dara").post(
        ADD,
        typed(
            new_lead=photo("lead.png", "maroon"),
            lead_alt="A red field.",
            new_pictures=[photo("one.png"), photo("two.png", "green")],
            new_attachments=[document(), recording()],
        ),
    )
    edition = Edition.objects.get()
    content = content_of(edition)
    lead = Image.objects.get(name="lead.png")
    one, two = Image.objects.get(name="one.png"), Image.objects.get(name="two.png")
    assert content.lead == str(lead.uuid)
    assert lead.words_in("en").alt == "A red field."
    assert content.body == (
        f"One.\n\nTwo.\n\n![](image:{one.uuid})\n\n![](image:{two.uuid})"
    )
    known = {str(a.uuid): a.title for a in Attachment.objects.all()}
    assert [known[uuid] for uuid in content.attachments] == ["Programme", "Speech"]
    assert {a.language for a in Attachment.objects.all()} == {"en"}


def test_a_file_stays_chosen_where_something_else_is_wrong(client):
    edition = factories.draft(language="ar")
    sign_in(client, "dara")
    answer = press(
        client, edition, slug="2026", new_lead=photo(), new_attachments=document()
    )
    html = answer.content.decode()
    assert factories.again(edition).revision.number == 1
    image, file = Image.objects.get(), Attachment.objects.get()
    again = fields(html)
    assert again["lead"] == str(image.uuid)
    assert image.thumb_url in html
    assert f"attachments-{file.uuid}" in again
    client.post(address(edition), {**again, "slug": "", "_save": ""})
    content = content_of(edition)
    assert (content.lead, content.attachments) == (str(image.uuid), chosen(file))
    assert file.language == "ar"


def test_a_refused_file_is_told_by_name_and_the_others_are_taken(client):
    edition = factories.draft()
    answer = press(
        sign_in(client, "dara"),
        edition,
        body="Typed long.",
        new_pictures=[
            SimpleUploadedFile("evil.html", b"<script>1</script>"),
            photo("good.png"),
            SimpleUploadedFile("\u202egnp.cut.png", photo().read()[:60]),
            SimpleUploadedFile("flood.png", png(20_000, 10_000)),  # 200 megapixels
        ],
        new_attachments=SimpleUploadedFile("a.exe", b"MZ" + bytes(100)),
    )
    html = answer.content.decode()
    assert "“evil.html”: This is not a picture" in html
    assert "“a.exe”: This is a program" in html
    assert html.count("cut.png”: ") == 1
    assert "“flood.png”: The picture has more than" in html
    assert "\u202e" not in html
    image = Image.objects.get()
    assert f"Typed long.\n\n![](image:{image.uuid})" in html
    assert not Attachment.objects.exists()
    assert factories.again(edition).revision.number == 1


def test_whoever_adds_no_pictures_is_not_asked_for_any(client):
    edition = factories.draft()
    html = shown(sign_in(client, "hugo"), edition)
    assert 'name="title"' in html
    for name in ("new_lead", "new_pictures", "new_attachments", "lead_alt"):
        assert f'name="{name}"' not in html
    answer = press(client, edition, new_lead=photo(), lead_alt="Forged")
    assert "does not include this" in answer.content.decode()
    assert not Image.objects.exists()


# --- Searching without script ------------------------------------------------------


def test_a_search_comes_back_with_all_that_was_typed_and_saves_nothing(client):
    described(alt="A ferry")
    valley = described("maroon")
    programme, speech = taken(document()), taken(recording())
    edition = factories.draft()
    sign_in(client, "dara")
    data = {**fields(shown(client, edition)), "find": "valley dawn", "body": "Typed."}
    html = client.post(address(edition), {**data, "_find": "1"}).content.decode()
    assert "Nothing of the text is saved yet" in html
    assert f'value="{valley.uuid}"' in html
    assert "A ferry" not in html.split('name="lead"')[1].split("</select>")[0]
    assert ">\nTyped.</textarea>" in html
    data = {**data, "find": "programme", "lead": str(valley.uuid)}
    html = client.post(address(edition), {**data, "_find": "1"}).content.decode()
    assert fields(html)["lead"] == str(valley.uuid)  # chosen before, still offered
    assert f'name="attachments-add" value="{programme.uuid}"' in html
    assert str(speech.uuid) not in html
    assert factories.again(edition).revision.number == 1


def test_the_enter_key_saves(client):
    """A browser presses the form's first button."""
    html = shown(sign_in(client, "dara"), factories.draft())
    form = html.split('id="edition_form"')[1]
    assert 'name="_save"' in form.split('type="submit"')[1]
