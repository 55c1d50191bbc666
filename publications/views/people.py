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
        original=original_of(somebody_found),
        links=links,
        posts=[_told(post) for post in posts],
        structured_data=somebody(somebody_found, found.name, address, links),
    )


def _told(post: Appointment) -> dict[str, object]:
    title = lists.in_language(post.titles.all(), get_language())
    return {"appointment": post, "title": title}


def original_of(person: Person) -> str:
    """The name in its own script, where no language of the site writes it so."""
    written = {name.display for name in person.names.all()}
    return "" if person.original_name in written else person.original_name
