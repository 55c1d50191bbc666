"""Reading a text from its edges: heading above, signature below, the body between."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from . import byline
from .byline import Byline
from .headings import (
    is_date,
    is_labelled,
    is_letterhead,
    is_prose,
    is_short,
    kind_by_title,
    may_be_title,
    title_in,
)
from .kinds import kind_of
from .names import Signatory
from .presenting import presenting

# How far from its edges a text is looked at; the rest is body.
HEAD = 8
TAIL = 8
# Lines of a heading that aren't understood (a subtitle) before one that is.
MOST_UNKNOWN = 2

BY = re.compile(r"\b(?:by|par)\s", re.IGNORECASE)
BRACKETED = re.compile(r"^[(（]([^()（）]*)[)）]$")


@dataclass
class Reading:
    """What was found so far, and which units of the text said so."""

    units: Sequence[str]
    language: str
    is_title: Callable[[int], bool] | None = None
    title: str = ""
    people: tuple[Signatory, ...] = ()
    outlet: str = ""
    kind: str = ""
    inflected: bool = False
    taken: dict[int, str] = field(default_factory=dict)

    def at(self, i: int) -> str:
        return self.units[i].strip() if i < len(self.units) else ""

    def take(self, role: str, first: int, count: int = 1) -> int:
        self.taken.update(dict.fromkeys(range(first, first + count), role))
        return count

    def has(self, role: str) -> bool:
        return role in self.taken.values()

    def lines(self, role: str) -> str:
        """Give the units that played one role, as they stand in the text."""
        return "\n".join(
            self.at(i) for i in sorted(self.taken) if self.taken[i] == role
        )


def read(
    units: Sequence[str],
    language: str,
    is_title: Callable[[int], bool] | None = None,
) -> Reading:
    """Read the units; `is_title` knows a title by its markup, where there is any."""
    text = Reading(units, language, is_title)
    _read_presenting_sentence(text)
    _read_head(text)
    text.kind = text.kind or kind_by_title(text.title)
    _read_tail(text)
    return text


def _read_presenting_sentence(text: Reading) -> None:
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


def _read_head(text: Reading) -> None:
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
        return title_in(line).casefold().split() == text.title.casefold().split()
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
    if _is_same(text.people, signed.people):
        text.people = signed.people if signed.has_posts else text.people
    elif text.inflected or not text.people:
        # The presenting sentence has its people in another case: these are they.
        text.people, text.inflected = signed.people, signed.inflected
    elif text.has("byline"):
        text.people += signed.people
    else:
        # Somebody else than whom the outlet presents: a photographer, a translator.
        return 0
    text.kind = text.kind or signed.kind
    return text.take("byline", i, count)


def _is_same(some: Sequence[Signatory], others: Sequence[Signatory]) -> bool:
    names = [{p.name.casefold() for p in people} for people in (some, others)]
    return names[0] == names[1]


def _read_tail(text: Reading) -> None:
    """Read who signs below the text, from the last line up."""
    last = len(text.units) - 1
    # At least one unit is left for the body.
    first = max(text.taken, default=-1) + 2
    if last >= first and is_date(text.at(last)):
        last -= 1
    if last >= first and _read_note(text, last):
        return
    if text.kind == "press_release":
        # Whoever stands below it is there for questions.
        return
    found: list[tuple[int, Byline, int]] = []
    while last >= max(first, len(text.units) - TAIL):
        signed = _signature_ending_at(text, last, first)
        if not signed:
            break
        last -= signed[1]
        found.insert(0, (last + 1, *signed))
    if not found or _is_list(text, last, [i for i, _, _ in found]):
        return
    people = tuple(person for _, signed, _ in found for person in signed.people)
    if text.people and not text.inflected and not _is_same(text.people, people):
        return
    text.people = people or text.people
    text.inflected = False
    for i, signed, count in found:
        text.kind = text.kind or signed.kind
        text.take("byline", i, count)


def _signature_ending_at(
    text: Reading, last: int, first: int
) -> tuple[Byline, int] | None:
    for count in (1, 2):
        start = last - count + 1
        if start < first:
            return None
        units = [text.at(i) for i in range(start, last + 1)]
        # A code fence reads as nothing, and has nothing to do with a name beside it.
        if not all(units):
            return None
        lines = BRACKETED.sub(r"\1", "\n".join(units))
        signed = byline.unlabelled(lines, text.language)
        labelled = byline.labelled(lines, text.language)
        if labelled and (labelled.is_announced or not labelled.is_bare):
            signed = labelled
        if signed:
            return signed, count
    return None


def _is_list(text: Reading, above: int, starts: list[int]) -> bool:
    """Below "Present were:" stand people too, and several dashes make a list."""
    dashes = sum(bool(byline.DASH.match(text.at(i))) for i in starts)
    return text.at(above).endswith((":", "：")) or dashes > 1


def _read_note(text: Reading, i: int) -> bool:
    """Read "The author is …" below a text whose heading gives the name alone."""
    note = byline.note(text.at(i), text.language)
    # What an office says about somebody isn't that person's text.
    if not note or text.kind in ("press_release", "statement", "interview"):
        return False
    if not text.people and not note.name:
        _read_bare_name(text)
    if not text.people and note.name:
        text.people = (note,)
    elif len(text.people) == 1 and note.name in ("", text.people[0].name):
        person = text.people[0]
        text.people = (replace(person, post=person.post or note.post),)
    else:
        return False
    text.take("byline", i)
    return True


def _read_bare_name(text: Reading) -> None:
    """A name alone below the title is one where a note speaks of "the author"."""
    below = max(text.taken, default=-1) + 1
    people = byline.signatories(text.at(below), text.language) if text.title else ()
    if len(people) == 1 and is_short(text.at(below)):
        text.people = people
        text.take("byline", below)
