"""A citation in words, with the marks of the text's language."""

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _

from publications.rendering.bylines import MARKS
from publications.rendering.days import in_words
from publications.rendering.languages import direction_of

from .cited import Citation, Name, one_line


class Marks(NamedTuple):
    """How a language sets off a title, joins a subtitle to it, and ends a sentence."""

    opening: str = "“"
    closing: str = "”"
    colon: str = ": "
    stop: str = "."
    space: str = " "


# Quotation marks as CLDR has them; for Arabic those that its press prints.
PUNCTUATION = {
    "zh-hans": Marks("《", "》", "：", "。", ""),
    "ru": Marks("«", "»"),
    "fr": Marks("«\xa0", "\xa0»", "\xa0: "),
    "ar": Marks("«", "»"),
}
_ENDED = ("?", "!", "؟", "？", "！", "…")


def plain(citation: Citation) -> str:
    """The citation as a file of one line."""
    return f"{in_sentences(citation)} {citation.url}\n"


def in_sentences(citation: Citation) -> str:
    """The citation without its address, which a page shows as a link."""
    c, marks = citation, _marks(citation)
    apart = _apart if direction_of(c.language) == "rtl" else one_line
    with translation.override(c.language):
        sentences = [
            apart(_names(c.authors, c)),
            marks.opening + apart(whole_title(c)) + marks.closing,
            translation_by(c),
            interview_by(c),
            _comma(c).join([apart(c.publisher), in_words(c.issued)]),
            _("Edition %(number)s") % {"number": c.edition},
            first_published(c, apart),
        ]
    return marks.space.join(
        words if words.endswith(marks.stop) else words + marks.stop
        for words in filter(None, sentences)
    )


def whole_title(citation: Citation) -> str:
    """Title and subtitle in one, where a format has no place for the second."""
    title, subtitle = one_line(citation.title), one_line(citation.subtitle)
    between = " " if title.endswith(_ENDED) else _marks(citation).colon
    return title + between + subtitle if subtitle else title


def translation_by(citation: Citation) -> str:
    names = _names(citation.translators, citation)
    with translation.override(citation.language):
        return names and _("Translated by %(names)s") % {"names": names}


def interview_by(citation: Citation) -> str:
    names = _names(citation.interviewers, citation)
    with translation.override(citation.language):
        return names and _("Interview by %(names)s") % {"names": names}


def first_published(citation: Citation, named: Callable[[str], str] = one_line) -> str:
    """Where the text appeared first, and when, without the address."""
    if not (first := citation.first):
        return ""
    with translation.override(citation.language):
        where = _("First published in %(outlet)s") % {"outlet": named(first.outlet)}
        day = in_words(first.appeared_on) if first.appeared_on else ""
    return _comma(citation).join(filter(None, [where, day]))


def first_published_at(citation: Citation) -> str:
    """The same with the address, where the outlet has one."""
    url = one_line(citation.first.url) if citation.first else ""
    return " ".join(filter(None, [first_published(citation), url]))


def _names(names: tuple[Name, ...], citation: Citation) -> str:
    comma, semicolon = MARKS.get(citation.language, (", ", "; "))
    return semicolon.join(name.listed(comma) for name in names)


def _apart(value: str) -> str:
    """A name that runs from left to right within a line from right to left: isolated
    (UAX #9, 2.4), or the day behind it would stand before it."""
    value = one_line(value)
    if any(unicodedata.bidirectional(character) == "L" for character in value):
        return f"\N{FIRST STRONG ISOLATE}{value}\N{POP DIRECTIONAL ISOLATE}"
    return value


def _comma(citation: Citation) -> str:
    return MARKS.get(citation.language, (", ", "; "))[0]


def _marks(citation: Citation) -> Marks:
    return PUNCTUATION.get(citation.language, Marks())
