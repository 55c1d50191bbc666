"""A DOCX is text, pictures and fonts; nothing tells how it was written."""

import io
import zipfile

import pytest

from publications.attachments import docx as room

from .inspecting import found, refusal
from .samples import DC, PIXEL, RELATION, RELATIONSHIPS, WORD, docx, docx_parts, zipped


def cleaned(data):
    with zipfile.ZipFile(io.BytesIO(found(data).cleaned)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def relation(kind, target, mode=""):
    external = ' TargetMode="External"' if mode else ""
    kind = kind if kind.startswith("http") else f"{RELATION}/{kind}"
    return f'<Relationship Id="r9" Type="{kind}" Target="{target}"{external}/>'


def override(name, kind):
    return f'<Override PartName="/{name}" ContentType="{kind}"/>'


def paragraph(content):
    return f"<w:p>{content}</w:p>"


def test_names_of_people_are_taken_out_and_the_title_stays():
    people = (
        '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:person w15:author="Rosa Diaz"/></w15:people>'
    )
    shared = (
        '<p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/'
        'properties"><documentManagement>rosa@embassy.example</documentManagement>'
        "</p:properties>"
    )
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties"><property name="Owner">Tom Okafor</property></Properties>'
    )
    data = docx(
        parts={
            "word/people.xml": people,
            "customXml/item1.xml": shared,
            "docProps/custom.xml": custom,
        }
    )
    after = cleaned(data)
    everything = b"".join(after.values())
    for name in (
        b"Lu Mei",
        b"Jonas Weber",
        b"Elsewhere",
        b"Ana Reis",
        b"Rosa",
        b"rosa",
    ):
        assert name not in everything
    assert b"Tom Okafor" not in everything
    assert after["docProps/thumbnail.jpeg"] == b""
    assert b"<dc:title>Remarks &amp; Answers</dc:title>" in after["docProps/core.xml"]


def test_all_else_stays_byte_for_byte():
    before, after = docx_parts("<w:p/>"), cleaned(docx("<w:p/>"))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] not in (after[name].decode(),)}
    assert changed == {
        "docProps/core.xml",
        "docProps/app.xml",
        "docProps/thumbnail.jpeg",
    }


def test_properties_under_another_name_are_found():
    strange = docx_parts()
    strange["package/services/a.psmdcp"] = strange.pop("docProps/core.xml")
    assert b"Lu Mei" not in cleaned(zipped(strange))["package/services/a.psmdcp"]


@pytest.mark.parametrize(
    "body",
    [
        paragraph('<w:ins w:author="Lu Mei"><w:r><w:t>new</w:t></w:r></w:ins>'),
        paragraph("<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"),
        paragraph("<w:moveFrom/>"),
        paragraph("<w:moveTo/>"),
        paragraph("<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>"),
        paragraph("<w:pPr><w:pPrChange/></w:pPr>"),
        paragraph("<w:r><w:rPr><w:rPrChange/></w:rPr></w:r>"),
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr></w:tr></w:tbl>",
        "<w:tbl><w:tblPr><w:tblPrChange/></w:tblPr></w:tbl>",
        "<w:customXmlDelRangeStart/>",
        "<w:sectPr><w:sectPrChange/></w:sectPr>",
    ],
)
def test_tracked_changes_are_refused_in_any_part(body):
    footer = f'<w:ftr xmlns:w="{WORD}">{body}</w:ftr>'
    strict = footer.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    other = footer.replace("w:", "v:").replace("xmlns:w", "xmlns:v")
    assert refusal(docx(body)) == "tracked_changes"
    for part in (footer, strict, other):
        assert refusal(docx(parts={"word/footer1.xml": part})) == "tracked_changes"


@pytest.mark.parametrize(
    "name",
    [
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("moveFromRangeStart", "moveToRangeStart", "customXmlInsRangeStart"),
        *("customXmlDelRangeStart", "customXmlMoveFromRangeStart"),
        *("customXmlMoveToRangeStart", "numberingChange", "tblGridChange"),
    ],
)
def test_every_mark_of_a_tracked_change_is_known(name):
    assert refusal(docx(f"<w:{name}/>")) == "tracked_changes"


def test_comments_are_refused_and_an_empty_list_of_them_is_not():
    comments = f'<w:comments xmlns:w="{WORD}">%s</w:comments>'
    told = docx(parts={"word/comments.xml": comments % "<w:comment w:author='Lu'/>"})
    assert refusal(told) == "comments"
    assert refusal(docx(parts={"word/comments.xml": comments % ""})) is None


def test_words_that_only_look_alike_are_let_in():
    body = '<ins xmlns="urn:other"/><comment xmlns="urn:other"/><w:insideH/>'
    assert refusal(docx(body)) is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("word/vbaProject.bin", "macros"),
        ("word/vbaData.bin", "macros"),
        ("word/embeddings/oleObject1.bin", "embedded"),
        ("word/embeddings/Sheet1.xlsx", "embedded"),
        ("word/activeX/activeX1.bin", "embedded"),
        ("word/oleObject1.bin", "embedded"),
        ("word/afchunk.html", "foreign_part"),
        ("word/media/setup.exe", "foreign_part"),
        ("word/media/no_extension", "foreign_part"),
        ("42.zip", "foreign_part"),
    ],
)
def test_parts_that_are_not_text_picture_or_font_are_refused(name, why):
    assert refusal(docx(parts={name: b"x"})) == why


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("application/vnd.ms-office.vbaProject", "macros"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "macros"),
        ("application/vnd.ms-office.activeX+xml", "embedded"),
        ("application/vnd.openxmlformats-officedocument.oleObject", "embedded"),
        (
            "application/vnd.openxmlformats-package.digital-signature-origin",
            "signed",
        ),
    ],
)
def test_parts_are_known_by_their_type_whatever_their_name(kind, why):
    assert refusal(docx(types=override("word/media/a.xml", kind))) == why


def test_text_in_the_guise_of_a_picture_is_refused():
    header = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    hidden = docx(types=override("word/a.png", header), parts={"word/a.png": "<a/>"})
    assert refusal(hidden) == "foreign_part"
    default = f'<Default Extension="png" ContentType="{header}"/>'
    assert refusal(docx(types=default)) == "foreign_part"
    drawn = '<Default Extension="svg" ContentType="image/svg+xml"/>'
    assert refusal(docx(types=drawn)) is None


def test_a_package_of_another_kind_is_refused():
    parts = docx_parts()
    sheet = parts[room.TYPES].replace(
        "wordprocessingml.document", "spreadsheetml.sheet"
    )
    assert refusal(zipped({**parts, room.TYPES: sheet})) == "zip_unknown"
    assert refusal(zipped({"a.txt": "x"})) == "zip_unknown"
    assert refusal(docx(parts={"mimetype": "x"})) == "zip_unknown"


@pytest.mark.parametrize(
    ("link", "why"),
    [
        (relation("attachedTemplate", "https://x.example/a.dotm", "E"), "external"),
        (relation("attachedTemplate", "file:///C:/Users/lu/a.dotx", "E"), "external"),
        (relation("image", "https://x.example/a.png", "E"), "external"),
        (relation("frame", "https://x.example", "E"), "external"),
        (relation("subDocument", "b.docx", "E"), "external"),
        (relation("image", "https://x.example/a.png"), "external"),
        (relation("image", "\\\\server\\a.png"), "external"),
        (relation("oleObject", "a.xml"), "embedded"),
        (relation("oleObject", "https://x.example", "E"), "embedded"),
        (relation("package", "a.xml"), "embedded"),
        (relation("control", "a.xml"), "embedded"),
        (relation("aFChunk", "a.xml"), "embedded"),
        (
            relation("http://schemas.microsoft.com/office/2006/a/vbaProject", "a"),
            "macros",
        ),
        (relation("hyperlink", "javascript:alert(1)", "E"), "bad_link"),
        (relation("hyperlink", "file:///C:/Users/lu/a.docx", "E"), "bad_link"),
        (relation("hyperlink", "https://example.org", "E"), None),
        (relation("hyperlink", "mailto:press@example.org", "E"), None),
        (relation("attachedTemplate", "templates/a.xml"), None),
        (relation("image", "media/a.png"), None),
        (relation("customXml", "../customXml/item1.xml"), None),
    ],
)
def test_nothing_is_loaded_from_elsewhere_but_links_are_let_in(link, why):
    assert refusal(docx(relationships=link)) == why
    rels = f'<Relationships xmlns="{RELATIONSHIPS}">{link}</Relationships>'
    assert refusal(docx(parts={"word/_rels/settings.xml.rels": rels})) == why


def field(*pieces):
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return paragraph(mark.format("begin") + runs + mark.format("end"))


@pytest.mark.parametrize(
    "body",
    [
        field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe"'),
        field("DD", "EAU", "TO c:\\cmd.exe"),
        field("dde excel a"),
        field(' INCLUDEPICTURE "https://x.example/a.png" \\d '),
        field('INCLUDETEXT "\\\\\\\\server\\\\a.docx"'),
        field("LINK Excel.Sheet.8 a"),
        paragraph('<w:fldSimple w:instr="DDEAUTO c:\\cmd.exe"/>'),
        paragraph("<w:r><w:instrText>DDEAUTO x</w:instrText></w:r>"),
    ],
)
def test_fields_that_load_or_start_something_are_refused(body):
    assert refusal(docx(body)) == "external"


def test_other_fields_are_let_in():
    linked = field('HYPERLINK "https://example.org/include/link?dde=1"')
    assert refusal(docx(linked + field("PAGE") + field("TOC \\o"))) is None


@pytest.mark.parametrize("name", ["object", "control"])
def test_objects_in_the_text_are_refused(name):
    assert refusal(docx(paragraph(f"<w:r><w:{name}/></w:r>"))) == "embedded"


def test_entities_are_refused_in_any_part():
    evil = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    for name in ("word/document.xml", "[Content_Types].xml", "customXml/item1.xml"):
        assert refusal(docx(parts={name: evil})) == "xml_doctype"


def test_pictures_fonts_and_folders_are_let_in():
    pictures = "PNG jpg jpeg jfif gif bmp tif tiff emf wmf svg webp wdp"
    fonts = "odttf ttf otf fntdata"
    names = [f"word/media/a.{kind}" for kind in f"{pictures} {fonts}".split()]
    parts = {"word/media/": "", **dict.fromkeys(names, PIXEL)}
    assert refusal(docx(parts=parts)) is None


def test_a_picture_is_counted_too():
    data = docx(parts={"word/media/a.png": PIXEL * 100})
    place = data.index(b"word/media/a.png") + 20
    assert refusal(data[:place] + b"\xff\xff\xff" + data[place + 3 :]) == "broken"


def test_a_title_is_written_as_text():
    kept = {"title": ["<b>&", '"x'], "language": ["en"], "creator": ["Lu Mei"]}
    written = room.core_properties(kept).decode()
    assert "<dc:title>&lt;b&gt;&amp;&quot;x</dc:title>" in written
    assert "<dc:language>en</dc:language>" in written
    assert "Lu Mei" not in written
    assert DC in written
