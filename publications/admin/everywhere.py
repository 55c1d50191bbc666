"""Finding in all texts, as when an office is called otherwise from now on: each text
that holds the words, and the places where they stand.

Tests: tests/admin/test_everywhere.py.
"""

from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from publications import characters, clock
from publications.models import PageText
from publications.rendering.searching import Query, exactly, read
from publications.search.desk import (
    Everywhere,
    Place,
    matching,
    pieces_of,
    places_in,
    whole,
)

from .found import SHOWN_AGAIN
from .pages import state_of

EXACT, WORDS = "exact", "words"
SHOWN_PAGES = 25


class Asked(characters.Form):
    q = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        required=False,
        choices=[
            (EXACT, gettext_lazy("In this order, exactly as typed")),
            (WORDS, gettext_lazy("All of the words, anywhere and with any ending")),
        ],
        widget=forms.RadioSelect,
    )
    earlier = forms.BooleanField(
        label=gettext_lazy("Also earlier editions and what was taken down"),
        required=False,
    )


class OnPage(NamedTuple):
    """A page of the site that holds the words."""

    text: PageText
    state: tuple[str, str]
    number: int
    first: list[Place]


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\0", " ").strip()
    how = WORDS if request.GET.get("how") == WORDS else EXACT
    earlier = bool(request.GET.get("earlier"))
    query = read(typed) if how == WORDS else exactly(typed)
    shown = {"q": typed[:SHOWN_AGAIN], "how": how, "earlier": earlier}
    context = {
        **admin.site.each_context(request),
        "title": _("Find in all texts"),
        "form": Asked(initial=shown, label_suffix="", auto_id="everywhere-%s"),
        "asked": urlencode({name: value for name, value in shown.items() if value}),
        "is_asked": bool(query),
        **(_found(request, query, earlier) if query else {}),
    }
    return TemplateResponse(request, "publications/desk/everywhere.html", context)


def _found(request: HttpRequest, query: Query, earlier: bool) -> dict[str, Any]:
    at = clock.moment()
    search = Everywhere(query, request.user, at, earlier)
    page = search.paginator.get_page(request.GET.get("page"))
    texts = [
        (held, [(each, each.edition.state(at)) for each in held.editions])
        for held in search.shown(page)
    ]
    pages = _pages(query)
    return {"page": page, "texts": texts, "total": search.total(), **pages}


def _pages(query: Query) -> dict[str, Any]:
    """Everybody who reads at the desk sees all of them, also their drafts."""
    found = matching(PageText.objects.all(), query)
    return {
        "number_of_pages": found.count(),
        "pages": [
            OnPage(text, state_of(text), *places_in(pieces_of(text), query))
            for text in whole(found)[:SHOWN_PAGES]
        ],
    }
