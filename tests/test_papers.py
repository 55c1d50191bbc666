"""Editions on paper: what is in a PDF, what is never opened for one, made once.

Each rendering takes a second: what can be asked of one sheet is asked of one.
"""

import io
import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pypdf import PdfReader

from publications import clock, paper, papers
from publications.models import Edition, Paper, guards
from tests import factories

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 6, 7, 30, tzinfo=UTC)
needs_pango = pytest.mark.usefixtures("pango")


@pytest.fixture
def pango():
    """Where a machine has none, only CI may not go on without."""
    if lacking := paper.lacking():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no {lacking} here")


def to_read(edition):
    return Edition.objects.filter(pk=edition.pk).to_read().get()


def pdf_of(edition):
    papers.make(to_read(edition))
    with Paper.objects.get(edition=edition).file.open("rb") as file:
        return PdfReader(io.BytesIO(file.read()))


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.fixture
def sheets(monkeypatch):
    """What was to be laid out, without the work."""
    laid_out = []

    def made(html, _style, _address, files):
        laid_out.append((html, files))
        return b"%PDF-1.7 sheet " + str(len(laid_out)).encode()

    monkeypatch.setattr(papers.paper, "made", made)
    return laid_out


@needs_pango
def test_it_has_what_the_page_has_in_order_and_says_where_it_stands(settings):
    picture = factories.described(factories.picture(), caption="A valley", credit="L.")
    recording = factories.attachment(title="The speech")
    edition = factories.recorded(
        MAY,
        slug="rivers",
        subtitle="On water",
        summary="A summary.",
        body=(
            "It begins.[^1]\n\n## A part\n\n"
            f"![](image:{picture.uuid})\n\n"
            "| Year | Ships |\n|---|---|\n| 2025 | 412 |\n\nIt ends.\n\n[^1]: A note."
        ),
        attachments=(str(recording.uuid),),
    )
    pdf = pdf_of(edition)
    words = words_of(pdf)
    in_order = (
        *("Embassy of Velmora", "Op-ed", "Two Rivers, One Valley", "On water"),
        *("Ms. Ada Venn", factories.VENN.post, "6 May 2026", "(UTC)", "A summary."),
        *("It begins.", "A part", "A valley", "Photo: L.", "Year Ships", "2025 412"),
        *("It ends.", "A note.", "Attachments", "The speech", "Edition 1, 6 May 2026"),
        edition.revision.digest,
    )
    places = [words.find(part) for part in in_order]
    assert -1 not in places, in_order[places.index(-1)]
    assert places == sorted(places)
    address = f"{settings.SITE_URL}/en/2026/rivers/"
    for number, page in enumerate(pdf.pages, start=1):
        foot = " ".join(page.extract_text().split())
        assert address in foot and f"{number} / {len(pdf.pages)}" in foot
    assert f"{address}editions/1/" in words
    # The link to the print-size file is nothing on paper.
    assert "pixels" not in words


@needs_pango
def test_it_is_tagged_for_whoever_reads_by_ear():
    """PDF/UA, with the decorative picture kept out of what is announced."""
    told = factories.described(factories.picture(), "ar", alt="نهر")
    silent = factories.described(
        factories.picture("teal"), "ar", decorative=True, alt=""
    )
    body = f"مرحبا بكم\n\n![](image:{told.uuid})\n\n![](image:{silent.uuid})"
    edition = factories.released(language="ar", title="نهران وواد واحد", body=body)
    pdf = pdf_of(edition)
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "ar"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert pdf.metadata.title == "نهران وواد واحد"
    assert pdf.metadata.author == "Ada Venn"
    # Letters are shaped on the sheet, and still the same letters to a reader.
    assert "مرحبا" in words_of(pdf) or "ابحرم" in words_of(pdf)
    tags = list(elements(root["/StructTreeRoot"]))
    assert "/H1" in [tag["/S"] for tag in tags]
    assert [tag["/Alt"] for tag in tags if tag["/S"] == "/Figure"] == ["نهر"]


def elements(node):
    """Every element of the tree of tags."""
    for child in node.get("/K", []):
        child = child.get_object()
        if isinstance(child, dict) and "/S" in child:
            yield child
            yield from elements(child)


@needs_pango
def test_nothing_is_opened_that_it_was_not_given(tmp_path, caplog):
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    asked = ("http://127.0.0.1:9/a.png", secret.as_uri(), "/given.svg", "/other.svg")
    html = "".join(f'<img alt="x" src="{address}">' for address in asked)
    page = f'<!doctype html><html lang="en"><title>A</title><body>{html}'
    given = {"https://press.example/given.svg": secret.read_bytes()}
    style = f'@import url("{secret.as_uri()}"); p {{ color: red }}'
    pdf = paper.made(page, style, "https://press.example/en/", given)
    assert pdf.startswith(b"%PDF-")
    refused = [line for line in caplog.messages if "not a file of this text" in line]
    assert len(refused) == 4
    assert not any("given.svg" in line for line in refused)


def test_it_may_open_the_emblem_and_its_own_pictures_alone(sheets):
    mine = factories.described(factories.picture())
    theirs = factories.described(factories.picture("teal"))
    factories.released(body=f"![](image:{theirs.uuid})", title="Another")
    edition = factories.released(body=f"![](image:{mine.uuid})")
    html = edition.revision.rendering.html
    edition.revision.rendering.html = html + html.replace(
        str(mine.uuid), str(theirs.uuid)
    )
    with guards.lifted(connection):
        edition.revision.rendering.save()
    papers.make(to_read(edition))
    ((page, files),) = sheets
    assert str(theirs.uuid) in page
    emblem, picture = sorted(files)
    assert "/emblem." in emblem and str(mine.uuid) in picture


def test_too_much_is_given_up_and_says_so(monkeypatch):
    monkeypatch.setattr(paper.confined, "SECONDS", 0.01)
    edition = to_read(factories.released())
    with pytest.raises(paper.Failed, match="not done within"):
        papers.make(edition)
    # Whoever comes next may try.
    assert Paper.objects.get().claimed_until <= clock.database_now()
    assert not Paper.objects.get().file


def test_it_is_made_once(sheets):
    edition = to_read(factories.released())
    papers.make(edition)
    before = Paper.objects.values().get()
    papers.make(edition)
    assert len(sheets) == 1 and Paper.objects.values().get() == before


def test_two_workers_never_make_the_same_one(sheets, monkeypatch):
    edition = to_read(factories.released())
    refused = []
    make = papers.paper.made

    def meanwhile(*page):
        with pytest.raises(papers.NotReady):
            papers.make(edition)
        refused.append(True)
        return make(*page)

    monkeypatch.setattr(papers.paper, "made", meanwhile)
    papers.make(edition)
    assert refused == [True] and len(sheets) == 1


def test_what_a_killed_worker_began_is_made_by_another(sheets):
    edition = to_read(factories.released())
    now = clock.database_now()
    row = Paper.objects.create(edition=edition, claimed_until=now + papers.LEASE)
    with pytest.raises(papers.NotReady):
        papers.make(edition)
    Paper.objects.filter(pk=row.pk).update(claimed_until=now - timedelta(seconds=1))
    papers.make(edition)
    assert Paper.objects.get().digest


def test_whose_lease_ran_out_leaves_the_file_of_the_other(sheets, monkeypatch):
    edition = to_read(factories.released())
    make = papers.paper.made

    def slowly(*page):
        monkeypatch.setattr(papers.paper, "made", make)
        past = clock.database_now() - timedelta(seconds=1)
        Paper.objects.update(claimed_until=past)
        papers.make(edition)
        return make(*page)

    monkeypatch.setattr(papers.paper, "made", slowly)
    papers.make(edition)
    row = Paper.objects.get()
    with row.file.open("rb") as file:
        assert file.read() == b"%PDF-1.7 sheet 1"
    folder, name = row.file.name.rsplit("/", 1)
    assert row.file.storage.listdir(folder)[1] == [name]


def test_a_text_taken_down_has_a_new_sheet_that_says_so(sheets):
    edition = to_read(factories.withdrawn())
    papers.make(edition)
    row = Paper.objects.get()
    assert row.withdrawal == edition.withdrawals.get()
    assert "This text was withdrawn on" in sheets[-1][0]
    assert "It was wrong." in sheets[-1][0]
    # And where it was made before, in place of that one.
    Paper.objects.update(withdrawal=None)
    papers.make(edition)
    assert Paper.objects.get().withdrawal == edition.withdrawals.get()
    assert not row.file.storage.exists(row.file.name)


def test_a_correction_is_told(sheets):
    first = factories.released()
    told = {"change": "correction", "public_note": "The year was put right."}
    second = factories.do("release", factories.new_edition(first), "petra", **told)
    for edition in (second, first):
        papers.make(to_read(edition))
    assert "The year was put right." in sheets[0][0]
    assert "The year was put right." not in sheets[1][0]


def test_older_editions_are_had_made_some_at_a_time(sheets, capsys, monkeypatch):
    monkeypatch.setattr(paper, "lacking", lambda: "")
    for number in range(3):
        factories.released(title=f"A text {number}")
    factories.scheduled(title="Not yet")
    call_command("make_papers", most=2)
    assert "2 made, 1 left." in capsys.readouterr().out
    Paper.objects.filter(pk=Paper.objects.first().pk).update(renderer=0)
    call_command("make_papers")
    assert "2 made, 0 left." in capsys.readouterr().out
    assert len(sheets) == 4 and Paper.objects.count() == 3


def test_where_something_is_missing_the_command_says_what(monkeypatch):
    monkeypatch.setattr(paper, "lacking", lambda: "libpango")
    with pytest.raises(CommandError, match="libpango is missing"):
        call_command("make_papers")
