"""What stands below the body: who signs, or a note on the author."""

import re
from dataclasses import replace

from . import byline
from .byline import Byline
from .headings import is_date, is_short
from .reading import Reading

# How many units from the last are looked at.
TAIL = 8

BRACKETED = re.compile(r"^[(（]([^()（）]*)[)）]$")


def read_tail(text: Reading) -> None:
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
    below = Byline(
        people=tuple(person for _, signed, _ in found for person in signed.people),
        inflected=any(signed.inflected for _, signed, _ in found),
    )
    if not text.settle_people(below):
        return
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
