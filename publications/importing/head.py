"""What stands above the body: presenting sentence, title, byline."""

import re

from publications.rendering.names import folded

from . import byline
from .byline import Byline
from .headings import (
    is_date,
    is_labelled,
    is_letterhead,
    is_prose,
    is_short,
    may_be_title,
    title_in,
)
from .kinds import kind_of
from .presenting import presenting
from .reading import Reading

# How many units from the first are looked at; the rest is body.
HEAD = 8
# Lines of a heading that aren't understood (a subtitle) before one that is.
MOST_UNKNOWN = 2

BY = re.compile(r"\b(?:by|par)\s", re.IGNORECASE)


def read_presenting_sentence(text: Reading) -> None:
    """It stands first, or below a title; a text follows it.

    Some outlets say it twice, in the headline and below.
    """
    for i in range(min(3, len(text.units) - 1)):
        found = presenting(text.at(i), text.language)
        if found and found.title in (text.title or found.title, ""):
            text.take("presenting", i)
            text.title = text.title or found.title
            text.people = text.people or found.people
            text.outlet = text.outlet or found.outlet
            text.kind = text.kind or found.kind
            text.inflected = text.inflected or found.inflected
        elif not is_short(text.at(i)):
            return


def read_head(text: Reading) -> None:
    unknown = i = 0
    while i < min(HEAD, len(text.units)) and unknown <= MOST_UNKNOWN:
        known = int(i in text.taken) or _read_heading_unit(text, i)
        beside = is_date(text.at(i)) or is_letterhead(text.at(i))
        if not known and not beside:
            if not (text.taken and is_short(text.at(i))):
                return
            unknown += 1
        i += max(known, 1)


def _read_heading_unit(text: Reading, i: int) -> int:
    """Give how many units from here on belong to the heading."""
    line = text.at(i)
    if not line or len(line) > byline.LONGEST:
        return 0
    if _is_title(text, i):
        text.title = text.title or title_in(line)
        return text.take("heading", i)
    kind = "" if text.title else kind_of(line)
    if kind and i + 1 < len(text.units):
        text.kind = text.kind or kind
        return text.take("heading", i)
    signed = _byline_at(text, i)
    if signed:
        return _take_byline(text, i, *signed)
    if not text.title and _looks_like_title(text, i):
        text.title = title_in(line)
        return text.take("heading", i)
    return 0


def _is_title(text: Reading, i: int) -> bool:
    """Tell a title by its mark, or because it is known already."""
    line = text.at(i)
    if text.title:
        return folded(title_in(line)) == folded(text.title)
    return is_labelled(line) or bool(text.is_title and text.is_title(i))


def _looks_like_title(text: Reading, i: int) -> bool:
    """A title stands above running text, and is shorter than its paragraphs."""
    line = text.at(i)
    # What may be a byline is no title, however little it tells of who signs.
    if not may_be_title(line) or _read_byline(line, text.language):
        return False
    # A motto is quoted too, and the next line says whose it is.
    if title_in(line) != line and byline.DASH.match(text.at(i + 1)):
        return line[0] == "《"
    # "Exclusive op-ed by …, Ambassador of …" is more byline than title.
    if any(
        person.post
        for by in BY.finditer(line)
        for person in byline.signatories(line[by.end() :], text.language)
    ):
        return False
    below = [text.at(j) for j in range(i + 1, i + HEAD)]
    prose = [len(unit) for unit in below if is_prose(unit)]
    return len(prose) > 1 or any(length > len(line) for length in prose)


def _read_byline(line: str, language: str) -> Byline | None:
    return byline.labelled(line, language) or byline.unlabelled(line, language)


def _byline_at(text: Reading, i: int) -> tuple[Byline, int] | None:
    """Read a byline of one line, or of two: a name above or below a post."""
    one, two = text.at(i), f"{text.at(i)}\n{text.at(i + 1)}"
    labelled = byline.labelled(one, text.language)
    if labelled:
        double = byline.labelled(two, text.language)
        if double and double.has_posts and not labelled.has_posts:
            return double, 2
        # "By Popular Demand" above running text may be a title, or a name.
        unclear = labelled.is_bare and not labelled.is_announced
        return None if unclear and not _has_title_near(text, i + 1) else (labelled, 1)
    # "A. Wren, Minister of Rivers, Swims" and "Two Rivers" above a post would be read
    # as people: first there must be a title.
    single = byline.unlabelled(one, text.language)
    if single:
        return (single, 1) if _has_title_near(text, i + 1) else None
    # A line that says both needs no name from the line above it.
    alone = byline.unlabelled(text.at(i + 1), text.language)
    if alone or not _has_title_near(text, i + 2):
        return None
    double = byline.unlabelled(two, text.language)
    return (double, 2) if double else None


def _has_title_near(text: Reading, i: int) -> bool:
    return bool(text.title) or may_be_title(text.at(i))


def _take_byline(text: Reading, i: int, signed: Byline, count: int) -> int:
    if not text.settle_people(signed):
        if not text.has("byline"):
            # Somebody else than whom the outlet presents: a photographer, a translator.
            return 0
        text.people += tuple(p for p in signed.people if p not in text.people)
    text.kind = text.kind or signed.kind
    return text.take("byline", i, count)
