"""The emblem is a picture that opens, or an SVG that is nothing but a drawing."""

import io

import pytest
from PIL import Image

from publications.mission.emblem import LARGEST, opened

DRAWN = '<circle cx="5" cy="5" r="5" fill="url(#a)" style="fill:#123"/>'


def svg(inside=DRAWN, size='viewBox="0 0 100 50"', before="", more=""):
    xmlns = 'xmlns="http://www.w3.org/2000/svg"'
    return f"{before}<svg {xmlns} {size} {more}>{inside}</svg>"


@pytest.fixture
def kept(tmp_path):
    def keep(data, name="emblem.svg"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return keep


def picture(kind, size=(300, 30)):
    out = io.BytesIO()
    Image.new("RGBA", size, "#aa000080").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("size", "box"),
    [
        ('viewBox="0 0 96 96"', (48, 48)),
        ('viewBox="0 0 1000 100"', (160, 16)),
        ('viewBox="0,0,100,1000"', (5, 48)),
        ('viewBox="0 0 9000 1"', (160, 1)),
        ('width="20mm" height="10mm"', (96, 48)),
        ('width="100%" height="100%" viewBox="0 0 30 10"', (144, 48)),
        ('height="20px" viewBox="0 0 30 10"', (144, 48)),
    ],
)
def test_an_emblem_of_any_proportions_stands_whole_in_its_box(kept, size, box):
    assert opened(kept(svg(size=size))).boxed() == box


@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("WEBP", "a.dat")])
def test_a_picture_is_known_by_what_it_holds(kept, kind, name):
    emblem = opened(kept(picture(kind), name))
    assert emblem.mime == f"image/{kind.lower()}" == f"image/{emblem.extension}"
    assert emblem.boxed() == (160, 16)


@pytest.mark.parametrize(
    "harmless",
    [
        svg('<image href="data:image/png;base64,AAAA" width="1" height="1"/>'),
        svg('<defs><g id="a"/></defs><use href="#a"/>'),
        svg("<style>.a { fill: url('#b') }</style>"),
        svg(before='<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C" "http://w3/d">'),
    ],
)
def test_what_drawing_programs_write_is_taken(kept, harmless):
    assert opened(kept(harmless)).is_drawing


@pytest.mark.parametrize(
    ("harmful", "said"),
    [
        (svg("<script>alert(1)</script>"), "<script>"),
        (svg("<SCRIPT/>"), "<SCRIPT>"),
        (svg("<foreignObject/>"), "<foreignObject>"),
        (svg("<g><a href='#x'/></g>"), "<a>"),
        (svg("<set attributeName='href' to='//x'/>"), "<set>"),
        (svg("<h:script xmlns:h='http://www.w3.org/1999/xhtml'/>"), "<script>"),
        (svg(more='onload="alert(1)"'), "onload"),
        (svg("<image href='https://x.example/a.png'/>"), "outside"),
        (svg("<image href='data:image/svg+xml;base64,AAAA'/>"), "outside"),
        (
            svg("<use x:href='b.svg#c' xmlns:x='http://www.w3.org/1999/xlink'/>"),
            "outside",
        ),
        (svg(more='xml:base="https://x.example/"'), "outside"),
        (svg("<rect fill='url(https://x.example/a#b)'/>"), "outside"),
        (svg("<rect style='fill: u\\72l(//x.example)'/>"), "outside"),
        (svg("<style>@import '//x.example'</style>"), "styles"),
        (svg("<style>@imp<!-- -->ort '//x.example'</style>"), "styles"),
        (svg("<style>a{b:<![CDATA[url(]]>//x.example)}</style>"), "styles"),
        (svg(before="<?xml-stylesheet href='//x.example'?>"), "xml-stylesheet"),
        (svg(before='<!DOCTYPE svg [<!ENTITY a "b">]>', inside="&a;"), "entities"),
        (svg(before="<!DOCTYPE svg [<!ELEMENT svg ANY>]>"), "entities"),
        (svg(size=""), "neither a viewBox"),
        (svg(size='viewBox="0 0 0 0"'), "neither a viewBox"),
        (svg(size='width="nan" height="1e999"'), "neither a viewBox"),
        (svg("<g>" * 300 + "</g>" * 300), "deeply"),
        (svg("<g>"), "no SVG that opens"),
        ("<svg viewBox='0 0 1 1'/>", "no SVG that opens"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "no SVG that opens"),
        ("", "no SVG that opens"),
        (b"\xff\xfe<\xd8", "no SVG that opens"),
        (svg(f"<!--{'x' * LARGEST}-->"), "larger than 1 MB"),
    ],
)
def test_anything_but_a_drawing_is_refused_in_a_sentence(kept, harmful, said):
    with pytest.raises(ValueError) as refusal:
        opened(kept(harmful))
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "data", [b"no picture", picture("PNG")[:60], picture("GIF"), b"<svg/>"]
)
def test_a_picture_that_does_not_open_is_refused(kept, data):
    with pytest.raises(ValueError, match="no SVG, PNG or WebP that opens"):
        opened(kept(data, "a.png"))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    for path in (tmp_path / "none.svg", tmp_path):
        with pytest.raises(ValueError, match="can't be read"):
            opened(path)
