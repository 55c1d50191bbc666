"""What was written is what the page shows."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from publications.importing.plaintext import as_markdown

COMMONMARK = (
    MarkdownIt("commonmark", {"html": False})
    .enable(["table", "strikethrough"])
    .use(footnote_plugin)
)
WITH_LINKS = (
    MarkdownIt("commonmark", {"html": False, "linkify": True})
    .enable(["table", "strikethrough", "linkify"])
    .use(footnote_plugin)
)


class Text(HTMLParser):
    """The words of a page, and the elements around them."""

    def __init__(self, html):
        super().__init__()
        self.words, self.elements = "", set()
        self.feed(html)
        self.close()

    def handle_data(self, data):
        self.words += data

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)


def shown(paragraphs, renderer=COMMONMARK):
    return Text(renderer.render(as_markdown(paragraphs)))


def squeezed(text):
    return " ".join(text.replace("\0", "\ufffd").split())


LIKE_MARKDOWN = [
    "* one", "- one", "+ one", "1. one", "2031) one", "# one", "###### one", "> one",
    "| one | two |", "~~one~~", "~~~", "```", "`one` and ``two``", "**one** *two*",
    "***", "* * *", "---", "- - -", "___", "_ _ _", "__one__ _two_ _three",
    "a*b*c and a**b**", "[a](b)", "![a](b)", "[a][b]", "[a]: https://x.example",
    "[^1]", "[^1]: note", "a^[note]", "&amp; &#38; &#x26; &copy;", "<script>a</script>",
    "<https://x.example>", "<ada@x.example>", "<!-- a -->", "</div>", "===", "a\n===",
    "a\n---", "a | b\n--- | ---\nc | d", "a\n:-:", "a\n* b\n1. c", "\\", "a\\",
    "a\\*b\\", "a\\\nb", "    four", "\tone", "\u3000\u3000一", "\xa0one", "  two  ",
    "[a\nb]: /c", "\\[a](b)", "\\_a_", "`a\nb`", "1986. A year", "x_1_y *", "*",
    "a\n\n\nb", "#", "-", "1.", ">", "https://x.example/_a_/*b*", "5 * 3 * 2",
]  # fmt: skip


@pytest.mark.parametrize("text", LIKE_MARKDOWN)
def test_what_looks_like_markdown_is_shown_as_written(text):
    page = shown([text])
    assert squeezed(page.words) == squeezed(text)
    assert page.elements <= {"p", "br"}


ADDRESSES = [
    "https://x.example/a_b_c", "https://x.example/_a_", "www.x.example/%41%20b",
    "https://x.example/%E4%B8%AD", "http://xn--e1afmkfd.example/", "//x.example/%41",
    "x.example/*a*", "ada_lind@x.example", "Kestria.Example", "https://x.example/a&amp;b",
    "https://x.example/[a](b)", "(https://x.example/~~a~~)", "ftp://x.example/\\_a",
]  # fmt: skip


@pytest.mark.parametrize("text", ADDRESSES + LIKE_MARKDOWN)
def test_an_address_reads_as_written_even_where_it_becomes_a_link(text):
    page = shown([f"see {text} now", text], WITH_LINKS)
    assert squeezed(page.words) == squeezed(f"see {text} now {text}")
    assert page.elements <= {"p", "br", "a"}


PROSE = [
    'It’s a road – and isn\'t long. "Yes", they said (CICA), [sic], 50 % of it; A & B.',
    "In 2031, 5 * 3 made 15, snake_case stayed, and 1.5 was more than -1.",
    "Он сказал: «Да» — и пошёл. 《友谊之路》，真好！ قال: «نعم».",
    "https://x.example/a_b and Kestria.Example, at 3 < 4 > 2 or #1 and ~5.",
]


@pytest.mark.parametrize("text", PROSE)
def test_ordinary_prose_gets_no_backslash(text):
    assert as_markdown([text]) == text


def test_paragraphs_are_parted_by_a_blank_line():
    assert as_markdown(["one", "", "two"]) == "one\n\ntwo"


def test_lines_of_one_paragraph_stay_lines():
    page = shown(["one\ntwo"])
    assert page.elements == {"p", "br"}


def test_indentation_of_a_single_line_is_kept():
    assert as_markdown(["one", "    two", "three"]) == (
        "one\n\n&nbsp;&nbsp;&nbsp;&nbsp;two\n\nthree"
    )


@pytest.mark.parametrize("indent", ["  ", "    ", "\t", "\u3000\u3000"])
def test_indentation_of_all_first_lines_is_layout_and_goes(indent):
    paragraphs = [f"{indent}one", f"{indent}two", f"{indent}three"]
    assert as_markdown(paragraphs) == "one\n\ntwo\n\nthree"


def test_layout_goes_although_the_first_paragraph_is_flush():
    assert as_markdown(["one", "  two", "  three"]) == "one\n\ntwo\n\nthree"


MARKS = [*"*_~`[](){}<>#+-.!|\\&^=:;'\"/@1 a\n\t\u3000é中", "\n\n", "[^", "](", "&gt;"]
MARKED = st.lists(st.sampled_from(MARKS), max_size=30).map("".join)


@settings(max_examples=600, deadline=None, database=None)
@given(MARKED | st.text(max_size=40))
def test_any_text_is_shown_as_written(text):
    assert squeezed(shown([text]).words) == squeezed(text)


@settings(max_examples=300, deadline=None, database=None)
@given(st.lists(MARKED, max_size=5))
def test_no_paragraph_changes_its_neighbours(paragraphs):
    page = shown(paragraphs)
    assert squeezed(page.words) == squeezed("\n".join(paragraphs))
    assert page.elements <= {"p", "br"}


WEB = ["https://", "http://", "www.", "x.example", "/", "%41", "%20", "xn--a", "//"]
WEB += [*"_*a&#()\\.@: é", "?q=", "&amp;", "~~"]


@settings(max_examples=600, deadline=None, database=None)
@given(st.lists(st.sampled_from(WEB), max_size=12).map("".join))
def test_any_address_is_shown_as_written(text):
    assert squeezed(shown([text], WITH_LINKS).words) == squeezed(text)


@pytest.mark.parametrize(
    "piece",
    ["*", "_", "`", "[", "<a", "&amp;", "\\", "- ", "a://_", "| ", "a\n", "%41."],
)
def test_two_megabytes_of_anything_take_less_than_two_seconds(piece):
    text = piece * (2_000_000 // len(piece))
    start = time.process_time()
    as_markdown([text])
    assert time.process_time() - start < 2
