"""`manage.py import_archive`: a folder with a table, wholly taken in or not at all."""

import io
import os
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from publications import workflow
from publications.importing import archive
from publications.models import (
    ArchiveBatch,
    AuditEntry,
    Edition,
    FormerAddress,
    Person,
    Placement,
    Publication,
)
from publications.workflow import verify
from tests import factories
from tests.archives import folder, op_ed
from tests.people import person

pytestmark = pytest.mark.django_db

ROW = "{0}.txt,2019-05-0{0},/news/{0}.html,en,op-ed"
FILES = {f"{n}.txt": op_ed(f"Title {n}") for n in (1, 2)}


def run(*arguments):
    """Return what was told on both outputs, and the exit code."""
    out, err = io.StringIO(), io.StringIO()
    words = [str(argument) for argument in arguments]
    try:
        call_command("import_archive", *words, stdout=out, stderr=err)
        code = 0
    except SystemExit as end:
        code = end.code
    except CommandError as error:
        err.write(str(error))
        code = 1
    return SimpleNamespace(out=out.getvalue(), err=err.getvalue(), code=code)


@pytest.fixture
def two(tmp_path):
    return folder(tmp_path, ROW.format(1), ROW.format(2), files=FILES)


def nothing_is_stored():
    models = (ArchiveBatch, Publication, FormerAddress, Placement)
    return not any(model.objects.exists() for model in models)


def refused(path, line, sentence):
    """That the table at `path` has this one fault, and nothing is stored."""
    before = Publication.objects.count()
    told = run(path)
    assert told.code == 1
    assert told.err.splitlines()[:-1] == [f"line {line}: {sentence}"], told.err
    assert told.err.splitlines()[-1] == "Faults: 1. Nothing was stored."
    assert Publication.objects.count() == before
    return told


def test_an_archive_becomes_drafts_and_says_what_to_do_next(two):
    told = run(two, "--name", "Site of 2012")
    assert (told.code, told.err) == (0, "")
    batch = ArchiveBatch.objects.get()
    assert batch.name == "Site of 2012"
    first, second = Edition.objects.order_by("text")
    assert (first.title, first.stage) == ("Title 1", "draft")
    assert first.text.archived.public_since == date(2019, 5, 1)
    assert first.revision.written_on == date(2019, 5, 1)
    assert first.text.former_addresses.get().path == "/news/1.html"
    assert first.revision.bylines.get().person == second.revision.bylines.get().person
    assert Person.objects.get().names.get().display == "Ada Venn"
    for words in (
        "2 texts of 2019-05-01 to 2019-05-02",
        "“Site of 2012”",
        f"/admin/publications/archivebatch/{batch.pk}/change/",
        "Submit all",
        "Release all",
    ):
        assert words in told.out
    assert batch.taken_in_by.get_username() == "import"
    assert list(verify.faults({})) == []


def test_from_the_command_to_readers(two, client):
    run(two, "--by", person("dara").username)
    batch = ArchiveBatch.objects.get()
    assert client.get("/news/1.html").status_code == 404
    workflow.submit_batch(batch, by=person("dara"))
    workflow.approve_batch(batch, by=person("rhea"))
    assert client.get("/news/1.html").status_code == 404
    workflow.release_batch(batch, by=person("petra"))
    assert client.get("/news/1.html").headers["Location"] == "/en/2019/title-1/"
    assert client.get("/en/2019/title-1/").status_code == 200
    html = client.get("/en/op-eds/").content.decode()
    assert html.index("Title 2") < html.index("Title 1")
    assert "/en/2019/title-1/" in client.get("/sitemap-en-2019.xml").content.decode()
    assert list(verify.faults({})) == []


def test_the_folder_names_the_batch_and_the_table_may_stand_elsewhere(two, tmp_path):
    table = tmp_path.parent / f"{tmp_path.name}.csv"
    (tmp_path / "table.csv").rename(table)
    assert "can't be read" in run(two).err
    assert run(two, "--table", table).code == 0
    assert ArchiveBatch.objects.get().name == tmp_path.name


def test_the_table_says_title_author_and_outlet(tmp_path):
    files = {"sub/1.md": "# Another title\n\nWords of the text.\n"}
    path = folder(tmp_path, files=files)
    (path / "table.csv").write_text(
        "file;date;address;language;kind;title;author;outlet\n"
        "sub/1.md;2019-05-01;/1;fr;press-release;Le titre;Bo Lind, Envoy;Courier\n"
    )
    told = run(path)
    assert told.err == ""
    edition = Edition.objects.get()
    assert (edition.title, edition.text.language) == ("Le titre", "fr")
    assert edition.text.publication.kind == "press_release"
    assert edition.revision.bylines.get().name == "Bo Lind"
    assert Placement.objects.get().outlet.name == "Courier"


def test_check_stores_nothing(two):
    told = run(two, "--check")
    assert told.code == 0
    assert "2 texts: no fault was found, nothing was stored." in told.out
    assert nothing_is_stored()
    assert not AuditEntry.objects.exists()
    (two / "1.txt").unlink()
    assert run(two, "--check").code == 1


def test_the_same_rows_again_make_nothing_new_and_say_so(two):
    run(two, "--name", "First")
    told = run(two, "--name", "Second")
    assert (told.code, told.err) == (0, "")
    assert "Nothing new: all 2 texts are here already, in “First”" in told.out
    assert ArchiveBatch.objects.count() == 1
    assert Publication.objects.count() == 2


def test_a_table_with_old_rows_and_new_ones_says_which_are_old(two):
    run(two)
    (two / "3.txt").write_text(op_ed("Title 3"), "utf-8")
    folder(two, ROW.format(1), ROW.format(3))
    refused(two, 2, "This file was imported before.")


def test_a_file_imported_before_at_the_desk_is_told(two):
    call_command(
        "import_text", str(two / "2.txt"), "--kind", "op-ed", stdout=io.StringIO()
    )
    refused(two, 3, "This file was imported before.")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("../outside.txt", None, "There is no file “../outside.txt” in the folder."),
        ("/etc/hostname", None, "There is no file “/etc/hostname” in the folder."),
        ("absent.txt", None, "There is no file “absent.txt” in the folder."),
        ("a\0b.txt", None, "There is no file “a\0b.txt” in the folder."),
        ("x" * 400, None, f"There is no file “{'x' * 400}” in the folder."),
        (".", None, "There is no file “.” in the folder."),
        ("empty.txt", b" \n", "The file is empty."),
        ("big.txt", b"a" * (2 * 2**20 + 1), "The file is larger than 2 MB."),
    ],
)
def test_a_file_that_is_not_to_be_had_is_told(tmp_path, name, data, words):
    (tmp_path.parent / "outside.txt").write_text(op_ed("Outside"))
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "outside.txt").write_text(op_ed("Outside"))
    path = folder(inside, f"{name},2019-05-01,/1,en,op_ed")
    if data is not None:
        (path / name).write_bytes(data)
    refused(path, 2, words)


def test_unreadable_bytes_are_told(tmp_path):
    path = folder(tmp_path, ROW.format(1))
    (path / "1.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert "PNG" in run(path).err
    assert nothing_is_stored()


def test_links_lead_nowhere_outside_the_folder(tmp_path):
    path = folder(tmp_path / "in", files={"1.txt": op_ed("Title 1")})
    (tmp_path / "secret.txt").write_text(op_ed("Secret"))
    (path / "out.txt").symlink_to(tmp_path / "secret.txt")
    (path / "circle.txt").symlink_to(path / "circle.txt")
    (path / "within.txt").symlink_to(path / "1.txt")
    os.mkfifo(path / "pipe.txt")
    for name in ("out.txt", "circle.txt", "pipe.txt"):
        folder(path, f"{name},2019-05-01,/1,en,op_ed")
        refused(path, 2, f"There is no file “{name}” in the folder.")
    folder(path, "within.txt,2019-05-01,/1,en,op_ed")
    assert run(path).code == 0


def test_what_stands_twice_in_a_table_is_told(two):
    folder(two, ROW.format(1), "1.txt,2019-05-01,/other,en,op_ed")
    assert "line 3: The same file stands in line 2." in run(two).err
    (two / "copy.txt").write_bytes((two / "1.txt").read_bytes())
    folder(two, ROW.format(1), "copy.txt,2019-05-01,/other,en,op_ed")
    refused(two, 3, "The same text stands in line 2.")
    folder(
        two, ROW.format(1), "2.txt,2019-05-01,https://o.example/news/1.html,en,op_ed"
    )
    refused(two, 3, "The same address stands in line 2.")


def test_an_address_that_leads_to_another_text_already_is_told(two):
    run(two)
    (two / "3.txt").write_text(op_ed("Title 3"), "utf-8")
    folder(two, "3.txt,2019-05-01,/news/1.html,en,op_ed")
    refused(two, 2, "Another text has this old address already.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A line that ends.\n\nAnother one.\n", "No title was recognised"),
        ("# A title\n", "no text beside the heading"),
    ],
)
def test_a_text_that_could_not_be_submitted_is_told(tmp_path, text, words):
    path = folder(tmp_path, "1.md,2019-05-01,/1,en,op_ed", files={"1.md": text})
    told = run(path)
    assert told.code == 1
    assert f"line 2: {words}" in told.err.replace("There is no", "no")
    assert nothing_is_stored()


def test_every_fault_of_every_line_is_told_at_once(two):
    folder(
        two,
        "1.txt,2019-02-31,/1,en,op_ed",
        "absent.txt,2019-05-01,/2,en,op_ed",
        "2.txt,2019-05-01,/2,en,op_ed",
        "2.txt,2019-05-01,/admin/,en,op_ed",
    )
    told = run(two)
    lines = [line.partition(":")[0] for line in told.err.splitlines()]
    assert lines == ["line 2", "line 3", "line 4", "line 5", "Faults"]
    assert nothing_is_stored()


# --- Who signs


def signed(path, *pairs, people=None):
    """A folder with a text for each (title, name) pair, and the column `person`."""
    rows = ["file,date,address,language,kind,author,person"]
    for number, (name, who) in enumerate(pairs, 1):
        (path / f"{number}.md").write_text(f"# Title {number}\n\nWords {number}.\n")
        rows.append(f"{number}.md,2019-05-01,/{number},en,op_ed,{name},{who}")
    (path / "table.csv").write_text("\n".join(rows), "utf-8")
    return path


def test_a_name_much_like_a_known_one_is_asked_about(tmp_path):
    factories.draft()
    path = signed(tmp_path, ("Ada Vennn", ""))
    told = run(path)
    assert (
        "line 2: “Ada Vennn” may be somebody known: please write ada-venn" in told.err
    )
    assert Person.objects.count() == 1
    assert run(signed(tmp_path, ("Ada Vennn", "ada-venn"))).code == 0
    assert Person.objects.count() == 1


def test_somebody_new_with_a_name_like_a_known_one_is_made_once(tmp_path):
    factories.draft()
    path = signed(
        tmp_path, ("Ada Vennn", "new"), ("Ada Vennn", "new"), ("Ada Vennn", "")
    )
    assert run(path).err == ""
    assert Person.objects.count() == 2


def test_a_name_written_in_two_ways_in_one_table_is_asked_about(tmp_path):
    path = signed(tmp_path, ("Kamala Ferris", ""), ("Kamala Feris", ""))
    refused(
        path,
        3,
        "“Kamala Feris” is much like “Kamala Ferris” in line 2: please write one name "
        "in one way (column “author”), or “new” in the column “person”.",
    )
    assert not Person.objects.exists()


def test_a_person_who_is_not_there_is_told(tmp_path):
    path = signed(tmp_path, ("Bo Lind", "nobody"))
    refused(path, 2, "There is no person “nobody”.")
    path = signed(tmp_path, ("Bo Lind", "new | new"))
    refused(path, 2, "1 sign this text; the column “person” names 2.")


# --- What else may happen


@pytest.mark.parametrize("name", ["tomas", "orla", "stella", "admin"])
def test_who_writes_nothing_imports_nothing(two, name):
    told = run(two, "--by", person(name).username)
    assert told.code == 1
    assert "Your role does not include this." in told.err
    assert nothing_is_stored()


def test_an_unknown_account_folder_or_name_is_told(two, tmp_path):
    assert "no account called “nobody”" in run(two, "--by", "nobody").err
    assert "no such folder" in run(tmp_path / "absent").err
    told = run(two, "--name", "a" * 151).err
    assert told == "The name has more than 150 characters."
    assert nothing_is_stored()


def test_an_empty_table_is_told(tmp_path):
    assert "There is no text in this table." in run(folder(tmp_path)).err


def test_a_file_that_changes_between_the_readings_stops_all(two, monkeypatch):
    take_in = archive.take_in

    def later(*args, **named):
        (two / "2.txt").write_text(op_ed("Changed"), "utf-8")
        return take_in(*args, **named)

    monkeypatch.setattr(archive, "take_in", later)
    refused(two, 3, "The file has changed since it was checked.")
    assert nothing_is_stored()


def test_a_database_that_is_busy_is_told(two, monkeypatch):
    def busy(*args, **named):
        raise OperationalError("database is locked")

    monkeypatch.setattr(archive, "take_in", busy)
    told = run(two)
    assert (told.code, nothing_is_stored()) == (1, True)
    assert "database is locked" in told.err


def test_progress_of_a_large_one_is_told(two, monkeypatch):
    monkeypatch.setattr(archive, "TELL_EVERY", 1)
    told = run(two)
    assert "1 of 2 checked …" in told.out
    assert "2 of 2 taken in …" in told.out
