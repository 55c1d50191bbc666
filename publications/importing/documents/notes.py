"""Footnotes, however a program writes them: two links that lead to each other.

The one that stands first is the reference, the other leads back from the note. So they
are in what mammoth, Word, LibreOffice, Google Docs and Wikipedia write.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

from .formatting import style_of

REFERENCE, BODY = "note-ref", "note-body"
ITEMS = ("li", "p", "dd", "div", "td", "aside")
NUMBERED = re.compile(r"\d+$")
# The note's own mark in front of its words, and the arrows that lead back.
MARK = re.compile(
    r"^[\s\xa0]*(?:\[?\(?(?:\d{1,4}|[ivxlc]{1,6}|[*†‡])\)?\]?[.)]?)?[\s\xa0]*$", re.I
)
ARROWS = re.compile(r"[\s\xa0]*[↑↩⏎^]\ufe0e?[\s\xa0]*")


def gather(soup: BeautifulSoup, first_note: int) -> None:
    """Put a mark of our own for each reference, and the notes behind the text."""
    named = _named(soup)
    bodies: dict[int, Tag] = {}
    labels: dict[int, int] = {}
    for reference in soup.find_all("a", href=True):
        if reference.decomposed or not (target := _target(reference, named)):
            continue
        body = _body_of(target)
        if body is None or reference in body.descendants:
            continue
        if not _leads_back(body, reference, named):
            continue
        if _precedes(body, reference):
            continue
        label = labels.setdefault(id(body), first_note + len(labels))
        bodies[label] = body
        _refer(soup, reference, label)
    for label, body in bodies.items():
        soup.append(_note(soup, body, label))
    for rule in soup.find_all("hr"):
        if bodies and not _has_words_behind(rule):
            rule.decompose()


def _names(element: Tag) -> Iterator[str]:
    for attribute in ("id", "name"):
        if element.get(attribute):
            yield str(element[attribute])


def _named(soup: BeautifulSoup) -> dict[str, Tag]:
    return {name: e for e in reversed(soup.find_all(True)) for name in _names(e)}


def _target(link: Tag, named: dict[str, Tag]) -> Tag | None:
    _, sign, fragment = str(link.get("href") or "").rpartition("#")
    return named.get(fragment) if sign and fragment else None


def _body_of(target: Tag) -> Tag | None:
    """The whole note that a link leads to or into."""
    item = target if target.name in ITEMS else target.find_parent(ITEMS)
    if item is None or item.name == "td":
        return None
    around = item.parent
    if item.name == "p" and around is not None and around.name == "div":
        kind = style_of(around).get("mso-element", "")
        numbered = NUMBERED.search(str(around.get("id") or ""))
        if numbered or kind in ("footnote", "endnote"):
            return around
    return item


def _leads_back(body: Tag, reference: Tag, named: dict[str, Tag]) -> bool:
    ours = {id(reference)}
    ours |= {id(e) for e in reference.find_all(True)}
    if reference.parent is not None and reference.parent.name == "sup":
        ours.add(id(reference.parent))
    for back in body.find_all("a", href=True):
        target = _target(back, named)
        if target is not None and (
            id(target) in ours or target is reference.previous_sibling
        ):
            return True
    return False


def _precedes(body: Tag, reference: Tag) -> bool:
    """Whether the note stands before what refers to it: then it is the way back."""
    return any(element is reference for element in body.next_elements) and not any(
        element is body for element in reference.next_elements
    )


def _refer(soup: BeautifulSoup, reference: Tag, label: int) -> None:
    mark = soup.new_tag(REFERENCE)
    mark["label"] = str(label)
    around = reference.parent
    if around is not None and around.name == "sup":
        reference.decompose()
        if around.get_text(strip=True) in ("", "[]"):
            around.replace_with(mark)
        else:
            around.insert_after(mark)
    else:
        reference.replace_with(mark)


def _note(soup: BeautifulSoup, body: Tag, label: int) -> Tag:
    note = soup.new_tag(BODY)
    note["label"] = str(label)
    for back in body.find_all("a", href=True):
        if "#" in str(back["href"]) and _is_mark(back.get_text()):
            around = back.parent
            back.decompose()
            if (
                around is not None
                and around.name in ("sup", "span")
                and not (around.get_text(strip=True))
            ):
                around.decompose()
    body.extract()
    for child in list(body.contents):
        note.append(child.extract())
    for text in note.find_all(string=True):
        if not text.strip():
            continue
        text.replace_with(NavigableString(re.sub(r"^[\s\xa0]+", "", text)))
        break
    return note


def _is_mark(words: str) -> bool:
    return bool(MARK.match(ARROWS.sub("", words)))


def _has_words_behind(rule: Tag) -> bool:
    for element in rule.next_elements:
        if isinstance(element, Tag) and element.name == BODY:
            return False
        if isinstance(element, NavigableString) and element.strip():
            return True
    return False
