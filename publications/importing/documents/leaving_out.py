"""What of a page is no part of its text: hidden words, comments, films, menus."""

from collections import Counter

from bs4 import BeautifulSoup, Tag

from .formatting import Sheet, style_of

EMBEDDED = (
    *("iframe", "object", "embed", "video", "audio", "canvas", "applet", "frame"),
    *("select", "textarea"),
)
# Parts of forms that say nothing by themselves, and icons.
SILENT = ("input", "button", "svg", "wbr")
# Word's own: its comments, and the list of them.
COMMENTS = ("comment", "comment-list")
COMMENT_MARKS = ("msocomanchor", "MsoCommentReference", "msocomoff")


def leave_out(soup: BeautifulSoup, sheet: Sheet, counts: Counter[str]) -> None:
    for element in soup.find_all(EMBEDDED):
        if not element.decomposed:
            counts["embedded"] += 1
            element.decompose()
    for element in soup.find_all(SILENT):
        element.decompose()
    _comments(soup, counts)
    for element in soup.find_all(["del", "ins"]):
        if element.decomposed:
            continue
        counts["tracked"] += 1
        if element.name == "del":
            element.decompose()
        else:
            element.unwrap()
    for element in soup.find_all(True):
        if not element.decomposed and _is_hidden(element, sheet):
            counts["hidden"] += bool(element.get_text(strip=True))
            element.decompose()


def _comments(soup: BeautifulSoup, counts: Counter[str]) -> None:
    for element in soup.find_all(style=True):
        if element.decomposed:
            continue
        kind = style_of(element).get("mso-element")
        if kind in COMMENTS:
            inside = element.find_all(style=lambda s: s and "mso-element:comment" in s)
            marks = element.find_all("a", id=True)
            counts["comments"] += len(inside) or len(marks) or 1
            element.decompose()
    for element in soup.find_all(class_=COMMENT_MARKS):
        if not element.decomposed:
            element.decompose()


def _is_hidden(element: Tag, sheet: Sheet) -> bool:
    if element.has_attr("hidden"):
        return True
    style = sheet.of(element)
    return (
        style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
    )


def without_surroundings(soup: BeautifulSoup, counts: Counter[str]) -> BeautifulSoup:
    """The one article of a page, where it says which that is."""
    for name in ("article", "main"):
        found = soup.find_all(name)
        if len(found) == 1:
            words = len(soup.get_text(strip=True))
            counts["around"] += words > len(found[0].get_text(strip=True))
            alone = BeautifulSoup("", "html.parser")
            alone.append(found[0].extract())
            return alone
    return soup
