"""Web pages and pasted HTML: Word, Google Docs, LibreOffice, anybody's site."""

import pytest

from publications.rendering import render

from .reading import from_page, from_piece, is_plain

WORD_LIST = """
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>one<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span>inner</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span><b>two</b></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>3.<span>&nbsp; </span></span>third</p>
<p class=MsoListParagraph>· bare</p>
"""
NOTES = {
    "Word": (
        'Said<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.',
        "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' "
        'id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> '
        "Lu Mei.</p><p>More.</p></div></div>",
    ),
    "Google Docs": (
        'Said<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.',
        '<hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Lu Mei.</span>'
        "</p></div>",
    ),
    "LibreOffice": (
        'Said<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym">'
        "<sup>1</sup></a>.",
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" '
        'href="#sdfootnote1anc">1</a>Lu Mei.</p></div>',
    ),
    "an encyclopaedia": (
        'Said<sup id="cite_ref-1"><a href="https://w.example/x#cite_note-1">[1]</a></sup>.',
        '<ol><li id="cite_note-1"><a href="https://w.example/x#cite_ref-1">^</a> '
        "<span>Lu Mei.</span></li></ol>",
    ),
}


def test_lists_of_word_become_lists():
    assert from_piece(WORD_LIST) == "- one\n  - inner\n- **two**\n\n3. third\n\n- bare"


def test_lists_and_looks_of_google_docs():
    html = """<b style="font-weight:normal;" id="docs-internal-guid-1"><h2>The quay</h2>
    <p dir="ltr"><span style="font-weight:700">Bold</span><span
    style="font-weight:400">, </span><span style="font-style:italic">slanted</span> and
    <span style="text-decoration:line-through">gone</span></p>
    <ul><li dir="ltr"><p>one</p></li><ul><li><p>inner</p></li></ul><li><p>two</p></li>
    </ul></b>"""
    assert from_piece(html) == (
        "## The quay\n\n**Bold**, *slanted* and ~~gone~~\n\n- one\n  - inner\n- two"
    )


@pytest.mark.parametrize("program", NOTES)
def test_footnotes_are_found_by_the_links_that_lead_to_and_fro(program):
    reference, notes = NOTES[program]
    text, counts, _ = from_page(f"<p>{reference}</p>{notes}", "piece", first_note=4)
    assert text.startswith("Said[^4].\n\n[^4]: Lu Mei.")
    assert not counts["links"]
    if program == "Word":
        assert text.endswith("\n\n    More.")


def test_a_link_to_another_place_of_the_page_is_no_note():
    html = '<p>See <a href="#x" id=y>below</a>.</p><p id=x><a href="#z">Up</a>.</p>'
    assert from_piece(html) == "See below.\n\nUp."


def test_our_own_page_comes_back_as_it_was():
    source = "Said[^1].\n\n- one\n- two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
    source += "> So **they** say: *no*.\n\n[^1]: Lu Mei."
    assert from_piece(render(source, language="en").html) == source


def test_classes_say_what_is_bold_where_a_program_saves_so():
    html = """<html><head><style>.c1{font-weight:700}.c2{font-style:italic}
    .c3{display:none}</style><title>No</title></head><body><p>
    <span class="c1">Bold</span> <span class="c2 c1">both</span>
    <span class="c3">hidden</span></p></body></html>"""
    text, counts, _ = from_page(html)
    assert (text, dict(counts)) == ("**Bold** ***both***", {"hidden": 1})


def test_of_a_whole_page_only_the_article_comes_in():
    html = """<nav>Menu</nav><header>Our paper</header><article><h1>Two Rivers</h1>
    <p>Words.</p><h2>The source</h2><p>More.</p></article><footer>Imprint</footer>
    <script>evil()</script>"""
    text, counts, _ = from_page(html)
    assert text == "# Two Rivers\n\nWords.\n\n## The source\n\nMore."
    assert dict(counts) == {"around": 1}


def test_nothing_active_or_from_elsewhere_comes_in():
    html = """<!-- no --><p onclick="x()">Words <img src="https://t.example/x.png">
    <img src="https://t.example/1.gif" width=1 height=1><a href="javascript:x()">one</a>
    <a href="/here">two</a> <a href="https://www.google.com/url?q=https://a.example/&sa=D"
    >three</a><iframe src="https://v.example"></iframe><svg><text>no</text></svg>
    <del>gone</del><ins>come</ins><span style="mso-hide:all">no</span>
    <script>no</script><style>no</style></p>"""
    text, counts, _ = from_page(html, "piece")
    assert text == "Words one two [three](https://a.example/) come"
    assert dict(counts) == {
        "elsewhere": 1,
        "links": 1,
        "embedded": 1,
        "tracked": 2,
        "hidden": 1,
    }


def test_comments_of_word_are_left_out():
    html = """<p>Words<span class=MsoCommentReference><a class=msocomanchor
    href="#_msocom_1">[A1]</a></span>.</p><div style='mso-element:comment-list'>
    <div style='mso-element:comment'><p>Really?</p></div>
    <div style='mso-element:comment'><p>No.</p></div></div>"""
    text, counts, _ = from_page(html, "piece")
    assert (text, dict(counts)) == ("Words.", {"comments": 2})


def test_pictures_in_the_page_itself_are_taken():
    html = '<p>Words <img src="data:image/png;base64,aGVsbG8=" alt="A quay"></p>'
    text, _, pictures = from_page(html, "piece")
    assert text.endswith("![A quay](image:00000000-0000-4000-8000-000000000000)")
    assert pictures == [b"hello"]


def test_tables_that_lay_out_a_page_are_none():
    assert from_piece("<table><tr><td>one</td></tr><tr><td>two</td></tr></table>") == (
        "one\n\ntwo"
    )
    inner = "<table><tr><th>a<td>b<tr><td rowspan=2>1<td>2<tr><td>3</table>"
    text, counts, _ = from_page(
        f"<table><tr><td>left<td>{inner}</table>", "piece", first_note=1
    )
    assert text == "left\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| | 3 |"
    assert dict(counts) == {"merged": 1}


def test_lines_and_spaces():
    html = "<div>one<br>two<br><br>three\nfour</div><div>&nbsp;</div>«&nbsp;five&nbsp;»"
    assert from_piece(html) == "one\\\ntwo\n\nthree four\n\n«\xa0five\xa0»"
    assert from_piece("<p>两条\n河流</p>") == "两条河流"
    assert from_piece("<p>H<sub>2</sub>O, m<sup>2</sup>, 1<sup>st</sup></p>") == (
        "H₂O, m², 1st"
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<span>3 *x* 4</span>", True),
        ("<meta charset=utf-8><p>one</p>", True),
        ("<pre>## a\n*b*</pre>", True),
        ("<p>one</p><p>two</p>", False),
        ("<p>one <b>two</b></p>", False),
        ("<li>one</li>", False),
    ],
)
def test_what_plain_text_says_as_well_is_left_plain(html, expected):
    assert is_plain(html) is expected
