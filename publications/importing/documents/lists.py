"""Lists: each in an item where it is one of a list, and with the numbers it had."""

from bs4 import BeautifulSoup, Tag

from .word_numbers import NUMBER

LISTS = ("ul", "ol")
# How the numbers of a list end that follows another one: else they would be one list.
OTHER = "other"


def settle(soup: BeautifulSoup) -> None:
    for mark in soup.find_all("a", id=lambda name: name and name.startswith(NUMBER)):
        item = mark.find_parent("li")
        if item is not None and not item.get("value"):
            item["value"] = str(mark["id"]).removeprefix(NUMBER)
        mark.decompose()
    for nested in soup.find_all(LISTS):
        _nest(soup, nested)
    for numbered in soup.find_all("ol"):
        _number(soup, numbered)
    for listed in soup.find_all(LISTS):
        before = listed.find_previous_sibling()
        follows_one = before is not None and before.name == listed.name
        if follows_one and OTHER not in (before.get("class") or ()):
            listed["class"] = [OTHER]
    for item in soup.find_all("li"):
        _loosen(item)


def _nest(soup: BeautifulSoup, nested: Tag) -> None:
    """A list in a list stands in an item (Google Docs puts it between two)."""
    parent = nested.parent
    for child in list(nested.contents):
        is_item = isinstance(child, Tag) and child.name in ("li", *LISTS)
        if not is_item and str(child).strip():
            child.wrap(soup.new_tag("li"))
    if parent is not None and parent.name in LISTS:
        before = nested.find_previous_sibling("li")
        if before is None:
            nested.wrap(soup.new_tag("li"))
        else:
            before.append(nested.extract())


def _number(soup: BeautifulSoup, numbered: Tag) -> None:
    """Begin with the first item's number, and part a list where its numbers jump."""
    items = numbered.find_all("li", recursive=False)
    if not items:
        return
    number = _said(items[0]) or _start(numbered)
    numbered["start"] = str(number)
    for place, item in enumerate(items[1:], 1):
        number += 1
        if (_said(item) or number) != number:
            rest = soup.new_tag("ol")
            numbered.insert_after(rest)
            for moved in items[place:]:
                rest.append(moved.extract())
            _number(soup, rest)
            return


def _said(item: Tag) -> int:
    said = str(item.get("value") or "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _start(numbered: Tag) -> int:
    said = str(numbered.get("start") or "")
    return int(said) if said.isdecimal() and len(said) < 10 else 1


def _loosen(item: Tag) -> None:
    """An item of one paragraph is none: points stand line under line."""
    paragraphs = item.find_all(("p", "div"), recursive=False)
    if len(paragraphs) == 1:
        paragraphs[0].unwrap()
