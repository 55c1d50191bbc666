"""The mission's colour can be read on the site's paper, or its contrast is told."""

import re
from pathlib import Path

import pytest

from publications.mission.colours import (
    BAR,
    DARK,
    ENOUGH,
    LIGHT,
    chosen,
    contrast,
    on,
)

SHEET = Path("static/publications/site.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), (BAR, BAR, 1)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert round(contrast(one, other), 2) == ratio == round(contrast(other, one), 2)


def test_the_papers_are_those_of_the_style_sheet():
    light, dark = SHEET.split("prefers-color-scheme: dark", 1)
    for papers, rules in ((LIGHT, light), (DARK, dark)):
        said = re.findall(r"--(?:paper|shade): (#\w+);", rules)[:2]
        assert tuple(said) == papers
    assert f"var(--mission, {BAR})" in light


@pytest.mark.parametrize("light", ["#1c3a5e", "#000000", "#aa0000", "#006633"])
def test_the_form_for_dark_paper_is_made_so_that_it_can_be_read(light):
    colours = chosen(light)
    assert colours.light == light
    assert on(DARK, colours.dark) >= ENOUGH
    # No lighter than it must be: its hue is what people know.
    assert on(DARK, colours.dark) < ENOUGH + 0.3


def test_a_colour_that_is_light_enough_by_itself_stays():
    assert chosen("#aa0000", "#FFCC00") == ("#aa0000", "#ffcc00")


@pytest.mark.parametrize(
    ("light", "dark", "said"),
    [
        ("#ffcc00", "", "1.3:1 on light paper"),
        ("#ffcc00", "", "darker"),
        ("#aa0000", "#aa0000", "on dark paper"),
        ("#aa0000", "#aa0000", "lighter"),
        ("red", "", "“red” is not a colour"),
        ("#abc", "", "not a colour"),
        ("#aa0000;}*{x:y", "", "not a colour"),
        ("#aa0000\n", "", "not a colour"),
    ],
)
def test_what_cannot_be_read_is_refused(light, dark, said):
    with pytest.raises(ValueError) as refusal:
        chosen(light, dark)
    assert said in str(refusal.value)
