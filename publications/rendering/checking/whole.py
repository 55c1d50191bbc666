"""What a text as a whole lacks, or has too much of."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from publications.rendering.guessing import language_of
from publications.rendering.language_names import language_name

from .findings import Finding, Written, finding
from .source import masked

# Where search engines and feeds cut a title; a Chinese character is as wide as two
# letters.
TITLE_WIDTH = 70
# Fewer words tell no language.
ENOUGH_WORDS = 20
_CJK = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W\d_{_CJK}]+")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+\S[^\n]*$", re.MULTILINE)


def lacking(written: Written) -> Iterator[Finding]:
    """Summary, byline and day."""
    if not written.summary.strip():
        yield finding(
            "no-summary",
            "summary",
            _("There is no summary."),
            _(
                "Write two sentences for lists, feeds and search engines; without "
                "them, they show how the text begins."
            ),
        )
    if not written.is_signed:
        yield finding(
            "no-byline",
            "byline",
            _("Nobody signs the text."),
            _("Say under “Who signs” whose text it is, or write the byline."),
        )
    if not written.is_dated:
        yield finding(
            "no-day",
            "written_on",
            _("There is no day on which it was written or delivered."),
            _("Give the day; readers and citations name it."),
        )


def long_title(written: Written) -> Iterator[Finding]:
    width = sum(_width(character) for character in written.title)
    if width > TITLE_WIDTH:
        yield finding(
            "long-title",
            "title",
            _("The title is longer than search engines and feeds show."),
            _("Shorten it, or see that its first words say enough."),
            at=(written.title, _cut(written.title), len(written.title)),
        )


def skipped_levels(written: Written) -> Iterator[Finding]:
    """Readers see no gap, for levels follow the outline; but the outline may be meant
    otherwise than it was typed."""
    above = 0
    for heading in _HEADING.finditer(masked(written.body)):
        level = len(heading[1])
        if above and level > above + 1:
            yield finding(
                "heading-level",
                "body",
                _("A level of headings is skipped before this one."),
                _("Begin it with %(signs)s.") % {"signs": "#" * (above + 1)},
                at=(written.body, *heading.span()),
            )
        above = level


def other_language(written: Written) -> Iterator[Finding]:
    """Only where another of the languages is clearly likelier."""
    # What is guessed from is never more than a sample.
    prose = masked(written.body[:10_000])
    if len(_WORD.findall(prose)) < ENOUGH_WORDS:
        return
    code = language_of(prose)
    if code and code != written.language:
        yield finding(
            "other-language",
            "language",
            _("The text seems to be in %(seems)s, and is declared to be in %(said)s.")
            % {
                "seems": language_name(code),
                "said": language_name(written.language),
            },
            _(
                "If it is, begin it anew in that language: programs that read aloud, "
                "search and type follow the language that is declared."
            ),
        )


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _cut(title: str) -> int:
    """Where the title is cut."""
    width = 0
    for position, character in enumerate(title):
        width += _width(character)
        if width > TITLE_WIDTH:
            return position
    return len(title)
