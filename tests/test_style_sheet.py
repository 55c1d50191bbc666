"""The style sheet holds for every script: no direction, slant or case is written in."""

import re
from pathlib import Path

import pytest

SHEET = Path("static/publications/site.css").read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)


@pytest.mark.parametrize(
    "physical",
    [
        r"(?:margin|padding|border|inset|scroll-\w+)-(?:left|right|top|bottom)",
        r"(?:text-align|float|clear):\s*(?:left|right)",
        r"^\s*(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height)):",
    ],
)
def test_it_says_start_and_end_never_left_and_right(physical):
    assert not re.findall(physical, RULES, re.MULTILINE)


@pytest.mark.parametrize("never", ["text-transform", "small-caps", "url(", "@import"])
def test_it_changes_no_letters_case_and_fetches_nothing(never):
    assert never not in RULES


def test_slant_and_tracking_follow_the_script():
    for name, variable in (("font-style", "slant"), ("letter-spacing", "tracking")):
        said = set(re.findall(rf"[^-]{name}:\s*([^;]+);", RULES))
        assert said <= {f"var(--{variable})", "normal"}
    for language in ("ar", "fa", "he", "zh", "ja", "ko"):
        block = next(
            body
            for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", RULES)
            if f":lang({language})" in selectors and "--slant: normal" in body
        )
        assert "--tracking: 0" in block


def test_every_language_of_the_site_has_a_face_of_its_own_or_the_common_one():
    for language in ("az", "ru", "ar", "zh"):
        assert re.search(rf":lang\({language}\)[^{{}}]*\{{[^}}]*--serif:", RULES)
