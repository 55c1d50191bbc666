"""Where paragraphs begin and end, and how many words they have."""

import textwrap

import pytest

from publications.importing.paragraphs import blocks_of, paragraphs_of, word_count

LONG = (
    "Two rivers meet below the old bridge, and for as long as anybody can remember the"
    " people of both banks have met there too. They brought salt and cloth, and took"
    " home news, songs and sometimes a husband or a wife. Nobody asked them for papers."
)
OTHER = (
    "Today the bridge carries trains. Last year they brought more than a million"
    " travellers from Orvania to Kestria and back, among them nine thousand students,"
    " four hundred physicians and a whole orchestra with its long-serving conductor."
)
CHINESE = (
    "两条河在古桥下汇合，两岸的人民自古以来就在这里相聚。他们带来盐和布，带回消息、歌谣，"
    "有时还带回一位丈夫或妻子。没有人向他们要证件，因为大家都是邻居，邻居之间不需要证件。"
)


def wrapped(*paragraphs, width=72, between="\n\n"):
    return between.join(textwrap.fill(p, width) for p in paragraphs)


def test_blank_lines_part_paragraphs():
    assert paragraphs_of(f"{LONG}\n\n\n  \n{OTHER}\n") == [LONG, OTHER]


def test_without_blank_lines_each_line_is_a_paragraph():
    assert paragraphs_of(f"{LONG}\n{OTHER}\n{LONG}") == [LONG, OTHER, LONG]


@pytest.mark.parametrize("width", [60, 66, 72, 80, 100])
def test_hard_wrapped_lines_are_joined(width):
    assert paragraphs_of(wrapped(LONG, OTHER, LONG, width=width)) == [LONG, OTHER, LONG]


def test_lines_balanced_by_a_formatter_are_joined():
    lines = LONG.split()
    text = "\n".join(" ".join(lines[i : i + 12]) for i in range(0, len(lines), 12))
    assert paragraphs_of(f"{text}\n\n{wrapped(OTHER)}") == [LONG, OTHER]


def test_chinese_lines_are_joined_without_a_space():
    lines = "\n".join(CHINESE[i : i + 30] for i in range(0, len(CHINESE), 30))
    assert paragraphs_of(f"{lines}\n\n{lines}") == [CHINESE, CHINESE]


def test_a_word_broken_at_its_hyphen_gets_no_space():
    texts = [wrapped(LONG, OTHER, width=width) for width in range(50, 100)]
    broken = [text for text in texts if "long-\n" in text]
    assert broken
    for text in broken:
        assert paragraphs_of(text) == [LONG, OTHER]


def test_a_hanging_hyphen_before_and_keeps_its_space():
    sentence = "It served the pre- and post-war years of two whole generations of us. "
    lines = (sentence * 4).replace("pre- and", "pre-\nand").strip()
    assert "pre- and" in " ".join(paragraphs_of(f"{lines}\n\n{wrapped(LONG)}"))


def test_a_wrapped_paragraph_that_is_indented_begins_anew_without_blank_line():
    text = "\n".join("   " + textwrap.fill(p, 72) for p in (LONG, OTHER, LONG))
    assert [p.strip() for p in paragraphs_of(text)] == [LONG, OTHER, LONG]


def test_list_items_stay_apart_in_wrapped_text():
    items = "- salt and cloth from the north\n- songs and news\n1. a husband"
    assert paragraphs_of(f"{wrapped(LONG)}\n\n{items}\n\n{wrapped(OTHER)}") == [
        LONG,
        *items.split("\n"),
        OTHER,
    ]


def test_title_and_byline_are_not_joined_to_wrapped_text():
    head = "Two Rivers and the People Who Live Between Them and Beyond\nBy Ada Lind"
    assert paragraphs_of(f"{head}\n\n{wrapped(LONG, OTHER)}")[:2] == head.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        "Two rivers meet\nand nobody knows\nwhich one was first\nto reach the stone",
        "Arrival of the guests at the gate\nWelcome by the head of the choir\n"
        "Address of the Ambassador herself\nDinner in the garden of the house",
        "Ada Lind\nAmbassador of Orvania to Kestria\n12 March 2031",
    ],
    ids=["a poem", "a programme", "a signature"],
)
def test_short_lines_that_mean_something_stay_lines(text):
    assert paragraphs_of(text) == text.split("\n")


def test_indentation_stays_and_trailing_space_goes():
    assert paragraphs_of("  one \n\n\u3000\u3000two\t\n") == [
        "  one",
        "\u3000\u3000two",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two", 2),
        ("It isn’t a 30-fold rise – it’s a 10th.", 8),
        ("word—word", 2),
        ("《两条河》，2031年", 5),
        ("两条河 Two Rivers", 5),
        ("Дорогу осилит идущий.", 3),
        ("نحن نرعى الصداقةَ كلَّ يوم", 5),
        ("… – * 5", 1),
    ],
)
def test_words_are_counted_as_a_reader_would(text, words):
    assert word_count(text) == words


def test_a_code_fence_is_one_block_with_its_blank_lines():
    source = ["# Title", "text", "", "```", "a", "", "b", "```", "", "end"]
    blocks = blocks_of(source)
    assert [source[first:end] for first, end, _ in blocks] == [
        ["# Title"],
        ["text"],
        ["```", "a", "", "b", "```"],
        ["end"],
    ]
    assert [is_fence for *_, is_fence in blocks] == [False, False, True, False]


def test_a_fence_that_is_never_closed_goes_to_the_end():
    assert blocks_of(["a", "", "~~~", "b", "", "c"]) == [(0, 1, False), (2, 6, True)]
