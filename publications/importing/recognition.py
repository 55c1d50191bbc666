"""What a text says about itself: title, who signs, outlet, language, kind.

What can't be told stays empty, and nothing of the text is lost: every line ends up in
the heading, the byline, the presenting sentence or the body.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from publications.rendering.guessing import language_of
from publications.rendering.scripts import look_alikes

from .byline import signatories
from .decoding import with_line_feeds
from .head import read_head, read_presenting_sentence
from .headings import kind_by_title
from .markdown import MarkdownSource
from .names import Signatory, honorific_and_rest
from .paragraphs import paragraphs_of, word_count
from .plaintext import as_markdown
from .reading import Reading
from .tail import read_tail

# A text in the wrong encoding would have a hundred of them.
MOST_LOOK_ALIKES = 10

__all__ = [
    "Recognised",
    "Signatory",
    "as_markdown",
    "recognise",
    "recognise_byline",
]


@dataclass(frozen=True)
class Recognised:
    """What was recognised; a part that wasn't is empty."""

    title: str
    signatories: tuple[Signatory, ...]
    outlet: str
    presenting_sentence: str
    paragraphs: tuple[str, ...]
    language: str
    kind: str
    # The lines of the heading and of the byline as they stand in the text.
    heading: str = ""
    byline: str = ""
    # Names of fields that hold the text's words in a case that isn't the dictionary's.
    inflected: tuple[str, ...] = ()
    # The body's own source, where the text was Markdown.
    source: str = field(default="", repr=False)

    @property
    def missing(self) -> tuple[str, ...]:
        """Name what has to be told by a person."""
        known = {
            "title": self.title,
            "byline": self.signatories,
            "outlet": self.outlet,
            "language": self.language,
        }
        return tuple(name for name, value in known.items() if not value)

    @cached_property
    def words(self) -> int:
        """Number of words of the body; each Chinese character is one."""
        return sum(word_count(paragraph) for paragraph in self.paragraphs)

    @cached_property
    def body(self) -> str:
        """CommonMark source of the body."""
        return self.source or as_markdown(self.paragraphs)

    def doubts(self, language: str) -> list[str]:
        """What somebody should look at, in words: also letters of another script that
        only look right."""
        told = []
        if "byline" in self.inflected:
            told.append(_("the byline stands in another case"))
        words = "\n".join([self.heading, self.byline, self.title, self.body])
        return told + [*map(str, look_alikes(words, language)[:MOST_LOOK_ALIKES])]


def recognise(text: str, *, markdown: bool = False) -> Recognised:
    """Part a text from what is said about it."""
    text = with_line_feeds(text)
    language = language_of(text)
    source = MarkdownSource(text) if markdown else None
    units = paragraphs_of(text) if source is None else source
    found = Reading(units, language, source.is_title if markdown else None)
    read_presenting_sentence(found)
    read_head(found)
    found.kind = found.kind or kind_by_title(found.title)
    read_tail(found)
    as_written = units.__getitem__ if source is None else source.raw
    return Recognised(
        title=found.title,
        signatories=found.people,
        outlet=found.outlet,
        presenting_sentence=found.lines("presenting"),
        paragraphs=tuple(
            as_written(i) for i in range(len(units)) if i not in found.taken
        ),
        language=language,
        kind=found.kind,
        heading=found.lines("heading"),
        byline=found.lines("byline"),
        inflected=("byline",) if found.inflected and found.people else (),
        source=source.without(found.taken) if source else "",
    )


def recognise_byline(text: str) -> tuple[Signatory, ...]:
    """Read a byline that a person gives: "Name" or "Name, post", whatever they are.

    A text's own words are left out where they aren't clear; a person's are not.
    """
    text = " ".join(text.split())
    language = language_of(text)
    found = signatories(text, language)
    if not text or len(found) > 1 or (found and (found[0].post or "," not in text)):
        return found
    name, _, post = text.partition(",")
    honorific, name = honorific_and_rest(name, language)
    return (Signatory(honorific, name, post.strip()),)
