"""A stored body as its own page shows it: what is of the page, not of the text.

Feeds, copies and papers carry the stored HTML without it. Tests:
tests/rendering/test_on_page.py.
"""

import re
from html import unescape

from django.utils.html import escape, strip_tags

# Of our own sanitised HTML: attributes are quoted, headings hold no headings.
_ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*'
_HEADING = re.compile(rf"<(h[2-6])({_ATTRIBUTES})>(.*?)</\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_ALL_STRONG = re.compile(
    rf"<p({_ATTRIBUTES})>(<strong{_ATTRIBUTES}>[^<]*(?:<(?!/?strong\b|/p>)[^<]*)*"
    r"</strong>)</p>"
)


def with_permalinks(html: str, label: str) -> str:
    """Give each heading a link to itself. `label`: what a screen reader says of it,
    with the heading's words for `%(heading)s`. The sign is drawn by the style sheet,
    so that whoever copies or reads the text out of the page gets the text alone."""

    def linked(found: re.Match[str]) -> str:
        tag, attributes, words = found.groups()
        anchor = _ID.search(attributes)
        if anchor is None:
            return found[0]
        said = label % {"heading": unescape(strip_tags(words))}
        return (
            f"<{tag}{attributes}>{words}"
            f' <a class="permalink" href="#{anchor[1]}"'
            f' aria-label="{escape(said)}"></a></{tag}>'
        )

    return _HEADING.sub(linked, html)


def with_questions(html: str) -> str:
    """Mark the questions of an interview: paragraphs that are strong throughout."""
    return _ALL_STRONG.sub(r'<p class="question"\1>\2</p>', html)
