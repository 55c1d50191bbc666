"""Lines that may be titles, by their form."""

import pytest

from publications.importing.headings import (
    is_date,
    kind_by_title,
    may_be_title,
    title_in,
)


@pytest.mark.parametrize(
    "line",
    [
        "Two Rivers, One Sea",
        "Orvania and Kestria mark forty years of friendship",
        "What can a bridge carry?",
        "“Two Rivers”",
        "2031: a year of two rivers",
        "Deux fleuves, une mer",
        "Две реки – одно море",
        "İki çay, bir dəniz",
        "نهران وبحر واحد",
        "两条河　一片海",
        "《两条河》",
    ],
)
def test_a_short_line_without_full_stop_may_be_a_title(line):
    assert may_be_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "We are friends.",
        "It is spring. The rivers rise",
        "The guests were:",
        "Thank you!",
        "Dear friends",
        "Excellencies, ladies and gentlemen",
        "Уважаемые дамы и господа",
        "Hörmətli qonaqlar",
        "السيدات والسادة",
        "尊敬的各位来宾",
        "我们是朋友。",
        "- salt and cloth",
        "1. Salt",
        "12 March 2031",
        "https://kestria.example",
        "and so it went on",
        "***",
        "| a | b |",
        "word " * 40,
        "河" * 80,
        "",
    ],
)
def test_other_short_lines_may_not(line):
    assert not may_be_title(line.strip())


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("“Two Rivers”", "Two Rivers"),
        ("《两条河》", "两条河"),
        ("« Deux fleuves »", "Deux fleuves"),
        ("'Orvania's road'", "Orvania's road"),
        ("“Two” and “Rivers”", "“Two” and “Rivers”"),
        ('"Two" and "Rivers"', '"Two" and "Rivers"'),
        ("“The “second” spring”", "The “second” spring"),
        ("Title: Two Rivers", "Two Rivers"),
        ("标题：两条河", "两条河"),
    ],
)
def test_a_title_loses_only_what_marks_it_as_one(line, title):
    assert title_in(line) == title


@pytest.mark.parametrize(
    "line",
    [
        "12 March 2031",
        "Kestria City, March 12, 2031",
        "le 1er mars 2031",
        "12 марта 2031 года",
        "12 mart 2031-ci il",
        "12.03.2031",
        "（2031年3月12日）",
        "12 مارس 2031",
    ],
)
def test_a_line_with_a_date_and_a_place_is_a_date(line):
    assert is_date(line)


@pytest.mark.parametrize(
    "line",
    ["Vision 2031", "March of the two rivers", "On 12 March we met by the bridge"],
)
def test_a_line_that_mentions_time_is_none(line):
    assert not is_date(line)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Speech by Ada Lind at the bridge", "speech"),
        ("Joint statement on two rivers", "statement"),
        ("Press release: two rivers", "press_release"),
        ("Interview with Ada Lind", "interview"),
        ("Discours de Mme Lind", "speech"),
        ("Выступление Ады Линд на приёме", "speech"),
        ("林爱达大使在招待会上的讲话", "speech"),
        ("Ada Lindin qəbulda çıxışı", "speech"),
        ("كلمة السفيرة في حفل الاستقبال", "speech"),
        ("Statements are cheap", ""),
        ("Two Rivers", ""),
    ],
)
def test_a_title_may_name_the_kind(title, kind):
    assert kind_by_title(title) == kind
