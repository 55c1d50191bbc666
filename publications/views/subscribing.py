"""What a feed is, and the address of every feed of the site.

Tests: tests/views/test_subscribing.py.
"""

from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from publications import clock, lists, site_languages
from publications.lists.catalogue import Sort, catalogue
from publications.models import Kind

from .languages import list_told


class Listed(NamedTuple):
    """A list that can be subscribed to, in every form that there is.

    `language`: of the name, where it isn't the page's.
    """

    name: str
    feeds: list[lists.FeedAddress]
    language: str = ""


class Group(NamedTuple):
    heading: str | Promise
    lists: list[Listed]
    is_cut: bool = False


HEADINGS = {
    "topic": _("Topics"),
    # Several of them; the word alone is one.
    "series": pgettext_lazy("several", "Series"),
    "person": _("People"),
    "outlet": _("Outlets"),
}


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    at, language = clock.moment(), get_language()
    if not lists.home(at, language).is_there_in(language):
        raise Http404
    of_sorts = catalogue(at, language)
    others = [code for code, _name in settings.LANGUAGES if code != language]
    groups = [
        Group(_("Everything in this language"), [_whole_site(language)]),
        Group(_("By kind"), _kinds(language)),
        Group(_("Corrections"), _corrections(language)),
        *(_group(heading, of_sorts[route]) for route, heading in HEADINGS.items()),
        Group(_("Everything in another language"), [*map(_whole_site, others)]),
    ]
    context = {
        "groups": [group for group in groups if group.lists],
        "is_subscribing": True,
        **list_told("subscribe", []),
    }
    return render(request, "publications/subscribe.html", context)


def _group(heading: Promise, sort: Sort) -> Group:
    return Group(heading, [*map(_about, sort.lists)], sort.is_cut)


def _whole_site(language: str) -> Listed:
    with override(language):
        feeds = lists.feeds_at("home")
    is_here = language == get_language()
    name = site_languages.name_of(language)
    return Listed(name, feeds, "" if is_here else language)


def _kinds(language: str) -> list[Listed]:
    """All of them in an offered language, whether there are texts yet or not; in one
    that was taken out there may be no such list."""
    if not site_languages.is_offered(language):
        return []
    return [
        Listed(str(kind.plural), lists.feeds_at(f"kind-{kind.path}")) for kind in Kind
    ]


def _corrections(language: str) -> list[Listed]:
    if not site_languages.is_offered(language):
        return []
    name = _("What was corrected or taken down")
    return [Listed(str(name), lists.feeds_at("corrections"))]


def _about(found: lists.TextList) -> Listed:
    language = getattr(found.name, "language", "")
    is_here = language == get_language()
    return Listed(found.heading, found.feeds, "" if is_here else language)
