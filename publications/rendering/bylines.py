"""How a language prints who signs: order of honorific and name, and the marks."""

from collections.abc import Iterable
from typing import Protocol

# Comma and semicolon, where they aren't the Latin ones.
MARKS = {"ar": ("، ", "؛ "), "zh-hans": ("，", "；")}
HONORIFIC_LAST = {"zh-hans"}


class Signed(Protocol):
    """Whatever has a name, an honorific and a post."""

    name: str
    honorific: str
    post: str


def addressed(signed: Signed, language: str) -> str:
    """Honorific and name in the language's order: Ms. Ada Venn, 阿达·文恩女士."""
    if language in HONORIFIC_LAST:
        return signed.name + signed.honorific
    return f"{signed.honorific} {signed.name}".strip()


def printed_line(signatories: Iterable[Signed], language: str) -> str:
    """The line under the title: each signatory with honorific and post."""
    comma, semicolon = MARKS.get(language, (", ", "; "))
    return semicolon.join(
        comma.join(filter(None, [addressed(signed, language), signed.post]))
        for signed in signatories
    )
