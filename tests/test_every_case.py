"""docs/developing/cases.md names a test for each attack and fault, or says why not."""

import re

from django.conf import settings

from .named import named_in

PAGE = settings.BASE_DIR / "docs" / "developing" / "cases.md"
# So many of each kind: none gets lost.
COUNTS = {
    "X": 8,
    "U": 14,
    "W": 11,
    "E": 14,
    "A": 9,
    "I": 5,
    "R": 2,
    "H": 5,
    "D": 10,
    "C": 6,
    "F": 10,
    "T": 9,
    "B": 8,
    "G": 4,
}


def test_each_case_has_a_test_that_there_is_or_a_reason():
    rows = re.findall(r"^\| ([A-Z])(\d\d) \| (.+) \| (.+) \|$", PAGE.read_text(), re.M)
    counts = {kind: sum(row[0] == kind for row in rows) for kind in COUNTS}
    assert counts == COUNTS
    assert len({row[:2] for row in rows}) == len(rows)
    for kind, number, _what, shown in rows:
        named = re.findall(r"`([\w/]+\.py)::([^`]+)`", shown)
        assert named or len(shown) >= len("as U03"), (kind, number)
        for path, name in named:
            there = named_in(settings.BASE_DIR / "tests" / path)
            assert name in there, (kind, number, path, name)
