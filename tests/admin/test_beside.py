"""The pages beside a text's own: preview, comparison, remarks, its record."""

import pytest

from publications import workflow
from publications.models import AuditEntry
from tests import factories
from tests.admin.acting import sign_in
from tests.people import person

pytestmark = pytest.mark.django_db


def test_a_preview_is_in_the_language_and_direction_of_its_readers(client):
    edition = factories.approved(language="ar", title="نهران")
    sign_in(client, "petra")
    answer = client.get(f"/admin/publications/edition/{edition.pk}/preview/")
    html = answer.content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert answer.headers["Content-Language"] == "ar"
    assert 'href="/ar/"' in html
    assert "Skip to the content" not in html
    line = html[html.index('<aside class="preview-line"') :].split("</aside>")[0]
    assert 'lang="en" dir="ltr"' in line
    assert "Approved" in line
    assert "Back to the desk" in line
    # Nothing of it stays for the page after.
    assert '<html lang="en"' in client.get("/admin/").content.decode()


def test_a_preview_that_was_opened_is_on_the_record(client):
    edition = factories.draft()
    path = f"/admin/publications/edition/{edition.pk}/preview/"
    html = sign_in(client, "rhea").get(path).content.decode()
    assert "The second paragraph." in html
    assert "noindex" in html
    entry = AuditEntry.objects.get(act="preview")
    assert (entry.actor, entry.digest) == (person("rhea").pk, edition.revision.digest)


def test_two_wordings_are_compared(client):
    edition = factories.draft(body="The river is wide.")
    content = factories.content(body="The river is deep.")
    factories.do("save", edition, "dara", content=content)
    path = f"/admin/publications/edition/{edition.pk}/compare/"
    html = sign_in(client, "rhea").get(path).content.decode()
    assert "</span>wide" in html
    assert "</span>deep" in html
    other = factories.draft(title="Another text")
    assert client.get(f"{path}?with={other.revision_id}").status_code == 404
    assert client.get(f"{path}?with=nonsense").status_code == 404


def test_remarks_are_made_answered_and_settled(client):
    edition = factories.in_review()
    base = f"/admin/publications/edition/{edition.pk}"
    sign_in(client, "rhea")
    typed = {"body": "Which bank?", "quotation": "The second paragraph."}
    assert client.post(f"{base}/remarks/", typed).status_code == 302
    refused = client.post(f"{base}/remarks/", {"body": "B", "quotation": "not there"})
    assert refused.status_code == 409
    assert "not there" in refused.content.decode()
    thread = edition.remarks.get()
    sign_in(client, "dara")
    answer = {"body": "The left one.", "answers": thread.pk}
    for path, sent, told in (
        ("remarks/", {"body": "A third."}, "Your remark was added."),
        ("remarks/", answer, "Your answer was added."),
        (f"remarks/{thread.pk}/resolve/", {}, "The remark is settled."),
    ):
        shown = client.post(f"{base}/{path}", sent, follow=True).content.decode()
        assert told in shown
    html = client.get(f"{base}/change/").content.decode()
    for words in ("Which bank?", "The left one.", "Settled by"):
        assert words in html


def test_the_record_of_a_publication_is_exported(client):
    edition = factories.released()
    path = f"/admin/publications/edition/{edition.pk}/export/"
    answer = sign_in(client, "orla").post(path)
    assert answer.headers["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert AuditEntry.objects.filter(act="export").exists()
    assert sign_in(client, "rhea").post(path).status_code == 403


def test_a_preview_shows_what_readers_will_be_told_beside_the_text(client):
    edition = factories.in_review(
        kind="speech",
        event="Opening of the library",
        fidelity="drafted",
        signatories=(
            workflow.Signatory("Ada Venn", "Ms.", "Envoy", "speaker"),
            workflow.Signatory("Ben Holm", role="speaker", capacity="personal"),
            workflow.Signatory("Tom Ask", role="translator"),
        ),
    )
    sign_in(client, "rhea")
    base = f"/admin/publications/edition/{edition.pk}"
    for path, name in ((f"{base}/preview/", "rhea"), (f"{base}/change/", "orla")):
        sign_in(client, name)
        html = client.get(path).content.decode()
        for words in (
            *("Opening of the library", "check against delivery"),
            *(
                "Translated by",
                "Tom Ask",
                "<bdi>Ben Holm</bdi> writes here in a personal",
            ),
        ):
            assert words in html, (path, words)
