"""A ZIP is measured before it is trusted, and written anew without its past."""

import io
import stat
import struct
import zipfile
import zlib

import pytest

from publications.attachments import Refused, archive
from publications.attachments.archive import Archive

from .samples import zipped


def opened(data):
    return Archive(io.BytesIO(data))


def reason(data):
    with pytest.raises(Refused) as refused:
        whole = opened(data)
        for name in whole.names:
            b"".join(whole.chunks(name))
    assert str(refused.value)
    return refused.value.reason


def reason_at_once(data):
    """Why a ZIP is refused before any of its parts is unpacked."""
    with pytest.raises(Refused) as refused:
        opened(data)
    return refused.value.reason


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        assert read.testzip() is None
        return {info.filename: read.read(info) for info in read.infolist()}


def directory(data):
    return struct.unpack_from("<L", data, len(data) - 6)[0]


def test_a_zip_is_read_and_written_with_the_same_content():
    content = {"a.xml": "<a/>" * 100, "b/": "", "b/ü.png": bytes(100_000), "c": "c"}
    data = zipped(content, stored=("c",))
    whole = opened(data)
    assert whole.names == list(content)
    assert parts(whole.written({})) == parts(data)


def test_what_was_written_tells_neither_times_nor_what_stood_between():
    first, second = zipped({"a": "1", "b": "2"}), zipped({"a": "1", "b": "2"})
    later = second.replace(struct.pack("<H", 0x4BC0), struct.pack("<H", 0x1111))
    assert first != later
    assert opened(first).written({}) == opened(later).written({})
    with zipfile.ZipFile(io.BytesIO(opened(first).written({}))) as read:
        assert {info.date_time for info in read.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.external_attr for info in read.infolist()} == {0}


def test_a_part_is_replaced():
    data = opened(zipped({"a": "1", "b": "2"})).written({"b": b"", "c": b"unused"})
    assert parts(data) == {"a": b"1", "b": b""}


def test_parts_that_stay_are_copied_as_they_were_packed():
    data = zipped({"a": "words " * 1000})
    whole = opened(data)
    copied = opened(whole.written({}))
    before, after = whole.data[whole.places["a"]], copied.data[copied.places["a"]]
    assert bytes(before) == bytes(after)


@pytest.mark.parametrize(
    "name",
    [
        *("../x.xml", "a/../../x.xml", "/etc/x.xml", "a//x.xml", "./x.xml", ".."),
        *("a\\x.xml", "..\\x.xml", "C:x.xml", "a\r\nb.xml", "a\0b.xml", "\u202ex.xml"),
    ],
)
def test_a_name_that_leads_out_is_refused(name):
    # zipfile writes no NUL, so it takes the place of another byte.
    data = zipped({name.replace("\0", "~"): "x"})
    data = data.replace(b"~", b"\0") if "\0" in name else data
    assert reason(data) == "zip_name"


def test_a_symbolic_link_is_refused():
    data = zipped({"a": "/etc/hostname"}, attributes={"a": stat.S_IFLNK | 0o777})
    assert reason(data) == "zip_name"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    assert reason(zipped({"a.xml": "1", "A.XML": "2"})) == "broken"
    assert reason(zipped({"a": "1", "b": "2"}).replace(b"b", b"a")) == "broken"


def test_too_many_parts_are_refused_before_they_are_read(monkeypatch):
    data = zipped({str(number): "" for number in range(archive.MAX_PARTS)})
    assert len(opened(data).names) == archive.MAX_PARTS
    more = zipped({str(number): "" for number in range(archive.MAX_PARTS + 1)})
    end = len(more) - 22
    lying = more[: end + 8] + struct.pack("<HH", 1, 1) + more[end + 12 :]
    assert reason(lying) == "zip_parts"
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert reason(more) == "zip_parts"


def test_a_bomb_that_declares_itself_is_refused():
    data = zipped({"a": bytes(11 * 2**20)})
    assert reason(data) == "zip_bomb"


def test_a_document_may_be_large_if_it_is_large_packed(monkeypatch):
    monkeypatch.setattr(archive, "SMALL", 1000)
    monkeypatch.setattr(archive, "MAX_UNPACKED", 3000)
    assert opened(zipped({"a": bytes(1000)})).names
    assert opened(zipped({"a": bytes(3000)}, stored=("a",))).names
    assert reason(zipped({"a": bytes(3001)}, stored=("a",))) == "zip_bomb"


def test_a_bomb_that_lies_is_refused_when_it_is_counted():
    data = bytearray(zipped({"a": bytes(11 * 2**20)}))
    struct.pack_into("<L", data, directory(data) + 24, 5)
    assert reason(bytes(data)) == "broken"
    whole = opened(bytes(data))
    counted = 0
    with pytest.raises(Refused):
        for chunk in whole.chunks("a"):
            counted += len(chunk)
    assert counted <= archive.CHUNK


def test_parts_that_share_their_bytes_are_refused():
    data = bytearray(zipped({"a": "1", "b": "2"}))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, second + 42, 0)
    assert reason_at_once(bytes(data)) == "broken"


def test_a_part_that_reaches_into_the_next_is_refused():
    data = bytearray(zipped({"a": "1", "b": "2"}, stored=("a", "b")))
    struct.pack_into("<LL", data, directory(data) + 20, 9, 9)
    assert reason_at_once(bytes(data)) == "broken"


def test_a_part_that_reaches_behind_the_end_is_refused():
    data = bytearray(zipped({"a": "1"}, stored=("a",)))
    struct.pack_into("<LL", data, directory(data) + 20, 999, 999)
    assert reason_at_once(bytes(data)) == "broken"


def test_a_changed_byte_is_refused():
    data = zipped({"a": "Remarks"}, stored=("a",))
    assert reason(data.replace(b"Remarks", b"Remarkz", 1)) == "broken"


def test_bytes_behind_the_packed_ones_are_refused():
    data = zipped({"a": "words " * 100})
    start = directory(data)
    longer = bytearray(data[:start] + b"hidden" + data[start:])
    length = struct.unpack_from("<L", data, start + 20)[0]
    struct.pack_into("<L", longer, start + 6 + 20, length + 6)
    struct.pack_into("<L", longer, len(longer) - 6, start + 6)
    assert reason(bytes(longer)) == "broken"


def test_packed_bytes_that_do_not_end_are_refused():
    packer = zlib.compressobj(wbits=-15)
    endless = packer.compress(b"Remarks") + packer.flush(zlib.Z_SYNC_FLUSH)
    data = bytearray(zipped({"a": endless}, stored=("a",)))
    start = directory(data)
    struct.pack_into("<H", data, start + 10, zipfile.ZIP_DEFLATED)
    struct.pack_into("<L", data, start + 16, zlib.crc32(b"Remarks"))
    struct.pack_into("<L", data, start + 24, len(b"Remarks"))
    assert reason(bytes(data)) == "broken"


def test_packed_bytes_that_are_none_are_refused():
    data = bytearray(zipped({"a": "words " * 100}))
    data[31] = data[32] = 0xFF
    assert reason(bytes(data)) == "broken"


def test_a_locked_part_is_refused():
    data = bytearray(zipped({"a": "1"}))
    data[directory(data) + 8] |= 1
    assert reason(bytes(data)) == "zip_locked"


def test_a_rare_way_of_packing_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as whole:
        whole.writestr("a", "words")
    assert reason_at_once(file.getvalue()) == "broken"


def test_what_stands_before_or_behind_a_zip_is_refused():
    data = zipped({"a": "1"})
    assert reason_at_once(b"MZ" + data) == "broken"
    assert reason(data + b"x") == "truncated"
    assert reason(data[:-1]) == "truncated"
    assert reason(data[:10]) == "truncated"
    assert reason(zipped({"a": "1"}, comment=b"PK\x05\x06" + bytes(18))) == "broken"
    assert reason(zipped({"a": "1"}, comment=b"<script>")) == "truncated"


def changed(data, place, form, *values):
    data = bytearray(data)
    struct.pack_into(form, data, place, *values)
    return bytes(data)


def test_a_zip_that_contradicts_itself_is_refused():
    data = zipped({"a": "1", "b": "2"})
    start, end = directory(data), len(data) - 22
    assert reason_at_once(changed(data, end + 12, "<L", 2**20 + 1)) == "zip_parts"
    assert reason_at_once(changed(data, end + 20, "<H", 1)) == "broken"
    assert reason_at_once(changed(data, end + 16, "<L", start - 1)) == "broken"
    assert reason_at_once(changed(data, start, "<L", 0)) == "broken"
    assert reason_at_once(changed(data, 0, "<L", 0)) == "broken"
    # All moved by two bytes, and told so: something stands before the first part.
    moved = changed(b"MZ" + data, end + 18, "<L", start + 2)
    for place in (start + 2, moved.rindex(b"PK\x01\x02")):
        told = struct.unpack_from("<L", moved, place + 42)[0]
        moved = changed(moved, place + 42, "<L", told + 2)
    assert reason_at_once(moved) == "broken"


def test_a_small_part_is_read_as_a_whole_and_a_large_one_is_not():
    whole = opened(zipped({"a": "1234"}))
    assert whole.read("a", most=4) == b"1234"
    with pytest.raises(Refused):
        whole.read("a", most=3)
