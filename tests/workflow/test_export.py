"""The bundle of a publication: what is in it, and who may have it."""

import hashlib
import io
import json
import re
import subprocess
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.utils import translation

from publications import workflow
from publications.models import (
    ArchiveBatch,
    ArchivedCopy,
    ArchivedText,
    AuditEntry,
    Edition,
    Placement,
    Rendering,
    Revision,
    guards,
)
from publications.workflow import bundle_check, export
from publications.workflow.export import facts, forms
from tests import factories
from tests.bundles import eventful, exported, faults, name_of, packed, unpacked
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return eventful()


@pytest.fixture
def files(edition) -> dict[str, bytes]:
    return unpacked(exported(edition))


# --- What is in it


def test_a_bundle_is_whole_and_counts_what_it_holds(edition):
    counted = {}
    data = exported(edition)
    assert not list(bundle_check.faults(io.BytesIO(data), counted))
    own = AuditEntry.objects.filter(publication=edition.text.publication.uuid)
    assert counted == {
        "files": len(unpacked(data)) - 1,
        "entries": own.count() - 1,  # without the export's own
        "revisions": 4,
        "releases": 2,
    }


def test_every_edition_and_revision_is_there_in_three_forms(edition, files):
    for revision in Revision.objects.select_related("edition__text"):
        folder = forms.folder(revision.edition.text.language, revision.edition.uuid)
        assert f"{folder}edition.json" in files
        for extension in ("html", "json", "md"):
            assert f"{folder}revision-{revision.number}.{extension}" in files


def test_facts_beside_the_text_are_there(edition, files):
    publication = json.loads(files["publication.json"])
    assert publication["placements"][0]["outlet"] == "The Kaldar Herald"
    assert publication["texts"][0]["addresses"] == [edition.revision.address.slug]
    first = Edition.objects.order_by("pk").first()
    told = json.loads(files[f"{forms.folder('en', first.uuid)}edition.json"])
    assert told["remarks"][0]["body"] == "Shorter, please."
    assert told["approvals"][0]["name"] == "Rhea"
    assert told["live_until"] and told["number"] == 1
    second = json.loads(files[f"{forms.folder('en', edition.uuid)}edition.json"])
    assert (second["change"], second["public_note"]) == (
        "correction",
        "A word was wrong.",
    )


def test_where_it_appeared_is_told_whole_with_the_copies(edition, files):
    told = json.loads(files["publication.json"])
    first, reprint = told["placements"]
    model = {field.name for field in Placement._meta.concrete_fields}
    assert model - {"id", "publication"} <= reprint.keys()
    assert first["copies"] == []
    assert (reprint["headline"], reprint["errors"], reprint["exclusive_until"]) == (
        "Rivers",
        "A wrong name.",
        "2027-02-01",
    )
    copy = reprint["copies"][0]
    data = files[f"copies/{copy['uuid']}"]
    assert data == b"%PDF-1.7 a page"
    assert (copy["name"], copy["size"]) == ("page.pdf", len(data))
    assert copy["digest"] == hashlib.sha256(data).hexdigest()


def test_what_the_publication_belongs_to_is_told(files):
    told = json.loads(files["publication.json"])
    assert (told["topics"], told["series"]) == (["water"], "letters")
    assert told["texts"][0]["former_addresses"] == ["/old/12.html"]
    assert told["texts"][0]["archived"] == []


def test_that_a_text_came_from_a_former_site_is_told(edition):
    at = datetime(2027, 1, 1, tzinfo=UTC)
    batch = ArchiveBatch.objects.create(
        name="Former site", taken_in_at=at, taken_in_by=person("dara")
    )
    ArchivedText.objects.create(
        batch=batch, text=edition.text, public_since=date(2012, 3, 4), file="12.md"
    )
    data = exported(edition)
    assert not faults(data)
    archived = json.loads(unpacked(data)["publication.json"])["texts"][0]["archived"]
    assert [(a["name"], a["public_since"], a["file"]) for a in archived] == [
        ("Former site", "2012-03-04", "12.md")
    ]


def test_what_a_speech_and_a_statement_say_of_themselves_is_in_every_form():
    told = {"event": "Opening of the library", "fidelity": "drafted", "issuer": "G7"}
    edition = factories.draft(kind="speech", **told)
    data = exported(edition)
    files = unpacked(data)
    assert not faults(data)
    content = json.loads(files[name_of(files, "revision-1.json")])["content"]
    assert {name: content[name] for name in told} == told
    html = files[name_of(files, "revision-1.html")].decode()
    for words in ("Opening of the library", "G7", "check against delivery"):
        assert words in html
    assert 'event: "Opening of the library"' in (
        files[name_of(files, "revision-1.md")].decode()
    )


def test_a_copy_whose_file_is_gone_stops_the_export(edition):
    copy = ArchivedCopy.objects.get()
    copy.file.storage.delete(copy.file.name)
    with pytest.raises(workflow.NotPossible, match=r"page\.pdf"):
        exported(edition)


def test_a_picture_is_there_and_shown_from_the_bundle(edition, files):
    name = name_of(files, "", "media/")
    first = Edition.objects.order_by("pk").first()
    html = files[f"{forms.folder('en', first.uuid)}revision-1.html"].decode()
    assert f'<img src="../../{name}"' in html
    digest = json.loads(files["publication.json"])["images"][0]["digest"]
    assert hashlib.sha256(files[name]).hexdigest() == digest


def test_a_document_stands_alone_in_its_language(files):
    html = files[name_of(files, "revision-0.html", "text-ar/")].decode()
    assert '<html lang="ar" dir="rtl">' in html
    html = files[name_of(files, "revision-1.html")].decode()
    assert "<h1>Two Rivers, One Valley</h1>" in html
    assert "Ms. Ada Venn, Ambassador Extraordinary" in html
    assert "<em>words</em>" in html
    assert "At that time: Superseded." in html


def test_whatever_language_the_exporter_reads_each_document_keeps_its_own(
    edition, monkeypatch
):
    def told(words: str) -> str:
        return f"({translation.get_language()}) {words}"

    monkeypatch.setattr(facts, "_", told)
    with translation.override("fr"):
        files = unpacked(exported(edition))
    assert b"<p>(en) Exported" in files[name_of(files, "revision-1.html")]
    assert b"<p>(ar) Exported" in files[name_of(files, "-0.html", "text-ar/")]


def test_markdown_is_the_body_as_it_was_written_under_its_front_matter(files):
    text = files[name_of(files, "revision-1.md")].decode()
    front, body = text.removeprefix("---\n").split("\n---\n\n")
    told = {}
    for line in front.splitlines():
        name, value = line.split(": ", 1)
        told[name] = json.loads(value)
    revision = json.loads(files[name_of(files, "revision-1.json")])
    assert told["title"] == "Two Rivers, One Valley"
    assert told["bylines"][0].startswith("Ms. Ada Venn, Ambassador")
    assert (told["revision"], told["digest"]) == (1, revision["digest"])
    assert body == revision["content"]["body"] + "\n"


def test_an_embargo_ahead_stands_above_every_form():
    draft = factories.draft()
    workflow.set_embargo(draft, factories.soon(600), by=person("petra"))
    files = unpacked(exported(draft))
    line = f"Embargo until {factories.soon(600):%Y-%m-%d %H:%M} UTC"
    for ending in ("revision-1.html", "revision-1.md", "revision-1.json"):
        assert line in files[name_of(files, ending)].decode()
    assert not faults(exported(draft))


def test_markup_in_a_title_is_words():
    title = "Bread <script>alert(1)</script> & “Salt” {title}"
    files = unpacked(exported(factories.draft(title=title)))
    html = files[name_of(files, ".html")].decode()
    assert (
        "<h1>Bread &lt;script&gt;alert(1)&lt;/script&gt; &amp; “Salt” {title}" in html
    )
    assert "<script" not in html


def test_two_exports_differ_in_nothing_but_their_own_moment(edition, monkeypatch):
    at = datetime(2031, 5, 1, 10, 30, tzinfo=UTC)
    monkeypatch.setattr(export.clock, "database_now", lambda: at)
    first, second = unpacked(exported(edition)), unpacked(exported(edition))
    different = {name for name in first if first[name] != second[name]}
    # The first export is an act that the second one tells of.
    assert different == {"acts.jsonl", "manifest.json", "SHA256SUMS"}


def test_names_are_safe_on_every_system(files):
    for name in files:
        assert re.fullmatch(r"[A-Za-z0-9./-]+", name)
        assert len(name) < 120
    assert len({name.lower() for name in files}) == len(files)


def test_the_system_s_own_tools_check_the_list(edition, tmp_path):
    with zipfile.ZipFile(io.BytesIO(exported(edition))) as archive:
        archive.extractall(tmp_path)
    run = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=tmp_path,
        check=False,
    )
    assert run.returncode == 0


def test_the_bundle_s_own_digest_is_on_the_record(edition):
    data = exported(edition)
    entry = AuditEntry.objects.last()
    assert (entry.act, entry.publication) == ("export", edition.text.publication.uuid)
    assert json.loads(entry.details)["sha256"] == hashlib.sha256(data).hexdigest()


def test_a_picture_whose_file_is_gone_stops_the_export(edition):
    image = edition.text.editions.first().revisions.first().image_uses.get().image
    before = AuditEntry.objects.count()
    name = image.file.name
    image.file.storage.delete(name)
    out = io.BytesIO()
    with pytest.raises(workflow.NotPossible, match=r"valley\.png"):
        export.bundle(edition.text.publication, by=person("petra"), out=out)
    assert AuditEntry.objects.count() == before
    assert not zipfile.is_zipfile(out), "what was begun must not look finished"


def test_what_the_stored_rendering_was_made_into_is_found_out(edition):
    with guards.lifted(connection):
        Rendering.objects.filter(revision=edition.revision).update(html="<p>No.</p>")
    assert any(
        "revision-1.html shows otherwise" in f for f in faults(exported(edition))
    )


def test_what_an_older_renderer_made_is_no_fault_but_its_frame_is_looked_at(edition):
    with guards.lifted(connection):
        Rendering.objects.update(html="<p>Old.</p>", renderer=0)
    files = unpacked(exported(edition))
    assert not faults(packed(files))
    name = name_of(files, "revision-1.html")
    forged = files[name].replace(b"Two Rivers", b"Ten Rivers")
    assert faults(packed({**files, name: forged})) == [
        f"{name} shows otherwise what was saved."
    ]


# --- Who may have it


@pytest.mark.parametrize("name", ["dara", "tomas", "rhea", "stella", "admin"])
def test_who_may_not_read_the_record_gets_nothing(name):
    draft = factories.draft()
    out = io.BytesIO()
    with pytest.raises(workflow.NotPermitted):
        export.bundle(draft.text.publication, by=person(name), out=out)
    assert not out.getvalue()


@pytest.mark.parametrize("name", ["petra", "hugo", "orla"])
def test_who_reads_the_record_may_export_it(name):
    assert not faults(exported(factories.draft(), by=name))


def test_who_is_not_in_the_circle_gets_nothing():
    draft = factories.draft()
    workflow.limit(draft, by=person("dara"), accounts=[person("hugo")])
    with pytest.raises(workflow.NotPermitted, match="limited circle"):
        exported(draft, by="petra")
    assert not faults(exported(draft, by="hugo"))
    assert not faults(exported(draft, by=None))


@pytest.mark.django_db(transaction=True)
def test_that_somebody_was_refused_is_on_the_record():
    draft = factories.draft()
    with pytest.raises(workflow.NotPermitted):
        exported(draft, by="dara")
    entry = AuditEntry.objects.last()
    assert (entry.act, entry.publication) == ("refused", draft.text.publication.uuid)
    assert json.loads(entry.details) == {"refused": "export"}
    assert not faults(exported(draft))
