"""Names: compared without accents, found by another spelling, listed by family."""

import pytest

from publications.rendering.names import (
    alike,
    folded,
    listed,
    second_mention,
    with_honorific,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lu Mei", "LU  MEI"),
        ("İlham Əliyev", "ilham əliyev"),
        ("Ilham", "İLHAM"),
        ("Élodie O’Neil", "elodie o'neil"),
        ("Al-Karim Saad", "al karim saad"),
        ("阿达·文恩", "阿达 文恩"),
        ("آدا فين", "آدَا فِين"),
        ("J. R. Venn", "J R Venn"),
    ],
)
def test_one_name_written_in_two_ways_is_one(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Lu Mei", "Lu Mey"), ("Ada Venn", "Ida Venn"), ("Əli", "Eli")]
)
def test_two_names_stay_two(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    "spelling", ["Lu Mey", "Mei Lu", "Лу Мэй", "Lu Mei-", "Lumei", "Lü Mei"]
)
def test_another_spelling_is_found_in_any_script_and_order(spelling):
    assert alike(spelling, ["Oren Halvik", "Lu Mei", "Ada Venn"]) == ["Lu Mei"]


@pytest.mark.parametrize("name", ["Ada Venn", "Li Wei", "Maro Teliq", "—", ""])
def test_somebody_else_is_not_taken_for_a_spelling(name):
    assert alike(name, ["Lu Mei", "Oren Halvik"]) == []


def test_a_list_sorts_by_family_and_keeps_the_order_of_the_language():
    assert listed("Ada Venn", "Venn", "Ada", family_first=False) == "Venn, Ada"
    assert listed("Lu Mei", "Lu", "Mei", family_first=True) == "Lu Mei"
    assert listed("Sukarno", "", "", family_first=False) == "Sukarno"
    assert listed("Mr. Rao", "Rao", "", family_first=False) == "Rao"


def test_a_second_mention_is_by_family_never_by_given_name():
    assert second_mention("Ms.", "Lu", "Lu Mei", "en") == "Ms. Lu"
    assert second_mention("女士", "陆", "陆梅", "zh-hans") == "陆女士"
    assert second_mention("Ms.", "", "Lu Mei", "en") == "Ms. Lu Mei"
    assert with_honorific("Ms.", "Lu Mei", "en") == "Ms. Lu Mei"
