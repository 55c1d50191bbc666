"""docs/security.md and what lies below it: a row for each requirement of ASVS 5.0, and
whatever a row names is there. What the pages say of the code as a whole is asked here,
too."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from .asvs import LEVELS, REQUIRED
from .named import named_in

ROOT = Path(settings.BASE_DIR)
OVERVIEW = ROOT / "docs" / "security.md"
PAGES = sorted((ROOT / "docs" / "security").glob("*.md"))
TABLES = [page for page in PAGES if re.match(r"v\d\d-", page.name)]
NOT_APPLIED, NOT_MET, NOTHING = "does not apply: ", "**not met** ", "–"
HEAD = "| number | level | in short | how it is met | shown by |"
# What a page may name without being there: places of a running installation.
ELSEWHERE = ("/", "http", "admin/security/")
CRYPTOGRAPHY = {
    *("hashlib", "hmac", "secrets", "random", "ssl"),
    *("cryptography", "pyrage", "jwt", "fido2"),
}
OF_DJANGO = {"django.core.signing", "django.utils.crypto"}
# SHA-1 is what Django's salted_hmac takes where nothing is said.
WEAK = r"\b(?:md5|sha1|salted_hmac)\((?:[^()]|\([^()]*\))*\)"
SHA1_IS_DEMANDED = {"publications/identity/passwords.py"}
# The names under which scripts write in brackets: each runs over constants.
WRITTEN_UNDER = {
    ("this.acts", "name"),
    ("response", "name"),
    ("fields", "name"),
    ("copy.style", "name"),
}


class Row(NamedTuple):
    page: str
    number: str
    level: int
    short: str
    how: str
    shown: str

    @property
    def state(self) -> str:
        if self.how.startswith(NOT_APPLIED):
            return "does not apply"
        return "not met" if self.how.startswith(NOT_MET) else "met"


@cache
def rows() -> list[Row]:
    found = []
    for page in TABLES:
        for line in page.read_text("utf-8").splitlines():
            if line.startswith("| V"):
                cells = [each.strip() for each in line.strip("|").split(" | ")]
                assert len(cells) == 5, (page.name, line)
                number, level, *rest = cells
                found.append(Row(page.name, number, int(level), *rest))
    return found


@cache
def words_of(path: Path) -> str:
    return path.read_text("utf-8")


def test_the_list_is_that_of_the_standard():
    assert Counter(REQUIRED.values()) == {1: 70, 2: 183, 3: 92}
    assert len({section.split(".")[0] for section in LEVELS}) == 17


def test_each_requirement_has_one_row_with_its_level():
    counts = Counter(row.number for row in rows())
    assert [number for number, count in counts.items() if count > 1] == []
    lacking = [n for n, level in REQUIRED.items() if level < 3 and n not in counts]
    assert lacking == []
    for row in rows():
        assert row.level == REQUIRED.get(row.number), row


def test_rows_stand_in_their_order_under_their_chapter():
    order = list(REQUIRED)
    for page in TABLES:
        numbers = [row.number for row in rows() if row.page == page.name]
        assert numbers == sorted(numbers, key=order.index), page.name
        text = words_of(page)
        for part in re.split(r"^#+ ", text, flags=re.M)[1:]:
            chapters = set(re.findall(r"^\| (V\d+)\.", part, re.M))
            if chapters:
                assert HEAD in part and chapters <= set(re.findall(r"V\d+", part[:60]))


def test_what_is_met_is_shown_and_what_is_not_has_a_reason():
    for row in rows():
        if row.state == "met":
            assert re.search(r"`[\w./-]+`|`[\w./]+::[\w:]+`", row.shown), row
        else:
            assert len(row.how) >= len(f"{NOT_APPLIED}as V10.3.1"), row
            assert row.state == "not met" or row.shown == NOTHING, row
            assert row.level < 3, row


def test_whatever_shows_it_is_there():
    for row in rows():
        for named in re.findall(r"`([^`]+)`", row.shown):
            path, _colons, test = named.partition("::")
            place = ROOT / "tests" / path
            if not place.exists():
                assert not test, (row.number, named)
                place = ROOT / path
            assert place.exists(), (row.number, named)
            assert not test or test in named_in(place), (row.number, named)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_test_that_a_page_names_can_be_run_by_that_name(page):
    """Pasted after `pytest tests/`, also where it stands in a class."""
    for file, test in re.findall(r"`([\w./-]+\.py)::([^`]+)`", words_of(page)):
        assert test in named_in(ROOT / "tests" / file), (file, test)


@pytest.mark.parametrize("page", [OVERVIEW, *PAGES], ids=lambda page: page.name)
def test_every_path_and_place_on_a_page_is_there(page):
    text = words_of(page)
    for named in re.findall(r"`([\w.-]+/[\w./-]*)(?:::\w+)*`", text):
        if not named.startswith(ELSEWHERE):
            places = (ROOT / named, ROOT / "tests" / named)
            assert any(place.exists() for place in places), named
    for path, place in re.findall(r"\]\(([^)#:]*)(?:#([\w-]+))?\)", text):
        target = (page.parent / path) if path else page
        assert target.exists(), path
        if place:
            assert place in anchors(target), (path, place)
    assert len(text.splitlines()) <= 300


def anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", words_of(page), re.M)
    }


def test_the_overview_counts_them():
    counted = Counter((row.state, row.level) for row in rows())
    for state in ("met", "does not apply", "not met"):
        told = " | ".join(str(counted[state, level]) for level in (1, 2, 3))
        assert f"\n| {state} | {told} |\n" in words_of(OVERVIEW), (state, told)


def sources() -> list[Path]:
    return [*(ROOT / "publications").rglob("*.py"), *(ROOT / "embassy").rglob("*.py")]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(words_of(path))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found |= {f"{node.module}.{each.name}" for each in node.names}
    return found


def touches_cryptography(path: Path) -> bool:
    found = imports(path)
    return bool(found & OF_DJANGO or {n.split(".")[0] for n in found} & CRYPTOGRAPHY)


def test_every_use_of_cryptography_stands_in_the_inventory():
    page = words_of(ROOT / "docs" / "security" / "keys.md")
    told = set(re.findall(r"`((?:publications|embassy)/[\w/]+\.py)`", page))
    used = {str(p.relative_to(ROOT)) for p in sources() if touches_cryptography(p)}
    assert used == told


def test_no_weak_hash_is_used_but_where_a_standard_demands_it():
    for path in sources():
        name = str(path.relative_to(ROOT))
        for call in re.findall(
            r"\b(?:md5|sha1|salted_hmac)\((?:[^()]|\([^()]*\))*\)", words_of(path)
        ):
            is_weak = not call.startswith("salted_hmac") or "sha256" not in call
            assert not is_weak or name in SHA1_IS_DEMANDED, (name, call)


def test_passwords_are_stored_by_as_many_rounds_as_are_asked_for():
    """By Django's own first choice: no setting puts another before it."""
    assert PBKDF2PasswordHasher.algorithm == "pbkdf2_sha256"
    assert PBKDF2PasswordHasher.iterations >= 600_000
    assert not any("PASSWORD_HASHERS" in words_of(p) for p in sources())


def test_scripts_write_under_no_name_that_was_sent():
    found = set()
    for path in (ROOT / "static" / "publications").rglob("*.js"):
        script = words_of(path)
        assert not re.search(r"__proto__|\.prototype\[|\bconstructor\[", script), path
        found |= set(re.findall(r"([\w.]+)\[(\w+)\] = ", script))
    assert found == WRITTEN_UNDER
