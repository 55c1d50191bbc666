"""By what the results of a search are narrowed and ordered, each as an address.

What an address doesn't know, or names wrongly, is left aside.
Tests: tests/search/test_narrowing.py.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Model
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publications import site_languages
from publications.lists.naming import in_language
from publications.models import Kind, Outlet, Person, Topic
from publications.search import Facet, Search

SORT, BY_DATE = "sort", "date"
# More would be a list to search through.
MOST = 12
_NAMED: dict[Facet, type[Model]] = {
    Facet.PERSON: Person,
    Facet.TOPIC: Topic,
    Facet.OUTLET: Outlet,
}


class Choice(NamedTuple):
    """A link that narrows or orders the results, and how many it leads to."""

    name: str
    address: str
    is_chosen: bool
    number: int | None = None


class _Told(NamedTuple):
    name: str
    path: str  # as an address tells it


class Choices(NamedTuple):
    """`chosen`: what differs from how results come by themselves."""

    heading: str
    choices: list[Choice]
    chosen: str = ""


def number_of(told: QueryDict, name: str, allowed: range) -> int | None:
    given = told.get(name, "")
    if not re.fullmatch(r"\d{1,4}", given, re.ASCII):
        return None
    return int(given) if int(given) in allowed else None


def narrowed(told: QueryDict) -> dict[Facet, Any]:
    """What an address narrows a search to: values of kind, year and language, ids of
    people, topics and outlets. A name that nothing has narrows to nothing."""
    only: dict[Facet, Any] = {}
    kinds = {kind.path: kind for kind in Kind}
    if kind := kinds.get(told.get(Facet.KIND, "")):
        only[Facet.KIND] = kind
    if year := number_of(told, Facet.YEAR, range(1000, 10_000)):
        only[Facet.YEAR] = year
    if (code := told.get(Facet.LANGUAGE, "")) and re.fullmatch(r"[a-z-]{2,12}", code):
        only[Facet.LANGUAGE] = code
    for facet, model in _NAMED.items():
        slug = told.get(facet, "")[:200]
        if slug and "\0" not in slug:
            named = model._default_manager.filter(slug=slug).values_list(
                "pk", flat=True
            )
            only[facet] = named.first() or 0
    return only


def told_of(found: Search) -> dict[str, str]:
    """A search's own narrowing and order, as an address tells them."""
    told = {SORT: BY_DATE if found.by_date else ""}
    for facet, value in found.only.items():
        known = _told(facet, [value]).get(value)
        told[facet] = known.path if known else str(value)
    return told


class Addresses:
    """The addresses of searches that differ from this one in one thing."""

    def __init__(self, typed: str, told: Mapping[str, str]):
        self.now = {"q": typed, **told}

    def of(self, **changes: Any) -> str:
        told = {name: value for name, value in {**self.now, **changes}.items() if value}
        return f"{reverse('search')}?{urlencode(told)}"


def choices(found: Search, addresses: Addresses) -> list[Choices]:
    """What there is to choose from: nothing where all are the same."""
    if not found.query:
        return []
    lists = [_facet(facet, found, addresses) for facet in Facet]
    offered = [each for each in lists if len(each.choices) > 1]
    by_date = found.by_date
    order = [
        Choice(_("Best first"), addresses.of(sort=""), not by_date),
        Choice(_("Latest first"), addresses.of(sort=BY_DATE), by_date),
    ]
    ordered = Choices(_("Order"), order, order[1].name if by_date else "")
    return [*offered, ordered] if offered or found.total else []


def _facet(facet: Facet, found: Search, addresses: Addresses) -> Choices:
    heading, every = _words()[facet]
    numbers, chosen = found.choices(facet), found.only.get(facet)
    values = _shown(facet, numbers, chosen)
    told = _told(facet, values)
    listed = [
        Choice(
            told[value].name,
            addresses.of(**{facet: told[value].path}),
            value == chosen,
            numbers.get(value),
        )
        for value in values
        if value in told
    ]
    now = next((choice.name for choice in listed if choice.is_chosen), "")
    if len(listed) > 1 or chosen is not None:
        listed.insert(0, Choice(every, addresses.of(**{facet: ""}), chosen is None))
    return Choices(heading, listed, now)


def _shown(facet: Facet, numbers: Mapping[Any, int | None], chosen: Any) -> list:
    """The chosen one always, so that it can be seen and undone."""
    values = list(numbers)
    if facet == Facet.KIND:
        values = [kind for kind in Kind if kind in numbers]
    elif facet == Facet.YEAR:
        values.sort(reverse=True)
    shown = values[:MOST]
    return shown if chosen in (None, 0, *shown) else [*shown, chosen]


def _told(facet: Facet, values: list) -> dict[Any, _Told]:
    if facet == Facet.KIND:
        kinds = (Kind(value) for value in values)
        return {kind: _Told(str(kind.plural), kind.path) for kind in kinds}
    if facet == Facet.LANGUAGE:
        return {code: _Told(site_languages.name_of(code), code) for code in values}
    if facet == Facet.YEAR:
        return {year: _Told(str(year), str(year)) for year in values}
    if not values:
        return {}
    found = _NAMED[facet]._default_manager.filter(pk__in=values)
    if facet == Facet.OUTLET:
        return {outlet.pk: _Told(str(outlet), outlet.slug) for outlet in found}
    language = get_language()
    return {
        one.pk: _Told(str(in_language(one.names.all(), language) or one), one.slug)
        for one in found.prefetch_related("names")
    }


def _words() -> dict[Facet, tuple[str, str]]:
    return {
        Facet.KIND: (_("Kind"), _("All kinds")),
        Facet.YEAR: (_("Year"), _("All years")),
        Facet.LANGUAGE: (_("Language"), _("All languages")),
        Facet.PERSON: (_("Person"), _("All people")),
        Facet.TOPIC: (_("Topic"), _("All topics")),
        Facet.OUTLET: (_("Outlet"), _("All outlets")),
    }
