"""A body becomes the HTML, the text and the number that are stored."""

import re

import pytest
from django.utils import translation

from publications.rendering import (
    MAX_CHARACTERS,
    TooLong,
    article,
    direction_of,
    render,
)
from publications.rendering import footnotes as footnotes_module
from publications.rendering import tables as tables_module
from tests.rendering import pages as pages_module
from tests.rendering.dom import elements, words
from tests.rendering.pages import UUID, body, ids, one

ARABIC = "هذا بيان صحفي من السفارة"

# --- Headings ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# A", ["h2"]),
        ("## A", ["h2"]),
        ("###### A", ["h2"]),
        ("# A\n\n## B\n\n### C", ["h2", "h3", "h4"]),
        ("# A\n\n### B\n\n#### C", ["h2", "h3", "h4"]),
        ("### A\n\n# B\n\n## C", ["h2", "h2", "h3"]),
        ("## A\n\n### B\n\n## C\n\n### D", ["h2", "h3", "h2", "h3"]),
        (
            "# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F",
            ["h2", "h3", "h4", "h5", "h6", "h6"],
        ),
        ("A\n===\n\nB\n---", ["h2", "h3"]),
    ],
)
def test_headings_stand_below_the_title_and_leave_out_no_level(source, levels):
    assert [each.tag for each in elements(body(source))] == levels


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("A visit", "h-a-visit"),
        ("What is *new*, and `old`?", "h-what-is-new-and-old"),
        ("中国立场", "h-中国立场"),
        ("البيان", "h-البيان"),
        ("Çıxış və görüş", "h-çıxış-və-görüş"),
        ("2026", "h-2026"),
        ("!!!", "h-section"),
        ("x" * 200, "h-" + "x" * 80),
        ("[a link](/x)", "h-a-link"),
    ],
)
def test_a_heading_has_an_address_of_its_words(heading, anchor):
    assert ids(body(f"# {heading}")) == [anchor]


def test_no_two_headings_share_an_address():
    found = ids(body("# A\n\n# A\n\n# A 2\n\n# a\n\n# A-2\n\n# A"))
    assert len(set(found)) == len(found) == 6
    assert found[:2] == ["h-a", "h-a-2"]


def test_the_address_of_a_heading_in_two_encodings_is_one():
    composed, apart = body("# \u00e9t\u00e9"), body("# e\u0301te\u0301")
    assert ids(composed) == ids(apart)


@pytest.mark.parametrize(
    "name", ["location", "cookie", "csrfmiddlewaretoken", "forms", "__proto__", "body"]
)
def test_no_heading_can_stand_in_for_a_name_of_the_page(name):
    for source in (f"# {name}", f"x[^{name}]\n\n[^{name}]: y", f"x\n\n# x {{#{name}}}"):
        assert all(re.match(r"h-|fn-|fnref-", each) for each in ids(body(source)))


def test_a_link_to_a_heading_finds_it():
    html = body("# Background\n\n[a](#background) [b](#Background) [c](#nowhere)")
    leads = [each.attrib["href"] for each in elements(html, "a")]
    assert leads == ["#h-background", "#Background", "#nowhere"]


def test_a_link_to_a_heading_in_another_script_finds_it():
    html = body("# 背景\n\n[a](#背景)")
    assert one(html, "a").attrib["href"] == "#h-背景"


@pytest.mark.parametrize("source", ["#", "## ##", "#\n\ntext"])
def test_a_heading_without_words_is_left_out(source):
    assert not {"h2", "h3"} & {each.tag for each in elements(body(source))}


# --- Tables ------------------------------------------------------------------------

TABLE = "|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|"


def test_alignment_is_a_class_and_never_a_style():
    html = body(TABLE)
    assert "style" not in html
    for name in ("th", "td"):
        classes = [each.attrib.get("class") for each in elements(html, name)]
        assert classes == ["align-left", "align-center", "align-right", None]


def test_a_table_scrolls_in_a_box_that_a_keyboard_reaches():
    box = one(body(TABLE), "div")
    assert box.attrib == {
        "class": "table",
        "role": "region",
        "tabindex": "0",
        "aria-label": "Table",
    }
    assert [each.tag for each in box] == ["table"]


def test_tables_are_told_apart_by_number():
    html = body(f"{TABLE}\n\n{TABLE}\n\n> {TABLE}".replace("\n|", "\n|"))
    labels = [each.attrib["aria-label"] for each in elements(html, "div")]
    assert labels == [f"Table {number}" for number in range(1, len(labels) + 1)]
    assert len(labels) >= 2


def test_header_cells_say_that_they_head_a_column_and_an_empty_one_heads_nothing():
    html = body("||b|\n|-|-|\n|x|y|")
    assert [each.attrib for each in elements(html, "th")] == [{"scope": "col"}]
    assert len(elements(html, "td")) == 3


@pytest.fixture
def in_this_process(monkeypatch):
    """No patch reaches the child."""
    monkeypatch.setattr(pages_module, "render", article.render)


def test_the_name_of_a_table_is_in_the_language_of_the_text(
    monkeypatch, in_this_process
):
    monkeypatch.setattr(
        tables_module, "gettext", lambda text: f"{translation.get_language()} {text}"
    )
    with translation.override("fr"):
        html = body(TABLE, "az")
        assert translation.get_language() == "fr"
    assert one(html, "div").attrib["aria-label"] == "az Table"


# --- Notes -------------------------------------------------------------------------

NOTES = "One[^a], two[^b], one again[^a].\n\n[^b]: Second.\n\n[^a]: First."


def test_notes_are_numbered_as_the_text_comes_to_them():
    html = body(NOTES)
    notes = one(html, "ol").findall("li")
    assert [each.attrib["id"] for each in notes] == ["fn-1", "fn-2"]
    assert ["".join(each.itertext()).split(" ↑")[0].strip() for each in notes] == [
        "First.",
        "Second.",
    ]


def test_references_and_notes_lead_to_each_other():
    html = body(NOTES)
    links = {each.attrib.get("id"): each for each in elements(html, "a")}
    assert links["fnref-1"].attrib["href"] == "#fn-1"
    assert links["fnref-1-2"].attrib["href"] == "#fn-1"
    assert links["fnref-2"].attrib["href"] == "#fn-2"
    back = [
        each.attrib["href"]
        for each in elements(html, "a")
        if each.attrib["role"] == "doc-backlink"
    ]
    assert back == ["#fnref-1", "#fnref-1-2", "#fnref-2"]
    assert {lead[1:] for lead in back} <= set(ids(html))


def test_notes_say_what_they_are():
    html = body(NOTES)
    assert one(html, "section").attrib == {
        "class": "footnotes",
        "role": "doc-endnotes",
        "aria-label": "Footnotes",
    }
    labels = [each.attrib["aria-label"] for each in elements(html, "a")]
    assert labels == [
        "Footnote 1",
        "Footnote 2",
        "Footnote 1",
        "Back to the text, footnote 1",
        "Back to the text, footnote 1, reference 2",
        "Back to the text, footnote 2",
    ]


def test_the_labels_of_notes_are_in_the_language_of_the_text(
    monkeypatch, in_this_process
):
    monkeypatch.setattr(
        footnotes_module,
        "gettext",
        lambda text: f"{translation.get_language()} {text}",
    )
    with translation.override("en"):
        html = body(NOTES, "zh-hans")
    labels = [each.attrib["aria-label"] for each in elements(html, "a")]
    labels.append(one(html, "section").attrib["aria-label"])
    assert all(label.startswith("zh-hans ") for label in labels)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x[^1]\n\n[^1]: first\n\n[^1]: second", ["first", "second"]),
        ("x\n\n[^never]: not referred to", ["not referred to"]),
        ("x[^1]\n\n[^1]: see[^2]\n\n[^2]: there", ["see", "there"]),
        ("x[^1]\n\n[^1]: itself[^1]", ["itself"]),
        ("x[^1]\n\n[^1]: - a list\n    - of two", ["a list", "of two"]),
        ("x[^1]\n\n[^1]:\n", ["x"]),
    ],
)
def test_no_note_that_was_written_is_lost(source, said):
    rendered = render(source, language="en")
    for part in said:
        assert part in words(rendered.html)
        assert part in rendered.text


@pytest.mark.parametrize("source", ["x[^1]", "[^]", "[^a b]", "[^" + "x" * 101 + "]"])
def test_a_reference_without_a_note_stays_text(source):
    html = body(f"{source}\n\n[^other]: y")
    assert source in words(html)


# --- Languages and directions ------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "attributes"),
    [
        (f"[{ARABIC}]{{lang=ar}}", {"lang": "ar", "dir": "rtl"}),
        ("[Bonjour]{lang=fr}", {"lang": "fr"}),
        ("[Bonjour]{lang=fr dir=ltr}", {"lang": "fr", "dir": "ltr"}),
        ('[你好]{lang="zh-Hans"}', {"lang": "zh-Hans"}),
        ("[x]{dir=rtl}", {"dir": "rtl"}),
        ("[x]{dir=auto}", {"dir": "auto"}),
    ],
)
def test_words_can_say_their_language_and_direction(source, attributes):
    assert one(body(source), "span").attrib == attributes


@pytest.mark.parametrize(
    "mark",
    [
        "{x}",
        "{.red}",
        "{#id}",
        "{onclick=alert(1)}",
        "{style=color:red}",
        "{lang=ar onclick=x}",
        '{lang="ar" style="x"}',
        "{lang=ar lang=en}",
        "{lang=not_a_language}",
        "{lang=x}",
        "{lang=en--us}",
        "{dir=up}",
        "{dir=RTL}",
        "{lang=}",
        "{lang='ar'}",
        "{ }",
    ],
)
def test_any_other_mark_stays_text_and_becomes_no_attribute(mark):
    for source in (f"[words]{mark}", f"{mark}\n\nwords", f"# words {mark}"):
        html = body(source)
        assert mark in words(html)
        assert not [each.attrib for each in elements(html) if set(each.attrib) - {"id"}]


def test_a_block_takes_its_mark_from_the_line_above():
    html = body("{lang=fr}\nBonjour.\n\n{lang=ar}\n# عنوان\n\n{dir=rtl}\n- a\n")
    assert one(html, "p").attrib == {"lang": "fr"}
    assert one(html, "h2").attrib == {"lang": "ar", "dir": "rtl", "id": "h-عنوان"}
    assert one(html, "ul").attrib == {"dir": "rtl"}


def test_a_mark_above_nothing_is_text():
    assert "{lang=fr}" in words(body("x\n\n{lang=fr}"))
    assert "{lang=fr}" in words(body("{lang=fr}\n\n---\n\nx"))


@pytest.mark.parametrize(
    ("language", "source", "direction"),
    [
        ("en", ARABIC, "rtl"),
        ("ar", "An English paragraph.", "ltr"),
        ("ar", "中国的立场", "ltr"),
        ("en", "An English paragraph.", None),
        ("ar", ARABIC, None),
        # One that opens with a name of the other direction does not turn round.
        ("ar", f"Xinhua: {ARABIC}", None),
        ("en", f"The title was “{ARABIC} {ARABIC}”", None),
        ("en", f"{ARABIC} and then mostly English words follow in it", None),
        ("ar", "2026", None),
        ("en", "", None),
    ],
)
def test_a_paragraph_of_the_other_direction_says_so(language, source, direction):
    found = elements(body(source, language), "p")
    assert [each.attrib.get("dir") for each in found] == [direction] * len(found)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (f"- {ARABIC}\n- {ARABIC}", "ul"),
        (f"1. {ARABIC}", "ol"),
        (f"> {ARABIC}", "blockquote"),
        (f"# {ARABIC}", "h2"),
        (f"|{ARABIC}|\n|-|\n|{ARABIC}|", "table"),
        (f"x[^1]\n\n[^1]: {ARABIC}", "li"),
    ],
)
def test_a_whole_block_of_the_other_direction_says_so_once(source, name):
    turned = [each.tag for each in elements(body(source)) if "dir" in each.attrib]
    assert turned == [name]


def test_inside_a_turned_block_the_first_direction_turns_back():
    html = body(f"> {ARABIC} {ARABIC}\n>\n> English.\n")
    directions = [each.attrib.get("dir") for each in elements(html)]
    assert directions == ["rtl", None, "ltr"]


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("fa", "rtl"),
        ("ar-EG", "rtl"),
        ("uz-Arab", "rtl"),
        ("az_Arab", "rtl"),
        ("ur-Latn", "ltr"),
        ("en", "ltr"),
        ("zh-hans", "ltr"),
        ("az", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_language_tells_its_direction(language, direction):
    assert direction_of(language) == direction


# --- Characters --------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "<div onclick=x>",
        "<!-- a comment -->",
        "<?php echo 1 ?>",
        "<![CDATA[x]]>",
        "<!DOCTYPE html>",
        "a < b > c & d",
        "&lt;b&gt;".replace("&", "\\&"),
    ],
)
def test_raw_html_is_shown_as_text(source):
    html = body(source)
    assert [each.tag for each in elements(html)] == ["p"]
    assert words(html).strip() == source.replace("\\", "")


@pytest.mark.parametrize(
    "source",
    [
        "\"straight\" and 'single'",
        "a -- b --- c",
        "wait...",
        "(c) (tm) (r) +-",
        "1/2",
        "“curved” ‘single’ «a» „b“",
        "ﬁ ½ №",
        ":) :smile:",
        "News.Az and gov.example",
    ],
)
def test_the_characters_that_were_approved_are_shown(source):
    rendered = render(source, language="en")
    assert words(rendered.html).strip() == source
    assert rendered.text == source


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1b", "\x7f", "\x9b", "\ufffe"])
def test_what_would_break_a_feed_is_replaced(character):
    for source in (f"a{character}b", f"&#{ord(character)};", f"`{character}`"):
        rendered = render(source, language="en")
        assert character not in rendered.html
        assert character not in rendered.text
        assert "\ufffd" in rendered.html or f"&amp;#{ord(character)};" in rendered.html


def test_half_a_surrogate_is_replaced():
    assert render("a\ud800b", language="en").text == "a\ufffdb"


def test_text_and_words_leave_out_the_marks():
    rendered = render(
        "# Title\n\nSome *words*[^1] and [a link](/x).\n\n1. one\n2. two\n\n"
        "|a|b|\n|-|-|\n|c|d|\n\n[^1]: note",
        language="en",
    )
    assert rendered.text == (
        "Title\n\nSome words[1] and a link.\n\n1. one\n2. two\n\na\tb\nc\td\n\n[1] note"
    )
    assert rendered.words == 13


def test_nothing_written_gives_nothing():
    for source in ("", " \n\n ", "[a]: /x"):
        rendered = render(source, language="en")
        assert (rendered.html.strip(), rendered.text, rendered.words) == ("", "", 0)


# --- Links and pictures ------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("[a](https://a.example/x?y=1#z)", "https://a.example/x?y=1#z"),
        ("[a](/news/)", "/news/"),
        ("[a](?page=2)", "?page=2"),
        ("[a](mailto:a@b.example)", "mailto:a@b.example"),
        ("[a](tel:+994123456)", "tel:+994123456"),
        ("<https://a.example>", "https://a.example"),
        ("see https://a.example/x.", "https://a.example/x"),
        ("(https://a.example/x_(y))", "https://a.example/x_(y)"),
        ("a@b.example", "mailto:a@b.example"),
        ("见https://a.example/x。好", "https://a.example/x"),
    ],
)
def test_addresses_become_links(source, address):
    assert one(body(source), "a").attrib == {"href": address}


@pytest.mark.parametrize(
    "source", ["a.example", "www.a.example", "//a.example", "ftp://a.example", "a@b"]
)
def test_nothing_is_guessed_to_be_a_link(source):
    html = body(source)
    assert not elements(html, "a")
    assert words(html).strip() == source


def test_a_picture_of_ours_is_what_the_caller_makes_of_it():
    asked = []

    def image(uuid, alternative):
        asked.append((uuid, alternative))
        return f'<img src="/media/{uuid}.jpg" alt="x">'

    html = body(f"before ![a *b*](IMAGE:{UUID.upper()}) after", image=image)
    assert asked == [(UUID, "a b")]
    assert [each.tag for each in elements(html)] == ["p", "figure", "img"]
    assert one(html, "img").attrib["src"] == f"/media/{UUID}.jpg"


def test_what_the_caller_makes_passes_the_sanitiser_too():
    def image(uuid, alternative):
        return '<img src="/x.jpg" onerror="alert(1)" style="x"><script>1</script>'

    html = body(f"![a](image:{UUID})", image=image)
    assert one(html, "img").attrib == {"src": "/x.jpg"}
    assert not elements(html, "script")


@pytest.mark.parametrize("image", [None, lambda uuid, alternative: None])
def test_a_picture_that_is_not_there_leaves_its_words(image):
    html = body(f"![a signing](image:{UUID})", image=image)
    assert not elements(html, "img")
    assert words(html).strip() == "a signing"


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/x.png",
        "http://127.0.0.1:18999/x.png",
        "//10.0.0.1/x.png",
        "http://[::1]/x.png",
        "/media/x.png",
        "x.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "data:image/svg+xml,<svg onload=alert(1)>",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "image:x",
        f"image:{UUID}0",
    ],
)
def test_no_other_address_is_ever_a_picture(address):
    calls = []
    for source in (f"![alt]({address})", f"![alt][r]\n\n[r]: {address}"):
        html = body(source, image=lambda *asked: calls.append(asked))
        assert not elements(html, "img")
        assert "alt" in words(html)
    assert not calls


def test_a_remote_picture_is_a_link_with_its_words():
    html = body("![the signing](https://other.example/x.png)")
    assert one(html, "a").attrib == {"href": "https://other.example/x.png"}
    assert one(html, "a").text == "the signing"


# --- Length ------------------------------------------------------------------------


def test_a_text_of_the_limit_is_taken_and_one_more_refused():
    assert render("a" * MAX_CHARACTERS, language="en").words == 1
    with pytest.raises(TooLong, match="limit: 400000 characters"):
        render("a" * (MAX_CHARACTERS + 1), language="en")


def test_texts_rendered_one_after_the_other_know_nothing_of_each_other():
    first = body("# A\n\n[l]: /x\n\nx[^1]\n\n[^1]: n\n")
    assert "fn-" not in body("x[^1] [l]")
    assert body("# A\n\n[l]: /x\n\nx[^1]\n\n[^1]: n\n") == first


def test_an_excerpt_begins_with_prose():
    rendered = render(
        "## The catch\n\nFirst[^1].\n\n- A point\n\n| a |\n|---|\n| b |\n\n> Said.\n\n"
        "[^1]: Note.",
        language="en",
    )
    assert rendered.prose.startswith("First.\n\nSaid.")
    assert "catch" not in rendered.prose and "point" not in rendered.prose
    assert "The catch" in rendered.text and "First[1]." in rendered.text
