"""`manage.py import_text`: files, folders and standard input; what is told; faults."""

import io
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from publications.models import Edition, Person, Placement, Publication, Revision

pytestmark = pytest.mark.django_db

OP_ED = """Kaldar Courier presents an article, titled “Two Rivers, One Valley”, \
by Ms. Ada Venn, Ambassador Extraordinary and Plenipotentiary of Velmora to Tarsenia.

It is an honour to write to the readers of this newspaper in my second week.

In the past year alone, trade between us grew by a third. I mean to see it stays so.
"""


def run(*arguments):
    """Return what was told on both outputs, and the exit code."""
    out, err = io.StringIO(), io.StringIO()
    words = [str(argument) for argument in arguments]
    try:
        call_command("import_text", *words, stdout=out, stderr=err)
        code = 0
    except SystemExit as end:
        code = end.code
    except CommandError as error:
        err.write(str(error))
        code = 1
    return SimpleNamespace(out=out.getvalue(), err=err.getvalue(), code=code)


@pytest.fixture
def op_ed(tmp_path):
    path = tmp_path / "op-ed.txt"
    path.write_text(OP_ED, encoding="utf-8")
    return path


def test_an_op_ed_becomes_a_draft_and_says_what_was_recognised(op_ed):
    told = run(op_ed)
    assert told.code == 0
    edition = Edition.objects.get()
    revision = edition.revision
    assert edition.stage == "draft"
    assert revision.title == "Two Rivers, One Valley"
    assert revision.body.startswith("It is an honour")
    assert "presents" not in revision.body
    byline = revision.bylines.get()
    assert (byline.honorific, byline.name) == ("Ms.", "Ada Venn")
    assert byline.post.startswith("Ambassador Extraordinary")
    placement = Placement.objects.get()
    assert placement.outlet.name == "Kaldar Courier"
    assert placement.presenting_sentence.startswith("Kaldar Courier presents")
    assert placement.confirmed
    for words in (
        "Two Rivers, One Valley",
        "Ms. | Ada Venn | Ambassador",
        "Kaldar Courier",
        "English",
        "2 paragraphs, 35 words",
        str(edition.text.publication.uuid),
    ):
        assert words in told.out


def test_the_same_file_again_makes_nothing_new_whatever_its_encoding(op_ed, tmp_path):
    run(op_ed)
    other = tmp_path / "other.txt"
    other.write_bytes(OP_ED.replace("\n", "\r\n").encode("utf-16"))
    told = run(op_ed, other)
    assert told.code == 0
    assert told.out.count("nothing new") == 2
    assert str(Publication.objects.get().uuid) in told.out
    assert Revision.objects.count() == 1


def test_what_a_person_says_comes_before_what_the_text_says(op_ed):
    run(
        op_ed,
        "--title=Another title",
        "--author=Mr. Ben Holm, Counsellor of Velmora",
        "--outlet=Tarsenia Today",
        "--language=fr",
        "--kind=press-release",
        "--written-on=2026-04-18",
    )
    edition = Edition.objects.get()
    assert edition.revision.title == "Another title"
    assert edition.revision.byline == "Mr. Ben Holm, Counsellor of Velmora"
    assert edition.revision.written_on == date(2026, 4, 18)
    assert (edition.text.language, edition.text.publication.kind) == (
        "fr",
        "press_release",
    )
    assert Placement.objects.get().outlet.name == "Tarsenia Today"


def test_what_cannot_be_told_is_left_empty_and_said(tmp_path):
    path = tmp_path / "bare.txt"
    path.write_text(
        "It rained in the valley for nine days, and the river rose.\n\n"
        "On the tenth day we met on the bridge, as neighbours do, and began again.\n"
    )
    told = run(path)
    revision = Edition.objects.get().revision
    assert (revision.title, revision.byline) == ("", "")
    assert not Person.objects.exists()
    assert told.out.count("not recognised") >= 3


@pytest.mark.parametrize(
    "line",
    [
        "* starred",
        "# hashed",
        "1. numbered",
        "<script>alert(1)</script>",
        "    indented",
    ],
)
def test_plain_text_appears_exactly_as_it_was_written(tmp_path, line):
    path = tmp_path / "plain.txt"
    path.write_text(f"The first paragraph stands here.\n\n{line}\n\nThe last one.\n")
    run(path)
    html = Revision.objects.get().rendering.html
    shown = line.strip().replace("<", "&lt;").replace(">", "&gt;")
    assert shown in html
    for tag in ("<li", "<h2", "<script", "<pre", "<code", "<em"):
        assert tag not in html


def test_markdown_is_read_as_markdown(tmp_path):
    path = tmp_path / "text.md"
    path.write_text("# A title\n\nSome **bold** words.\n\n- one\n- two\n")
    run(path)
    revision = Revision.objects.get()
    assert revision.title == "A title"
    assert "<strong>bold</strong>" in revision.rendering.html
    assert revision.rendering.html.count("<li>") == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG"),
        (b"A text\0with NUL.", "NUL"),
        (b"a" * (50 * 1024 * 1024), "2 MB"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_stores_nothing(tmp_path, data, sentence):
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    told = run(path)
    assert told.code == 1
    assert sentence in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert not Publication.objects.exists()


def test_a_missing_file_and_an_empty_folder_are_said_in_words(tmp_path, op_ed):
    assert "no such file" in run(tmp_path / "missing.txt").err
    empty = tmp_path / "empty"
    empty.mkdir()
    told = run(empty)
    assert (told.code, "no file in this folder" in told.err) == (1, True)
    told = run(op_ed, "--by=nobody")
    assert (told.code, "no account" in told.err) == (1, True)
    assert not Publication.objects.exists()


def test_a_folder_goes_on_after_a_bad_file_and_ends_with_a_count(tmp_path):
    for n in range(205):
        text = OP_ED.replace("Two Rivers", f"Valley {n}")
        (tmp_path / f"{n:03}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "100.txt").write_bytes(b"\0")
    told = run(tmp_path)
    assert told.code == 1
    assert "100 of 205" in told.out
    assert "200 of 205" in told.out
    assert told.out.strip().endswith("204 imported, 0 held already, 1 failed.")
    assert told.err.count("100.txt") == 1
    assert Publication.objects.count() == 204
    assert Person.objects.count() == 1


def test_standard_input_is_a_file_like_any_other(monkeypatch):
    stdin = SimpleNamespace(buffer=io.BytesIO(OP_ED.encode("gb18030")))
    monkeypatch.setattr("sys.stdin", stdin)
    assert run("-").code == 0
    assert Revision.objects.get().title == "Two Rivers, One Valley"
