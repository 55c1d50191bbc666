"""Word documents: what becomes of each thing that people make in Word."""

import pytest

from publications.attachments import Refused
from publications.rendering import render

from .reading import from_word
from .word import PIXEL, b, i, link, note, p, picture, r, ref, table, word


def markdown(*paragraphs, **parts):
    return from_word(word(*paragraphs, **parts))[0]


def counted(*paragraphs, **parts):
    return dict(from_word(word(*paragraphs, **parts))[1])


def test_headings_go_below_the_title_whatever_their_styles_are_called():
    text = markdown(
        p("Two Rivers", style="T"),
        p("The source", style="1"),
        p("Words."),
        p("The mouth", style="Ours"),
    )
    assert text == "# Two Rivers\n\n## The source\n\nWords.\n\n### The mouth"
    # One heading above all others is the title; of several equals none is.
    assert markdown(p("Two", style="1"), p("Words."), p("A", style="2")).startswith(
        "# Two\n\nWords.\n\n## A"
    )
    assert markdown(p("By us."), p("A", style="1"), p("B", style="1")) == (
        "By us.\n\n## A\n\n## B"
    )


def test_bold_and_italic_are_said_by_runs_and_by_styles():
    text = markdown(
        p("It is ", b("ve"), b("ry "), b("bold"), ", ", i("slanted "), "and plain."),
        p("Is it a question?", style="Q"),
        p(b("Note:"), "text"),
        p(b("“Quoted”"), "."),
    )
    assert text.split("\n\n") == [
        "It is **very bold**, *slanted* and plain.",
        "**Is it a question?**",
        "**Note**:text",
        "**“Quoted”**.",
    ]


def test_lists_keep_their_depth_and_the_numbers_that_they_had():
    text = markdown(
        p("one", level=0),
        p("inner", level=1),
        p("two", level=0),
        p("First.", level=0, numbered=2),
        p("Between."),
        p("Second.", level=0, numbered=2),
        p("Anew.", level=0, numbered=3),
    )
    assert text == (
        "- one\n  - inner\n- two\n\n1. First.\n\nBetween.\n\n2. Second.\n\n1) Anew."
    )
    html = render(text, language="en").html
    assert html.count("<ol") == 3 and '<ol start="2">' in html


def test_footnotes_and_endnotes_are_numbered_as_they_are_referred_to():
    text = markdown(
        p("One", ref(4), ", two", ref(7, "endnote"), "."),
        notes=note(4, p("See ", i("here"), "."), p("And there.")),
        endnotes=note(7, p("Later."), kind="endnote"),
    )
    assert text == (
        "One[^1], two[^2].\n\n[^1]: See *here*.\n\n    And there.\n\n[^2]: Later."
    )


def test_tables_links_and_quotations():
    text = markdown(
        table([p("Year"), p("Tons")], [p("2025"), p("12|3"), p("more")]),
        p("A saying.", style="Z"),
        p("See ", link(0, "the page"), " or ", link(1, "a file"), "."),
        links=["https://a.example/x_(y)?a=1&amp;b=2", "file:///C:/secret.docx"],
    )
    assert text.split("\n\n") == [
        "| Year | Tons | |\n| --- | --- | --- |\n| 2025 | 12\\|3 | more |",
        "> A saying.",
        "See [the page](https://a.example/x_%28y%29?a=1&b=2) or a file.",
    ]


def test_pictures_come_in_their_order_with_their_words():
    data = word(
        p("A quay ", picture(1, "A [quay] at dawn"), " and more."),
        p(picture(0)),
        pictures=[PIXEL, PIXEL + b"!"],
    )
    text, _, pictures = from_word(data)
    assert text == (
        "A quay and more.\n\n"
        "![A \\[quay\\] at dawn](image:00000000-0000-4000-8000-000000000000)\n\n"
        "![](image:00000000-0000-4000-8000-000000000001)"
    )
    assert pictures == [PIXEL + b"!", PIXEL]


def test_tracked_changes_are_taken_as_accepted():
    gone = (
        '<w:del w:id="2"><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>'
    )
    here = f'<w:ins w:id="1" w:author="Lu Mei">{r("kept")}</w:ins>'
    text, counts, _ = from_word(word(p("Words ", gone, here, ".")))
    assert (text, dict(counts)) == ("Words kept.", {"tracked": 2})


def test_what_is_hidden_or_only_for_writers_is_left_out_and_counted():
    styled = '<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>no</w:t></w:r>'
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    data = word(
        p("Contents", style="TOC1"),
        p("Words", r("no", "<w:vanish/>"), styled, r(" seen", '<w:vanish w:val="0"/>')),
        p("More", comment, "."),
        parts={
            "word/comments.xml": (
                '<w:comments xmlns:w="http://schemas.openxmlformats.org/'
                'wordprocessingml/2006/main"><w:comment w:id="1" w:author="Lu Mei">'
                "<w:p><w:r><w:t>Really?</w:t></w:r></w:p></w:comment></w:comments>"
            ),
            "word/header1.xml": (
                '<w:hdr xmlns:w="http://schemas.openxmlformats.org/'
                'wordprocessingml/2006/main"><w:p><w:r><w:t>Draft</w:t></w:r></w:p>'
                "</w:hdr>"
            ),
        },
    )
    text, counts, _ = from_word(data)
    assert text == "Words seen\n\nMore."
    assert dict(counts) == {"hidden": 2, "contents": 1, "comments": 1, "margins": 1}


def test_words_that_mammoth_would_lose_are_found():
    ruby = (
        f"<w:r><w:ruby><w:rt>{r('meng')}</w:rt><w:rubyBase>{r('孟')}</w:rubyBase>"
        "</w:ruby></w:r>"
    )
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:inline>"
        f"<w:txbxContent>{p('Boxed.')}</w:txbxContent></wp:inline></w:drawing>"
        "</mc:Choice></mc:AlternateContent></w:r>"
    )
    text = markdown(
        p(f'<w:fldSimple w:instr="DATE">{r("12 May")}</w:fldSimple>'),
        p(f'<w:bdo w:val="rtl">{r("turned")}</w:bdo>'),
        p("孔子与", ruby, "子"),
        p("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"),
        p("Beside", box),
    )
    assert text.split("\n\n") == [
        "12 May",
        "turned",
        "孔子与孟子",
        "x=2",
        "Beside",
        "Boxed.",
    ]


def test_what_cannot_be_drawn_is_told():
    chart = "<w:r><w:drawing><wp:inline><a:graphic/></wp:inline></w:drawing></w:r>"
    assert counted(p("Words", chart)) == {"drawings": 1}
    linked = picture(0).replace("r:embed", "r:link")
    outside = (
        '<Relationship Id="p0" Type="x/image" TargetMode="External" '
        'Target="https://tracker.example/x.png"/>'
    )
    parts = {
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships">{outside}</Relationships>'
        )
    }
    assert counted(p("Words", linked), parts=parts) == {"elsewhere": 1}


def test_signs_stay_the_characters_that_they_are():
    lines = ["# no heading", "1. no list", "- none", "3 * 4 *x*", "a_b _c_", "[^1] `x`"]
    text = markdown(*(p(line) for line in lines))
    assert render(text, language="en").text.split("\n\n") == lines


@pytest.mark.parametrize(
    ("lines", "language"),
    [
        (["نهران ووادٍ واحد", "بقلم آدا فِن، سفيرة فيلمورا"], "ar"),
        (["两条河流，一个山谷", "作者：陆梅，大使"], "zh-hans"),
    ],
)
def test_other_scripts_come_in_as_they_are(lines, language):
    bold = b(lines[0][:3])
    text = markdown(p(lines[0], style="T"), p(lines[1]), p(bold, lines[0][3:]))
    assert text.split("\n\n")[:2] == [f"# {lines[0]}", lines[1]]
    html = render(text, language=language).html
    assert f"<strong>{lines[0][:3].strip()}" in html and "*" not in html


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ('<!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>', "xml_doctype"),
        ('<!DOCTYPE w SYSTEM "http://t.example/x.dtd"><w/>', "xml_doctype"),
        ("<a>" * 600 + "</a>" * 600, "xml_deep"),
        ("<a>", "broken"),
    ],
)
def test_entities_and_endless_depth_are_refused(part, reason):
    with pytest.raises(Refused) as refused:
        from_word(word(parts={"word/document.xml": part}))
    assert refused.value.reason == reason


def test_a_document_s_own_map_of_styles_is_not_followed():
    ours = word(
        p("Words.", style="Ours"),
        parts={"mammoth/style-map": "p[style-name='Our own section'] => script"},
    )
    assert from_word(ours)[0] == "## Words."
