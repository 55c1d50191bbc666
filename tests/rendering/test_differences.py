"""What was changed, word by word, right in every script and bounded in time."""

import random
import re
import time
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.rendering.differences import difference


def paragraphs(text):
    parts = re.split(r"\n\s*\n", text)
    return [part.strip("\n") for part in parts if part.strip()]


def side(html, without):
    """One of the two texts, read back out of the difference."""
    html = re.sub(f"<{without}>.*?</{without}>", "", html, flags=re.S)
    found = re.findall(r"<p>(.*?)</p>", html, flags=re.S)
    texts = [unescape(re.sub(r"</?(?:del|ins|br)>", "", text)) for text in found]
    return [text for text in texts if text]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("Same.", "Same.", "<p>Same.</p>"),
        (
            "Peace, and trade.",
            "Peace and, trade.",
            "<p>Peace<del>,</del> and<ins>,</ins> trade.</p>",
        ),
        (
            "The red house stands by the long road.",
            "The blue house stands by the long road.",
            "<p>The <del>red</del><ins>blue</ins> house stands by the long road.</p>",
        ),
        # A blank between two changed words belongs to the change.
        (
            "The red old house stands by the long road.",
            "The blue new house stands by the long road.",
            "<p>The <del>red old</del><ins>blue new</ins> house stands by the long "
            "road.</p>",
        ),
        (
            "Two million people.",
            "Two million young people.",
            "<p>Two million <ins>young </ins>people.</p>",
        ),
        # Chinese and Japanese: letter by letter.
        (
            "中国很大。我们很高兴见面。",
            "中国很大。我们非常高兴见面。",
            "<p>中国很大。我们<del>很</del><ins>非常</ins>高兴见面。</p>",
        ),
        (
            "大使は東京で演説した。",
            "大使は京都で演説した。",
            "<p>大使は<del>東京</del><ins>京都</ins>で演説した。</p>",
        ),
        # Arabic: a word is whole, and its marks stay with it.
        (
            "قال السفير مَرْحَبًا بالعالم",
            "قال السفير مَرْحَبٌ بالعالم",
            "<p>قال السفير <del>مَرْحَبًا</del><ins>مَرْحَبٌ</ins> بالعالم</p>",
        ),
        ("one\ntwo", "one\nthree", "<p>one<br>\n<del>two</del><ins>three</ins></p>"),
    ],
)
def test_changed_words_stand_beside_what_was_kept(old, new, shown):
    assert difference(old, new) == shown


def test_a_new_paragraph_leaves_its_neighbours_alone():
    html = difference("First one.\n\nLast one.", "First one.\n\nNew.\n\nLast one.")
    assert html == "<p>First one.</p>\n<p><ins>New.</ins></p>\n<p>Last one.</p>"


def test_a_removed_paragraph_leaves_its_neighbours_alone():
    html = difference("First one.\n\nOld.\n\nLast one.", "First one.\n\nLast one.")
    assert html == "<p>First one.</p>\n<p><del>Old.</del></p>\n<p>Last one.</p>"


def test_an_altered_paragraph_is_found_behind_new_and_removed_ones():
    old = "Something quite different.\n\nThe harbour opens again in spring."
    new = "Now for another matter.\n\nAnd more.\n\nThe harbour opens again in autumn."
    assert difference(old, new).split("\n") == [
        "<p><del>Something quite different.</del></p>",
        "<p><ins>Now for another matter.</ins></p>",
        "<p><ins>And more.</ins></p>",
        "<p>The harbour opens again in <del>spring</del><ins>autumn</ins>.</p>",
    ]


def test_a_paragraph_that_grew_is_still_the_same():
    html = difference(
        "The harbour opens.", "The harbour opens. " + "More is to say. " * 9
    )
    assert html.startswith("<p>The harbour opens.<ins> More")


def test_a_paragraph_said_anew_is_shown_whole():
    old, new = "We welcome the visit of the minister.", "Trade grew by a tenth in May."
    assert difference(old, new) == f"<p><del>{old}</del></p>\n<p><ins>{new}</ins></p>"


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        (
            "g e a b g e b d e d f b h h a a",
            "f g b a h g a c e a b g e b d e d f b h h a a b f f",
            " b g e b d e d f b h h a a",
        ),
        (
            "b b a e a e d d c c c a c c d e",
            "e a e a e d d c c c a c c d e b c c",
            " a e d d c c c a c c d e",
        ),
    ],
)
def test_what_occurs_more_than_once_leads_nobody_astray(old, new, kept):
    assert kept in re.sub(r"<(del|ins)>.*?</\1>", "", difference(old, new))


def test_a_lone_word_between_changes_is_taken_into_them():
    old = "Our ministers met in the morning to speak of trade, and much was said."
    new = "Our ambassadors dined in the evening to speak of trade, and much was said."
    assert difference(old, new) == (
        "<p>Our <del>ministers met in the morning</del>"
        "<ins>ambassadors dined in the evening</ins>"
        " to speak of trade, and much was said.</p>"
    )


def test_blank_lines_alone_are_no_difference():
    assert difference("a\n\nb", "\na\n \n\n\nb\n\n") == "<p>a</p>\n<p>b</p>"


def test_nothing_of_a_text_becomes_markup():
    html = difference("<del>a</del> & one", '<script>"b"</script> & one')
    assert "<script" not in html
    assert side(html, "del") == ['<script>"b"</script> & one']
    assert side(html, "ins") == ["<del>a</del> & one"]
    assert difference("<b>", "<b>") == "<p>&lt;b&gt;</p>"


PIECES = st.sampled_from(
    ["word", "a", "b", "the", " ", " ", ".", ", ", "\n\n", "\n\n", "\n", "中", "国"]
    + [
        "。",
        "مَرْ",
        "حبا",
        "\u0301",
        "<ins>",
        "</p>",
        "&amp;",
        "😀",
        "👩\u200d🚀",
        "\r\n",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=60))


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_each_text_can_be_read_back_from_the_difference(old, new):
    html = difference(old, new)
    assert side(html, "del") == paragraphs(new)
    assert side(html, "ins") == paragraphs(old)


@given(st.lists(PIECES, max_size=60), st.data())
@settings(max_examples=300, deadline=None)
def test_a_text_edited_in_places_can_be_read_back_too(pieces, data):
    edited = list(pieces)
    for _ in range(data.draw(st.integers(0, 5))):
        at = data.draw(st.integers(0, len(edited)))
        edited[at : at + data.draw(st.integers(0, 3))] = data.draw(
            st.lists(PIECES, max_size=3)
        )
    old, new = "".join(pieces), "".join(edited)
    html = difference(old, new)
    assert side(html, "del") == paragraphs(new)
    assert side(html, "ins") == paragraphs(old)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_text_does_not_differ_from_itself(text):
    html = difference(text, text)
    assert "<del>" not in html
    assert "<ins>" not in html


# --- Bounds ------------------------------------------------------------------------

LENGTH = 400_000


def written(seed, words, paragraph, between=" "):
    chance = random.Random(seed)
    parts, length = [], 0
    while length < LENGTH:
        part = between.join(chance.choices(words, k=paragraph))
        parts.append(part)
        length += len(part)
    return "\n\n".join(parts)[:LENGTH]


LATIN = [f"{a}{b}{c}en" for a in "bdfgklm" for b in "aeiou" for c in "nrstvx"]
HAN = [chr(0x4E00 + number) for number in range(1500)]
SPREAD = " ".join(f"w{n}" for n in range(60_000))
FLOODS = {
    "wholly different": (
        written(1, LATIN, 60),
        written(2, [*map(str, range(200))], 60),
    ),
    "the same words": (written(1, LATIN, 60), written(2, LATIN, 60)),
    "Chinese": (written(1, HAN, 300, ""), written(2, HAN, 300, "")),
    "one paragraph": (written(1, LATIN, LENGTH // 5), written(2, LATIN, LENGTH // 5)),
    "two words": (written(1, "ab", LENGTH // 2), written(2, "ab", LENGTH // 2)),
    "every other word": (SPREAD, re.sub(r"w(\d*[02468])\b", r"x\1", SPREAD)),
    "short lines": ("a\n\nb\n\n" * (LENGTH // 6), "b\n\na\n\n" * (LENGTH // 6)),
    # Each anchor makes the next one unique: a thousand would lie in one another.
    "anchors within anchors": (
        " ".join(f"u{n + 1}.u{n}." for n in range(20_000)),
        " ".join(f"u{n + 1},u{n}," for n in range(20_000)),
    ),
    "marks": ("\u0301" * LENGTH, "\u0300" * LENGTH),
    "blanks": ("\n" * LENGTH + "a", "\n \r" * (LENGTH // 3) + "b"),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_takes_no_more_than_a_few_seconds(name):
    old, new = FLOODS[name]
    began = time.process_time()
    html = difference(old, new)
    assert time.process_time() - began < 6  # on a busy machine; mostly below one
    assert side(html, "del") == paragraphs(new)
