"""What an inspection found out about a file that may come in."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

# What a person should know before the file is public, and may well want.
WARNINGS = {
    "author": _("The file names its author: “%(value)s”."),
    "title": _("The file names its title: “%(value)s”."),
    "program": _("The file names the program that made it: “%(value)s”."),
    "comments": _("The PDF contains comments by: “%(value)s”."),
}
MAX_SHOWN = 100


@dataclass(frozen=True)
class Findings:
    """`cleaned` is what to store instead of the file, if not the file itself."""

    extension: str
    seconds: int | None = None
    warnings: dict[str, str] = field(default_factory=dict)
    cleaned: bytes | None = None


def shown(text: str) -> str:
    """Return a stranger's words for display: one line, short, nothing invisible."""
    printable = "".join(c if c.isprintable() else " " for c in text[: 4 * MAX_SHOWN])
    line = " ".join(printable.split())
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 1] + "…"


def worded(warnings: dict[str, str]) -> tuple[str, ...]:
    """Return warnings as sentences in the language that is active."""
    return tuple(
        str(WARNINGS[name]) % {"value": value} for name, value in warnings.items()
    )
