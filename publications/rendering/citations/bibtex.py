"""BibTeX as biblatex reads it (manual 3.20, 2.1 to 2.3). Unicode stays as it is."""

import re
from urllib.parse import quote

from .cited import Citation, Name, one_line
from .words import first_published, interview_by

# The names of languages that babel and polyglossia share.
LANGIDS = {
    "ar": "arabic",
    "az": "azerbaijani",
    "en": "english",
    "fr": "french",
    "ru": "russian",
    "zh-hans": "chinese",
}
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "%&#_$"},
}
_PAIRED = {"{": r"\{", "}": r"\}"}
_SINGLE = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
# TeX prints these as one mark: "--" would come out as a dash.
_LIGATURES = {"--", "''", "``", "?`", "!`", ",,", "<<", ">>"}
# What parts a list of names, and a name: "and", "others", commas; and braces.
_PARTS_NAMES = re.compile(r"[,{}]|\band\b|\bothers\b", re.IGNORECASE)


def bibtex(citation: Citation) -> str:
    """One `@online`, whatever the kind: what is cited is the edition at its address."""
    c = citation
    fields = {
        "author": _names(c.authors),
        # Twice in braces: no style changes its capitals.
        "title": _kept(c.title),
        "subtitle": _kept(c.subtitle),
        "titleaddon": escaped(c.genre),
        "translator": _names(c.translators),
        "note": escaped(interview_by(c)),
        "eventtitle": escaped(c.event),
        "venue": escaped(c.place),
        "eventdate": c.delivered_on.isoformat() if c.delivered_on else "",
        "organization": _kept(c.publisher),
        "date": c.issued.isoformat(),
        "version": str(c.edition),
        "langid": LANGIDS.get(c.language, ""),
        # Verbatim: biblatex takes "%" and "_" in it for themselves.
        "url": _address(c.url),
        "addendum": _first_published(c),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{c.key},", *lines, "}", ""])


def escaped(value: str) -> str:
    """Words for LaTeX. BibTeX counts braces, also behind a backslash: where they don't
    pair off, they are written by name."""
    line = one_line(value)
    written = _ESCAPED | (_PAIRED if _pairs_off(line) else _SINGLE)
    parts, before = [], ""
    for character in line:
        if before + character in _LIGATURES:
            parts.append("{}")
        parts.append(written.get(character, character))
        before = character
    return "".join(parts)


def _pairs_off(line: str) -> bool:
    depth = 0
    for character in line:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0


def _kept(value: str) -> str:
    return f"{{{escaped(value)}}}" if value else ""


def _names(names: tuple[Name, ...]) -> str:
    return " and ".join(
        f"{_part(name.family)}, {_part(name.given)}"
        if name.has_parts
        else _kept(name.printed)
        for name in names
    )


def _part(value: str) -> str:
    return _kept(value) if _PARTS_NAMES.search(value) else escaped(value)


def _address(url: str) -> str:
    """An address that neither ends the field nor begins a command."""
    return re.sub(r"[\\{}^\s]", lambda found: quote(found[0]), url)


def _first_published(citation: Citation) -> str:
    words = escaped(first_published(citation))
    if not words or not citation.first.url:
        return words
    url = re.sub("[%#]", r"\\\g<0>", _address(citation.first.url))
    return rf"{words}, \url{{{url}}}"
