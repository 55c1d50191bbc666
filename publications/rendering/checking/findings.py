"""One thing to look at: how grave, where it stands, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERROR, WARNING = "error", "warning"
# So much of a long place is quoted.
QUOTED = 60
# In the order of the writing page, and what the fields are called there.
FIELDS: dict[str, str | Promise] = {
    "title": _("Title"),
    "subtitle": _("Subtitle"),
    "summary": _("Summary"),
    "body": _("Body"),
    "byline": _("Byline as printed"),
    "lead": _("Lead picture"),
    "language": _("Language"),
    "written_on": _("Written or delivered on"),
}


@dataclass(frozen=True)
class Written:
    """A text as it stands on the page, saved or not."""

    language: str
    title: str = ""
    subtitle: str = ""
    summary: str = ""
    body: str = ""
    is_signed: bool = False
    is_dated: bool = False
    # By uuid: the picture above the text.
    lead: str = ""
    lead_alternative: str = ""


@dataclass(frozen=True)
class Finding:
    """What was found at a place of a field; `words` "": of the field as a whole.

    `start` and `end` count as a browser does (UTF-16), to select the words there.
    """

    code: str
    severity: str
    field: str
    told: str
    mend: str
    words: str = ""
    line: int = 0
    start: int = 0
    end: int = 0

    @property
    def is_error(self) -> bool:
        return self.severity == ERROR

    @property
    def label(self) -> str:
        return str(FIELDS[self.field])


def finding(
    code: str,
    field: str,
    told: str,
    mend: str,
    *,
    at: tuple[str, int, int] | None = None,
    severity: str = WARNING,
) -> Finding:
    """`at`: the field's whole value, and where in it the place begins and ends."""
    if at is None:
        return Finding(code, severity, field, told, mend)
    value, start, end = at
    return Finding(
        code,
        severity,
        field,
        told,
        mend,
        words=_quoted(value, start, end),
        line=value.count("\n", 0, start) + 1,
        start=_as_browsers_count(value[:start]),
        end=_as_browsers_count(value[:end]),
    )


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Errors first, then as they stand on the page."""
    order = list(FIELDS)
    return sorted(found, key=lambda f: (not f.is_error, order.index(f.field), f.start))


def _quoted(value: str, start: int, end: int) -> str:
    """The words of a place; of a mark alone, with those beside it."""
    if end - start < 3:
        start, end = max(0, start - 20), end + 20
    words = " ".join(value[start : min(end, start + QUOTED)].split())
    return words + "…" if end - start > QUOTED else words


def _as_browsers_count(before: str) -> int:
    return len(before.encode("utf-16-le", "surrogatepass")) // 2
