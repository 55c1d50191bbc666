"""One attachment's page: title, language, transcript, where used, removed."""

import pytest

from publications import workflow
from publications.models import Attachment, AuditEntry
from tests import factories
from tests.people import person

from .test_library import recording
from .test_library_adding import kept

pytestmark = pytest.mark.django_db


def address(file, page="change"):
    return f"/admin/publications/attachment/{file.pk}/{page}/"


@pytest.fixture
def dara(client):
    client.force_login(person("dara"))
    return client


def press(client, file, **changes):
    data = {"title": file.title, "language": file.language, "transcript": ""}
    return client.post(address(file), {**data, **changes}, follow=True)


def shown(client, file):
    answer = client.get(address(file))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_what_is_known(dara):
    html = shown(dara, recording())
    for told in ("MP3", "2.4\xa0MB", "12:05", "Dara", "(mission)", "Nowhere yet."):
        assert told in html
    assert "A recording needs a transcript (WCAG 1.2.1)" in html


def test_title_language_and_transcript_are_kept_and_on_the_record(dara):
    file = recording()
    words = "Ladies and gentlemen,\r\n\r\nwe meet at the Halm."
    answer = press(dara, file, title="Allocution", language="fr", transcript=words)
    assert "needs a transcript" not in answer.content.decode()
    file.refresh_from_db()
    assert (file.title, file.language) == ("Allocution", "fr")
    assert file.transcript == "Ladies and gentlemen,\n\nwe meet at the Halm."
    assert "we meet at the Halm" in AuditEntry.objects.get(act="keep").details


def test_a_recording_without_a_transcript_is_kept_with_a_warning(dara):
    answer = press(dara, recording(), title="Remarks")
    assert "A recording needs a transcript" in answer.content.decode()
    assert Attachment.objects.get().title == "Remarks"


def test_a_document_has_none(dara):
    file = recording(extension="pdf", mime="application/pdf", seconds=None)
    html = shown(dara, file)
    assert "transcript" not in html
    assert press(dara, file).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "This field is required."),
        ("title", "cod\u202efdp", "U+202E"),
        ("language", "xx", "Select a valid choice."),
        ("transcript", "a\x0bb", "U+000B"),
    ],
)
def test_what_cant_be_kept_is_said_at_its_field(dara, field, value, sentence):
    file = recording()
    answer = press(dara, file, **{field: value})
    assert sentence in answer.content.decode()
    assert Attachment.objects.get().title == "Speech"


def test_where_it_is_used_as_far_as_the_person_may_see(client):
    file = factories.attachment()
    factories.draft(title="For all", attachments=(str(file.uuid),))
    secret = factories.draft(title="A secret", attachments=(str(file.uuid),))
    workflow.limit(secret, by=person("dara"))
    client.force_login(person("rhea"))
    html = shown(client, file)
    assert "For all" in html
    assert "A secret" not in html
    assert "And 1 text that you may not see." in html


def test_what_no_text_has_is_removed_and_what_one_has_stays(
    dara, django_capture_on_commit_callbacks
):
    before = kept()
    unused = factories.attachment()
    with django_capture_on_commit_callbacks(execute=True):
        dara.post(address(unused, "delete"), {"post": "yes"})
    assert not Attachment.objects.exists()
    assert kept() == before
    used = factories.attachment()
    factories.discarded(attachments=(str(used.uuid),))
    assert "/delete/" not in shown(dara, used)
    answer = dara.post(address(used, "delete"), {"post": "yes"}, follow=True)
    assert "A text uses it, or did: it stays." in answer.content.decode()
    assert Attachment.objects.get() == used


@pytest.mark.parametrize("page", ["change", "delete"])
@pytest.mark.parametrize("name", ["hugo", "orla", "stella", "admin"])
def test_others_change_nothing(client, name, page):
    file = recording()
    client.force_login(person(name))
    for ask in (client.get, client.post):
        assert ask(address(file, page), {"post": "yes"}).status_code == 403
    assert Attachment.objects.get() == file
