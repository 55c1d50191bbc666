"""What should be looked at again in a text while it is written: pure functions of the
words. What asks the database (names, links to our own texts, pictures) is in
`workflow/checking.py`.

Warnings are told and asked about, never more: somebody may have a reason.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from django.utils.translation import gettext as _

from .findings import ERROR, WARNING, Finding, Written, finding, in_order
from .names import misspelt
from .notes import hollow_notes
from .source import Link, links_in, masked
from .typography import double_spaces, lost_letters, unbalanced_quotes
from .weekdays import wrong_weekdays
from .whole import lacking, long_title, other_language, skipped_levels

# As far as a body is looked at while somebody waits.
LOOKED_AT = 100_000
# Of each kind: a text that has more of them is mended from the first on.
SHOWN = 20
PROSE = ("title", "subtitle", "summary", "body")

__all__ = [
    "ERROR",
    "WARNING",
    "Finding",
    "Link",
    "Written",
    "check",
    "finding",
    "in_order",
    "links_in",
]


def check(written: Written, names: Iterable[str] = ()) -> list[Finding]:
    """Return what the words alone tell. `names`: of people, as they are printed in the
    text's language."""
    found = [*lacking(written), *long_title(written)]
    if len(written.body) > LOOKED_AT:
        found.append(_looked_at_in_part())
        written = replace(written, body=written.body[:LOOKED_AT])
    names = list(names)
    for field in PROSE:
        value = getattr(written, field)
        hidden = masked(value) if field == "body" else value
        for look in (unbalanced_quotes, double_spaces, lost_letters, wrong_weekdays):
            found += islice(look(field, value, hidden, written.language), SHOWN)
        found += islice(misspelt(field, value, hidden, names), SHOWN)
    found += islice(skipped_levels(written), SHOWN)
    found += islice(hollow_notes(written), SHOWN)
    found += other_language(written)
    return found


def _looked_at_in_part() -> Finding:
    return finding(
        "long-body",
        "body",
        _("Only the first %(count)d characters were looked at.") % {"count": LOOKED_AT},
        _("Read the rest yourself, or part the text in two."),
    )
