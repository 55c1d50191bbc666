"""Footnotes without words, and numbers without a footnote (`rendering.footnotes`)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .findings import Finding, Written, finding
from .source import without_code

_REFERENCE = re.compile(r"\[\^([^\s\[\]]{1,100})\]")
_DEFINITION = re.compile(
    r"^ {0,3}(\[\^([^\s\[\]]{1,100})\]:)[ \t]*([^\n]*)$", re.MULTILINE
)
# A note goes on, or begins, in lines that stand further in.
_GOES_ON = re.compile(r"\n(?:[ \t]*\n){0,3}(?: {4}|\t)[ \t]*\S")


def hollow_notes(written: Written) -> Iterator[Finding]:
    body, shown = written.body, without_code(written.body)
    notes = list(_DEFINITION.finditer(shown))
    for note in notes:
        if not note[3].strip() and not _GOES_ON.match(shown, note.end()):
            yield finding(
                "empty-note",
                "body",
                _("Footnote %(label)s has no words.") % {"label": note[2]},
                _("Write them behind the colon, or take the footnote out."),
                at=(body, *note.span(1)),
            )
    known, begun = {note[2] for note in notes}, {note.start(1) for note in notes}
    for number in _REFERENCE.finditer(shown):
        if number[1] not in known and number.start() not in begun:
            yield finding(
                "no-note",
                "body",
                _("There is no footnote %(label)s.") % {"label": number[1]},
                _("Write it below the text, or take its sign out."),
                at=(body, *number.span()),
            )
