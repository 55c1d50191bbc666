"""The table of an archive: what its rows say, and every fault with its line."""

from datetime import date

import pytest

from publications.importing import archive_table
from publications.importing.archive_table import read_table
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 27)
HEADER = "file,date,address,language,kind"
ROW = "a.txt,2019-05-04,/a.html,en,op_ed"


def read(tmp_path, data):
    path = tmp_path / "table.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_table(path, today=TODAY)


def faults(tmp_path, *rows, header=HEADER):
    found = read(tmp_path, "\n".join([header, *rows]))
    return [(fault.line, fault.sentence) for fault in found.faults]


def only(tmp_path, address=None, **changes):
    """The one row of a table with these cells, or the sentence that refuses it."""
    cells = dict(zip(HEADER.split(","), ROW.split(","), strict=True))
    cells |= changes if address is None else {"address": address, **changes}
    found = read(tmp_path, "\t".join(cells) + "\n" + "\t".join(cells.values()))
    return found.rows[0] if found.rows else found.faults[0].sentence


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_as_programs_save_it(tmp_path, delimiter, mark, end):
    lines = [f"{HEADER},Title", f'{ROW},"A ""title"""', ",,,,,", "", f"{ROW},"]
    text = mark + end.join(lines).replace(",", delimiter)
    table = read(tmp_path, text)
    assert table.faults == []
    first, second = table.rows
    assert (first.line, second.line) == (2, 5)
    assert (first.file, first.day, first.path) == ("a.txt", date(2019, 5, 4), "/a.html")
    assert (first.language, first.kind, first.title) == ("en", "op_ed", 'A "title"')
    assert (second.title, second.author, second.outlet) == ("", "", "")


def test_columns_stand_in_any_order_and_a_cell_may_have_lines(tmp_path):
    header = "kind;LANGUAGE;title;address;date;file"
    rows = f'{header}\nop-ed;zh-Hans;"Two\nlines";/a;2019-05-04;a.txt\nspeech'
    table = read(tmp_path, rows)
    assert (table.rows[0].kind, table.rows[0].language) == ("op_ed", "zh-hans")
    assert table.rows[0].title == "Two\nlines"
    assert [fault.line for fault in table.faults] == [4]


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("file,date,address", "columns, too: language, kind"),
        ("", "columns, too"),
        (f"{HEADER},tittle", "not known, or there twice: tittle"),
        (f"{HEADER},file", "not known, or there twice: file"),
    ],
)
def test_the_first_line_names_the_columns(tmp_path, header, sentence):
    ((line, said),) = faults(tmp_path, ROW, header=header)
    assert line in (1, 2)
    assert sentence in said


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"date": "2019-02-31"}, "no such day as 2019-02-31"),
        ({"date": "4.5.2019"}, "as 2019-05-04, not “4.5.2019”"),
        ({"date": "20190504"}, "as 2019-05-04"),
        ({"date": "2026-11-28"}, "lies in the future"),
        ({"date": "0219-05-04"}, "too long ago"),
        ({"language": "xx"}, "none of the site's languages"),
        ({"kind": "poem"}, "no kind of text (op_ed, speech"),
        ({"file": ""}, "Nothing stands in: file"),
        ({"language": "", "kind": " "}, "Nothing stands in: language, kind"),
    ],
)
def test_each_cell_is_read_strictly(tmp_path, changes, sentence):
    assert sentence in only(tmp_path, **changes)


def test_today_is_no_future(tmp_path):
    assert only(tmp_path, date="2026-11-27").day == TODAY


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/news/1.html", "/news/1.html"),
        ("https://old.example/news/1.html#top", "/news/1.html"),
        ("HTTP://old.example:8080/a?id=1&b=2", "/a?id=1&b=2"),
        ("/a b/ü", "/a%20b/%C3%BC"),
        ("/%7euser/%d0%b0", "/~user/%D0%B0"),
        ("/новости/1", "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1"),
        ("/cp1251/%ef%f0", "/cp1251/%25EF%25F0"),
        ("/en/2019/a-speech/", "/en/2019/a-speech/"),
        ("/en/2019/a-speech", "/en/2019/a-speech"),
        ("/index.php?option=com_content&id=3", "/index.php?option=com_content&id=3"),
    ],
)
def test_addresses_come_out_in_one_form(tmp_path, address, path):
    assert only(tmp_path, address).path == path


@pytest.mark.parametrize(
    "address",
    [
        "news/1.html",
        "//old.example/a",
        "ftp://old.example/a",
        "javascript:alert(1)",
        "http:///a",
        "https://[old.example/a",
        "/a\x00b",
        "/a\u202eb",
        "mailto:a@b.example",
    ],
)
def test_what_is_no_address_is_told(tmp_path, address):
    assert "is no address" in only(tmp_path, address)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "https://old.example",
        "/?p=12",
        "/en/",
        "/en",
        "/fr/op-eds/",
        "/en/feed.rss",
        "/robots.txt",
        "/sitemap.xml",
        "/admin/",
        "/admin",
        "/admin/anything/at/all",
        "/en/people/lu-mei/",
        "/static/site.css",
        "/%61dmin/",
    ],
)
def test_a_page_of_this_site_is_nobodys_old_address(tmp_path, address):
    assert "is an address of this site" in only(tmp_path, address)


def test_the_address_of_a_text_of_this_site_is_no_old_address(tmp_path):
    factories.released(title="A speech")
    for address in ("/en/2019/a-speech/", "/en/2019/a-speech", "/en/1999/a-speech/"):
        assert "is an address of this site" in only(tmp_path, address)
    assert only(tmp_path, "/fr/2019/a-speech/").path == "/fr/2019/a-speech/"


def test_an_address_has_its_longest_length(tmp_path):
    assert "500 characters" in only(tmp_path, "/" + "a" * 500)
    assert only(tmp_path, "/" + "a" * 499).path == "/" + "a" * 499


def test_all_faults_are_told_each_with_its_line(tmp_path):
    found = faults(tmp_path, ROW, "b.txt,2019-02-31,/b,en,op_ed", ROW, "c", "")
    assert [line for line, _sentence in found] == [3, 5]


@pytest.mark.parametrize(
    ("data", "line", "sentence"),
    [
        (f"{HEADER}\nä".encode("latin-1"), 2, "UTF-8"),
        (f"{HEADER}\n{ROW}\n".encode("utf-16"), 1, "UTF-8"),
        (f'{HEADER}\n{ROW}\n"a\nb\nc', 3, "quotation mark"),
        (f"{HEADER}\n{ROW},more", 2, "more cells"),
        (f"{HEADER}\n{'a' * 200_000}", 2, "can't be read"),
        (b"", 1, "columns"),
    ],
)
def test_what_is_no_table_is_told(tmp_path, data, line, sentence):
    (fault,) = read(tmp_path, data).faults
    assert fault.line == line
    assert sentence in fault.sentence


def test_a_table_has_its_largest_size(tmp_path, monkeypatch):
    monkeypatch.setattr(archive_table, "MOST_ROWS", 2)
    assert faults(tmp_path, ROW, ROW) == []
    assert "at most 2 rows" in faults(tmp_path, ROW, ROW, ROW)[0][1]
    monkeypatch.setattr(archive_table, "MOST_BYTES", 50)
    assert "20 MB" in faults(tmp_path, ROW, ROW)[0][1]
