"""What differs between two texts, as readers find it on a page.

What was taken out and put in is said in words too, for whoever hears the page: each
stretch begins with a word that isn't shown. Long stretches without a change are folded.
Tests: tests/rendering/test_changes.py.
"""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .differences import Paragraph, compared, lines

# Paragraphs that stay beside a change; and how many others are worth folding.
BESIDE = 1
WORTH_FOLDING = 2


def changes(old: str, new: str) -> SafeString:
    """Return the new text as paragraphs of HTML with `<del>` and `<ins>`; words in the
    active language, which is the text's."""
    stretches = [
        (is_kept, [*paragraphs])
        for is_kept, paragraphs in groupby(compared(old, new), key=_is_kept)
    ]
    last = len(stretches) - 1
    shown: list[str] = []
    for place, (is_kept, paragraphs) in enumerate(stretches):
        if is_kept:
            before = 0 if place == 0 else BESIDE
            after = 0 if place == last else BESIDE
            shown += folded([_plain(p) for p in paragraphs], before, after)
        else:
            shown += [f"<p>{''.join(_said(p))}</p>" for p in paragraphs]
    # Every word of a text came through `lines`, every word of ours through `escape`.
    return mark_safe("\n".join(shown))  # noqa: S308  # nosec B308 B703


def _is_kept(paragraph: Paragraph) -> bool:
    return all(old == new for old, new in paragraph)


def folded(kept: list[str], before: int, after: int) -> Iterator[str]:
    """Paragraphs without a change, but for those beside one, behind their number."""
    end = len(kept) - after
    if end - before < WORTH_FOLDING:
        yield from kept
        return
    number = end - before
    words = ngettext(
        "%(number)d unchanged paragraph", "%(number)d unchanged paragraphs", number
    )
    yield from kept[:before]
    summary = f"<summary>{escape(words % {'number': number})}</summary>"
    inside = "\n".join(kept[before:end])
    yield f'<details class="unchanged">{summary}\n{inside}</details>'
    yield from kept[end:]


def _plain(paragraph: Paragraph) -> str:
    return f"<p>{lines(''.join(new for _old, new in paragraph))}</p>"


def _said(paragraph: Paragraph) -> Iterator[str]:
    """A paragraph with a change: what follows a change is said to be unchanged, so that
    one hears where the change ends."""
    removed, added = spoken(_("Removed:")), spoken(_("Added:"))
    unchanged = spoken(_("Unchanged:"))
    for place, (old, new) in enumerate(paragraph):
        if old == new:
            yield f"{unchanged if place else ''}{lines(new)}"
            continue
        if old:
            yield f"<del>{removed}{lines(old)}</del>"
        if new:
            yield f"<ins>{added}{lines(new)}</ins>"


def spoken(word: str) -> str:
    return f'<span class="visually-hidden"> {escape(word)} </span>'
