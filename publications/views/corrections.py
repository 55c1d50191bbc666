"""What the site has corrected, clarified, updated and taken down, in the open.

Of what was taken down only what its own page says: of a retracted text, no title.
"""

import re
from datetime import UTC, datetime
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications import clock, lists, site_languages
from publications.models import PageText

from .editions import comparison_address
from .languages import list_told

PER_PAGE = 20
# The page of the site that says how it corrects, where its editors keep one.
POLICY = "corrections-policy"


class Cursor(NamedTuple):
    """Where a page begins: after so many (`shown`) of the entries of a moment.

    A moment, since a retracted text has no name to be followed by; and a number, since
    texts that go out together share theirs.
    """

    moment: datetime
    shown: int

    @classmethod
    def read(cls, told: str) -> "Cursor":
        found = re.fullmatch(r"([\dT:.-]{19,26}Z),(\d{1,3})", told, re.ASCII)
        try:
            return cls(datetime.fromisoformat(found[1]), int(found[2]))
        except (TypeError, ValueError):
            raise Http404 from None

    def __str__(self) -> str:
        moment = self.moment.astimezone(UTC).replace(tzinfo=None)
        return f"{moment.isoformat()}Z,{self.shown}"


class Row(NamedTuple):
    """An entry as its page shows it, with what compares it to the edition before."""

    entry: lists.Entry
    comparison: str = ""


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    at, language = clock.moment(), get_language()
    before = request.GET.get("before")
    cursor = Cursor.read(before) if before else None
    entries, older = _page(at, language, cursor)
    if not entries and (cursor or not site_languages.is_offered(language)):
        raise Http404
    policy = PageText.objects.live().filter(page__slug=POLICY, language=language)
    context = {
        "list": lists.of_corrections(at, language),
        "rows": [Row(entry, compared_with_previous(entry)) for entry in entries],
        "older": older,
        "is_first_page": cursor is None,
        "policy": policy.select_related("page", "live").first(),
        **list_told("corrections", []),
    }
    return render(request, "publications/corrections.html", context)


def _page(
    at: datetime, language: str, cursor: Cursor | None
) -> tuple[list[lists.Entry], str]:
    """The entries of a page, and where the next one begins ("": there is none)."""
    until, skipped = cursor or (None, 0)
    end = skipped + PER_PAGE
    found = lists.corrections(at, language, end + 1, until)
    if len(found) <= end:
        return found[skipped:], ""
    last = found[end - 1].moment
    shown = sum(entry.moment == last for entry in found[:end])
    return found[skipped:end], str(Cursor(last, shown))


def compared_with_previous(entry: lists.Entry) -> str:
    edition = entry.edition
    if entry.withdrawal or not edition.previous:
        return ""
    return comparison_address(edition.previous, edition)
