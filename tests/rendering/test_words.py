"""Words as a desk counts them; excerpts that end where a reader would stop."""

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.rendering import count_words, excerpt

ENGLISH = [
    "The embassy",
    "It's China's visit",
    "don’t stop",
    "China-Azerbaijan ties",
    "state-of-the-art, twenty-first-century work",
    "1,000 km in 3/4 of 2.5 hours",
    "e.g. the U.S. and the U.K.",
    "a@b.example https://a.example/x?y=1",
    "  spaced   out\n\nlines\tand tabs ",
    "“Quoted” (bracketed) [noted]",
    "and/or",
    "",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_counted_as_wc_counts_it(text):
    wc = subprocess.run(["wc", "-w"], input=text.encode(), capture_output=True)
    assert count_words(text) == int(wc.stdout)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a – b", 2),
        ("a — b - c", 3),
        ("...", 0),
        ("* * *", 0),
        ("—", 0),
        ("😀", 0),
        ("中国很大", 4),
        ("中国，很大。", 4),
        ("中国2026年", 4),
        ("访问Baku市", 4),
        ("Visit 北京 now", 4),
        ("中国，Baku。London", 4),
        ("全角ＡＢＣ", 3),
        ("々〇", 2),
        ("𠮷野家", 3),
        ("日本語テキスト", 7),
        ("ราคา", 4),
        ("한국어 문장", 2),
        ("مرحبا بالعالم", 2),
        ("مَرْحَبًا بِالْعَالَمِ", 2),
        ("قال السفير، إن", 3),
        ("Azərbaycanın çıxışı", 2),
        ("Пресс-релиз № 5", 2),
        ("e\u0301te\u0301 a\u0300", 2),
    ],
)
def test_words_are_counted_as_each_script_has_them(text, number):
    assert count_words(text) == number


# --- Excerpts ----------------------------------------------------------------------

TEXT = (
    "First sentence here. Second sentence is longer. "
    "Third one comes at the end of it all."
)
CHINESE = "中国很大。我们很高兴，“今天”见面。再见。"
ARABIC = "قال السفير. هل هذا صحيح؟ نعم هذا صحيح تماما"


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        (TEXT, 100, TEXT),
        (TEXT, len(TEXT), TEXT),
        (TEXT, 60, "First sentence here. Second sentence is longer."),
        (TEXT, 40, "First sentence here."),
        (TEXT, 20, "First sentence here."),
        (TEXT, 17, "First sentence…"),
        (TEXT, 16, "First sentence…"),
        (TEXT, 10, "First…"),
        (CHINESE, 21, CHINESE),
        (CHINESE, 18, "中国很大。我们很高兴，“今天”见面。"),
        (CHINESE, 12, "中国很大。我们很高兴…"),
        (CHINESE, 7, "中国很大。"),
        (CHINESE, 4, "中国很…"),
        (ARABIC, 25, "قال السفير. هل هذا صحيح؟"),
        (ARABIC, 20, "قال السفير."),
        (ARABIC, 6, "قال…"),
        (
            "Ambassador Ms. Lu met Prof. Li in Baku today",
            31,
            "Ambassador Ms. Lu met Prof. Li…",
        ),
        ("Is it true? Yes it is, as all know", 20, "Is it true?"),
        ("He said “No.” Then he went away again", 20, "He said “No.” Then…"),
        ("word, and then some more", 6, "word…"),
        ("one\n\ntwo\tthree", 100, "one two three"),
        ("中国\n很大", 100, "中国很大"),
        ("a" * 50, 10, "a" * 9 + "…"),
        ("说（这个）很好的事情", 6, "说（这个）…"),
        ("我们说（这个）很好的事情", 5, "我们说…"),
        ("anything", 1, "…"),
        # Letters are kept whole: a vowel before its consonant, a letter below another.
        ("ราคาเมืองไทยวันนี้", 6, "ราคา…"),
        ("ສະບາຍດີເມືອງລາວ", 9, "ສະບາຍດີ…"),
        ("កម្ពុជាជាប្រទេស", 4, "ក…"),
        ("e\u0301" * 20, 10, "e\u0301" * 4 + "…"),
        ("👩\u200d👧" * 20, 6, "👩\u200d👧…"),
        ("访问Baku，见Ada Venn大使", 12, "访问Baku，见Ada…"),
        ("من كالدار إلى أورسا ثم إلى دوفرين", 15, "من كالدار إلى…"),
        ("anything", 0, ""),
        ("", 10, ""),
    ],
)
def test_an_excerpt_ends_after_a_sentence_or_a_word(text, limit, shown):
    assert excerpt(text, limit) == shown


PIECES = st.sampled_from(
    [
        "word",
        "a",
        " ",
        ". ",
        "。",
        "，",
        "中",
        "国",
        "“",
        "”",
        "（",
        "）",
        "…",
        "!",
        "مرحبا",
        "؟ ",
        "\n",
        "x" * 30,
        "e\u0301",
        "😀",
        "ราคา",
        "—",
        "Ms. ",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(0, 80))
@settings(max_examples=150, deadline=None)
def test_an_excerpt_is_one_line_within_the_limit_and_says_nothing_new(text, limit):
    short = excerpt(text, limit)
    assert len(short) <= limit
    assert "\n" not in short
    whole = excerpt(text, len(text))
    assert whole == short or whole.startswith(short.removesuffix("…"))


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=100, deadline=None)
def test_words_of_two_lines_are_the_sum_of_both(text):
    assert count_words(f"{text}\n{text}") == 2 * count_words(text)
