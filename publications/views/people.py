"""A person's page: offices over time, and everything signed, in every language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications import clock, lists
from publications.models import Appointment, Person

from .lists import list_page
from .structured_data import somebody


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody's texts, in every language. Whoever has none live has no page."""
    found = lists.of_person(clock.moment(), get_language(), slug)
    somebody_found = found.subject
    posts = somebody_found.appointments.prefetch_related("titles", "accreditations")
    links = [link.url for link in somebody_found.links.all()]
    address = settings.SITE_URL + found.path
    return list_page(
        request,
        found,
        "publications/person.html",
        person=somebody_found,
        name=found.name,
        original=_original(somebody_found, str(found.name or "")),
        links=links,
        posts=[_told(post) for post in posts],
        structured_data=somebody(somebody_found, found.name, address, links),
    )


def _told(post: Appointment) -> dict[str, object]:
    title = lists.in_language(post.titles.all(), get_language())
    return {"appointment": post, "title": title}


def _original(person: Person, shown: str) -> str:
    """The name in its own script, beside the one shown where that is another."""
    return "" if person.original_name == shown else person.original_name
