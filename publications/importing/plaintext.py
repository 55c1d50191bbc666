"""Plain text as CommonMark that shows exactly what was written.

Escapes stand only where a character would otherwise mean something, since editors go
on working in the result.
"""

import re
from collections import Counter
from collections.abc import Iterable

PUNCTUATION = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

# Finds the places for a backslash, each before the character to escape: inserting at
# an empty match is several times as fast as replacing one.
ESCAPED = re.compile(
    rf"""(?=[\\*_~`\[\]<&\#+\->=|:])(?=
    \\(?=[{PUNCTUATION}]|$)     # would escape what follows, or break the line
  | (?<=\S)\* | \*(?=\S)        # emphasis; not "3 * 4"
  | (?<![A-Za-z0-9])_(?=\S)     # the same; not snake_case
  | (?<=\S)_(?![A-Za-z0-9])
  | (?<=~)~ | ~(?=~)            # struck through, or a fence
  | `                           # code
  | (?<=\^)\[ | \[(?=\^)        # footnotes
  | \](?=\()                    # the middle of a link
  | <(?=[A-Za-z/!?])            # a tag, or an address that would lose its marks
  | &(?=\#[0-9]{{1,7}};|\#[xX][0-9a-fA-F]{{1,6}};|[A-Za-z][A-Za-z0-9]{{1,31}};)
  | ^(?:
        \#(?=\#{{0,5}}(?:\s|$))     # heading
      | [-+*](?=\s|$)               # list
      | >                           # quotation
      | \[(?=[^\]\n]*(?:\]:|\n[^\n]))     # definition of a link
      | [-_](?=[-_ \t]+$)           # rule
    )
    # Below another line: would make that a heading, or the head of a table.
  | (?<=[^\n]\n)(?:=(?==*$)|[-:|](?=[-:| \t]*$))
    )""",
    re.VERBOSE | re.MULTILINE,
)
LIST_NUMBER = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)", re.MULTILINE)

# Addresses that the renderer would make a link: it shows them decoded, and takes
# the backslashes of escapes as part of them.
LINKISH = re.compile(r"://|\w/|%[0-9A-Fa-f]{2}|xn--", re.IGNORECASE)
DECODED = re.compile(r"%[0-9A-Fa-f]{2}|xn--", re.IGNORECASE)
TOKEN = re.compile(r"[^\s<>]+")
BARE_DOT = re.compile(r"(?<!\\)\.")

INDENT = re.compile(r"^[^\S\n\x0b-\x1f\x85]+", re.MULTILINE)
INDENT_ENTITIES = {" ": "&nbsp;", "\xa0": "&nbsp;", "\t": "&nbsp;" * 4}
SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


def as_markdown(paragraphs: Iterable[str]) -> str:
    """Give CommonMark source whose rendering reads like the paragraphs.

    Indentation that most paragraphs share is layout and goes; a single indented line
    keeps its own.
    """
    given = [_tidy(p) for p in paragraphs if p.strip()]
    layout = _shared_indent(given)
    # One pass over the whole, not one for each of what may be a million lines.
    text = escaped("\n\n".join(p.removeprefix(layout) for p in given))
    text = INDENT.sub(_as_entities, text)
    return SINGLE_BREAK.sub("\\\\\n", text)


def escaped(text: str, before: str = "") -> str:
    """Escape whatever would mean something. `before` stands before these words, and
    is not escaped: words within a line have something there, or a line above them."""
    text = LIST_NUMBER.sub(r"\1\\\2", ESCAPED.sub(r"\\", before + text))
    text = text.removeprefix(before)
    return TOKEN.sub(_without_link, text) if LINKISH.search(text) else text


def _tidy(paragraph: str) -> str:
    if "\n" not in paragraph and "\r" not in paragraph:
        return paragraph.rstrip()
    lines = re.split(r"\r\n|[\r\n]", paragraph)
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _shared_indent(paragraphs: list[str]) -> str:
    indents = Counter(m[0] for m in map(INDENT.match, paragraphs) if m)
    if not indents or len(paragraphs) < 2:
        return ""
    indent, times = indents.most_common(1)[0]
    return indent if times > len(paragraphs) / 2 else ""


def _without_link(token: re.Match[str]) -> str:
    """Keep an address as text where its link would read otherwise."""
    address = token[0]
    decoded = DECODED.search(address)
    # Both marks have to go: behind a broken scheme a domain still is one.
    if decoded or ("\\" in address and "/" in address):
        return BARE_DOT.sub(r"\\.", address.replace("://", "\\://"))
    return address


def _as_entities(indent: re.Match[str]) -> str:
    # A renderer strips every kind of leading space, the ideographic too.
    return "".join(INDENT_ENTITIES.get(c, f"&#{ord(c)};") for c in indent[0])
