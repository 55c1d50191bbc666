"""How a language prints who signs: order of honorific and name, and the marks."""

from collections.abc import Iterable
from typing import Protocol

# Comma and semicolon, where they aren't the Latin ones.
MARKS = {"ar": ("، ", "؛ "), "zh-hans": ("，", "；")}
HONORIFIC_LAST = {"zh-hans"}


# Credited beside the byline, not in it.
TRANSLATOR = "translator"


class Named(Protocol):
    """Whatever has a name and an honorific."""

    name: str
    honorific: str


class Signed(Named, Protocol):
    """Whatever signs: with a post, and a role (`SignatoryRole`)."""

    post: str
    role: str


def addressed(signed: Named, language: str) -> str:
    """Honorific and name in the language's order: Ms. Ada Venn, 阿达·文恩女士."""
    if language in HONORIFIC_LAST:
        return signed.name + signed.honorific
    return f"{signed.honorific} {signed.name}".strip()


def printed_line(signatories: Iterable[Signed], language: str) -> str:
    """The line under the title: each signatory with honorific and post. A translator
    signs nothing."""
    comma, semicolon = MARKS.get(language, (", ", "; "))
    return semicolon.join(
        comma.join(filter(None, [addressed(signed, language), signed.post]))
        for signed in signatories
        if signed.role != TRANSLATOR
    )
