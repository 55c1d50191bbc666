"""Which tests a file has, by the names under which pytest runs them."""

import ast
from functools import cache
from pathlib import Path


@cache
def named_in(path: Path) -> set[str]:
    """As pytest calls them: `test_a`, and `TestB::test_c` of one that stands in a
    class."""
    body = ast.parse(path.read_text("utf-8")).body
    found = named_among(body)
    for each in body:
        if isinstance(each, ast.ClassDef) and is_collected(each):
            found |= {f"{each.name}::{name}" for name in named_among(each.body)}
    return found


def named_among(body: list[ast.stmt]) -> set[str]:
    functions = (each for each in body if isinstance(each, ast.FunctionDef))
    return {each.name for each in functions if each.name.startswith("test_")}


def is_collected(each: ast.ClassDef) -> bool:
    """By its name, or as a test case of unittest's."""
    bases = [base.id for base in each.bases if isinstance(base, ast.Name)]
    return each.name.startswith("Test") or "TestCase" in bases
