"""What is said about an edition where it is cited."""

import re
from dataclasses import dataclass
from datetime import date

_SPACE = re.compile("[\t-\r\x1c- \x85\u2028\u2029]+")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def one_line(value: str) -> str:
    """Return it without line ends and control characters; no-break spaces stay."""
    return _CONTROL.sub("", _SPACE.sub(" ", value)).strip(" ")


@dataclass(frozen=True)
class Name:
    """A person, or a body, which has no parts. Parts that aren't known are never
    guessed: the name stands as it was printed."""

    printed: str
    family: str = ""
    given: str = ""

    @property
    def has_parts(self) -> bool:
        return bool(self.family and self.given)

    def listed(self, comma: str) -> str:
        """As lists sort it: "Venn, Ada", but "Lu Mei", whose family leads."""
        printed, family, given = map(one_line, (self.printed, self.family, self.given))
        leads = printed.startswith(family) and printed.endswith(given)
        return f"{family}{comma}{given}" if self.has_parts and not leads else printed


@dataclass(frozen=True)
class FirstPublication:
    """The outlet that carried the text first: the one fact here that may be mended."""

    outlet: str
    appeared_on: date | None = None
    url: str = ""


@dataclass(frozen=True)
class Citation:
    """One edition, as it stood: `key` names it among others, `url` is its permanent
    address, `issued` the day of its own release, `genre` its kind in words. `event`,
    `place` and `delivered_on` are those of a speech."""

    key: str
    kind: str
    genre: str
    language: str
    title: str
    authors: tuple[Name, ...]
    publisher: str
    issued: date
    edition: int
    url: str
    subtitle: str = ""
    translators: tuple[Name, ...] = ()
    interviewers: tuple[Name, ...] = ()
    first: FirstPublication | None = None
    event: str = ""
    place: str = ""
    delivered_on: date | None = None
