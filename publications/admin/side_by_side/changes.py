"""What the original says otherwise than the wording that a translation follows."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from publications.models import Revision
from publications.rendering.blocks import join, split
from publications.rendering.differences import counterparts, difference


class Changes:
    """From one wording of the original to another, by its blocks."""

    def __init__(self, before: Revision, after: Revision):
        self.before, self.after = before, after
        old = [block.source for block in split(before.body)]
        new = [block.source for block in split(after.body)]
        self.new = new
        # For each new block what stood in its place; what went stands before what
        # comes after it.
        self.old: list[list[str]] = [[] for _each in new]
        became = dict(counterparts(old, new))
        place = len(new) - 1
        for number in reversed(range(len(old))):
            place = became.get(number, place)
            if new:
                self.old[place].insert(0, old[number])

    def of_blocks(self, first: int, count: int) -> SafeString:
        """The difference within so many blocks; "" where they read as before."""
        old = [source for each in self.old[first : first + count] for source in each]
        return shown(join(old), join(self.new[first : first + count]))

    def of_field(self, name: str) -> SafeString:
        return shown(getattr(self.before, name), getattr(self.after, name))


def shown(old: str, new: str) -> SafeString:
    """The difference, said to those who hear it too; "" where there is none."""
    if old == new:
        return SafeString("")
    html = str(difference(old, new))
    for tag, begins, ends in (
        ("del", _("taken out:"), _("end of what was taken out.")),
        ("ins", _("put in:"), _("end of what was put in.")),
    ):
        # Only marks of ours are written so: words come escaped.
        html = html.replace(f"<{tag}>", f"{_said(begins)}<{tag}>")
        html = html.replace(f"</{tag}>", f"</{tag}>{_said(ends)}")
    return mark_safe(html)  # noqa: S308  # nosec B308 B703


def _said(words: str) -> SafeString:
    return format_html('<span class="visually-hidden"> [{}] </span>', words)
