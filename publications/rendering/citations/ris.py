"""RIS, the tagged lines of reference managers (Research Information Systems, 2011).

A line is a tag, two spaces, a hyphen, a space, and the value; lines end in CR LF. The
format has no escapes, so what would end a line or part a name is taken out.
"""

from collections.abc import Iterator

from publications.rendering.languages import language_tag

from .cited import Citation, Name, one_line
from .words import first_published_at, interview_by, whole_title


def ris(citation: Citation) -> str:
    lines = [f"{tag}  - {one_line(value)}" for tag, value in _values(citation) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _values(c: Citation) -> Iterator[tuple[str, str]]:
    """A web page, whatever the kind: RIS has none for speeches and interviews."""
    yield "TY", "ELEC"
    yield "ID", c.key
    for name in c.authors:
        yield "AU", _inverted(name)
    for name in c.translators:
        yield "A4", _inverted(name)
    yield "TI", whole_title(c)
    yield "M3", c.genre
    yield "PB", c.publisher
    yield "PY", f"{c.issued:%Y}"
    yield "DA", f"{c.issued:%Y/%m/%d}"
    yield "ET", str(c.edition)
    yield "LA", language_tag(c.language)
    yield "CY", c.place
    yield "N1", c.event
    yield "N1", interview_by(c)
    yield "N1", first_published_at(c)
    yield "UR", c.url


def _inverted(name: Name) -> str:
    """`Family, Given`. Of a body the comma must go, or half of it were a given name."""
    if name.has_parts:
        parts = (part.replace(",", " ") for part in (name.family, name.given))
        return ", ".join(" ".join(part.split()) for part in parts)
    return name.printed.replace(", ", " – ").replace(",", " ")
