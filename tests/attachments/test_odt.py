"""An ODT is text, pictures and fonts; nothing tells how it was written."""

import io
import zipfile

import pytest

from .inspecting import found, refusal
from .samples import ODT, PIXEL, docx_parts, odt, odt_parts, zipped

OBJECT = "application/vnd.oasis.opendocument"
LISTED = '<manifest:file-entry manifest:full-path="%s" manifest:media-type="%s"/>'


def cleaned(data):
    with zipfile.ZipFile(io.BytesIO(found(data).cleaned)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_names_of_people_are_taken_out_and_the_title_stays():
    after = cleaned(odt())
    everything = b"".join(after.values())
    assert b"Lu Mei" not in everything
    assert b"Jonas Weber" not in everything
    assert after["Thumbnails/thumbnail.png"] == b""
    assert b"<dc:title>Remarks &amp; Answers</dc:title>" in after["meta.xml"]
    assert b"<dc:language>en</dc:language>" in after["meta.xml"]
    assert b'office:version="1.3"' in after["meta.xml"]


def test_all_else_stays_byte_for_byte():
    before, after = odt_parts("<text:p/>"), cleaned(odt("<text:p/>"))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] not in (after[name].decode(),)}
    assert changed == {"meta.xml", "Thumbnails/thumbnail.png"}


def test_what_the_file_is_stays_its_first_plain_bytes():
    assert found(odt()).cleaned[30 : 38 + len(ODT)] == b"mimetype" + ODT.encode()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            '<text:tracked-changes><text:changed-region text:id="a"/>'
            "</text:tracked-changes>",
            "tracked_changes",
        ),
        ('<text:tracked-changes text:track-changes="true"/>', None),
        (
            "<text:p><office:annotation>Cleared?</office:annotation></text:p>",
            "comments",
        ),
        ("<text:script>x</text:script>", "macros"),
        ("<text:execute-macro/>", "macros"),
        ("<office:event-listeners><script:event-listener/></office:event-listeners>",)
        + ("macros",),
        ("<draw:object-ole/>", "embedded"),
        ("<draw:plugin/>", "embedded"),
        ("<draw:applet/>", "embedded"),
        ("<draw:floating-frame/>", "external"),
        ("<office:dde-source/>", "external"),
        ("<text:dde-connection-decl/>", "external"),
        ('<draw:image xlink:href="Pictures/a.png"/>', None),
        ('<draw:object xlink:href="./Object 1"/>', None),
        ('<draw:image xlink:href="https://x.example/a.png"/>', "external"),
        ('<draw:image xlink:href="../a.png"/>', "external"),
        ('<draw:image xlink:href="/home/lu/a.png"/>', "external"),
        ('<text:section-source xlink:href="../b.odt"/>', "external"),
        ('<text:a xlink:href="https://example.org">x</text:a>', None),
        ('<text:a xlink:href="../b.odt">x</text:a>', None),
        ('<draw:a xlink:href="https://example.org">x</draw:a>', None),
        ('<text:a xlink:href="javascript:alert(1)">x</text:a>', "bad_link"),
        ('<text:a xlink:href="vnd.sun.star.script:a">x</text:a>', "bad_link"),
        ('<text:a xlink:href="file:///home/lu/a.odt">x</text:a>', "bad_link"),
    ],
)
def test_a_text_does_nothing_and_tells_nothing_of_its_making(body, why):
    assert refusal(odt(body)) == why
    header = odt_parts(body)["content.xml"]
    assert refusal(odt(parts={"styles.xml": header})) == why
    assert refusal(odt(parts={"Object 1/content.xml": header})) == why


def test_macros_in_the_head_of_a_text_are_refused():
    content = odt_parts()["content.xml"]
    scripts = "<office:scripts><office:script/></office:scripts>"
    evil = content.replace("<office:scripts/>", scripts)
    assert refusal(odt(parts={"content.xml": evil})) == "macros"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Basic/Standard/script-lb.xml", "macros"),
        ("basic/Standard/script-lb.xml", "macros"),
        ("Scripts/python/a.py", "macros"),
        ("Dialogs/Standard/dialog-lb.xml", "macros"),
        ("META-INF/documentsignatures.xml", "signed"),
        ("Object 1", "foreign_part"),
        ("Pictures/setup.exe", "foreign_part"),
        ("Thumbnails/a.bin", "foreign_part"),
        ("layout-cache", None),
        ("ObjectReplacements/Object 1", None),
    ],
)
def test_parts_that_are_not_text_picture_or_font_are_refused(name, why):
    assert refusal(odt(parts={name: "<a/>"})) == why


def test_pictures_and_fonts_are_let_in():
    pictures = "PNG jpg jpeg gif bmp tif tiff emf wmf svg svm webp"
    names = [f"Pictures/a.{kind}" for kind in pictures.split()]
    names += [f"Fonts/a.{kind}" for kind in ("ttf", "otf", "woff", "woff2")]
    assert refusal(odt(parts=dict.fromkeys(names, PIXEL))) is None


def test_a_setting_that_was_never_changed_is_an_empty_file():
    assert refusal(odt(parts={"Configurations2/accelerator/current.xml": ""})) is None


@pytest.mark.parametrize(
    ("path", "mime", "why"),
    [
        ("Object 1/", f"{OBJECT}.chart", None),
        ("Object 1/", f"{OBJECT}.formula", None),
        ("Object 1/", f"{OBJECT}.spreadsheet", "embedded"),
        ("Object 1/", f"{OBJECT}.text", "embedded"),
        ("Object 1", "application/vnd.sun.star.oleobject", "embedded"),
        ("Pictures/a.png", "image/png", None),
    ],
)
def test_objects_are_known_by_the_manifest(path, mime, why):
    assert refusal(odt(listed=LISTED % (path, mime))) == why


def test_a_locked_text_is_refused():
    locked = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    assert refusal(odt(listed=locked)) == "zip_locked"


def test_a_manifest_of_another_kind_is_refused():
    manifest = odt_parts()["META-INF/manifest.xml"].replace(
        ODT, f"{OBJECT}.spreadsheet"
    )
    assert refusal(odt(parts={"META-INF/manifest.xml": manifest})) == "embedded"


def test_a_text_without_manifest_is_refused():
    parts = odt_parts()
    del parts["META-INF/manifest.xml"]
    assert refusal(zipped(parts, stored=("mimetype",))) == "broken"


def test_what_the_archive_is_stands_first_plain_and_exact():
    parts = odt_parts()
    assert refusal(zipped(parts)) == "zip_unknown"  # packed
    last = {**parts}
    last["mimetype"] = last.pop("mimetype")
    assert refusal(zipped(last, stored=("mimetype",))) == "zip_unknown"
    for mime in (ODT + "\n", ODT + "-template", f"{OBJECT}.spreadsheet", ""):
        assert refusal(odt(parts={"mimetype": mime})) == "zip_unknown"
    assert refusal(odt(parts={"mimetype": ODT * 9})) == "broken"


def test_an_archive_that_is_both_odt_and_docx_is_refused():
    assert refusal(odt(parts=docx_parts())) == "zip_unknown"


def test_entities_are_refused_in_any_part():
    evil = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for name in ("content.xml", "META-INF/manifest.xml", "manifest.rdf", "meta.xml"):
        assert refusal(odt(parts={name: evil})) == "xml_doctype"


def test_a_picture_is_counted_too():
    data = odt(parts={"Pictures/a.png": PIXEL * 100})
    place = data.index(b"Pictures/a.png") + 20
    assert refusal(data[:place] + b"\xff\xff\xff" + data[place + 3 :]) == "broken"
