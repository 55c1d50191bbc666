"""Which of our own addresses texts lead to, kept with their period: so that the desk
knows, without reading them all, what leads to a text that was taken down.

Tests: tests/search/test_leading.py.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import Resolver404, resolve
from django.utils.translation import override

from publications import site_languages
from publications.models import Edition, LinkWithin
from publications.rendering.checking import links_in

AT_ONCE = 100
LONGEST = LinkWithin._meta.get_field("slug").max_length
# A text's own page, and what lies beside it.
_OF_A_TEXT = frozenset(
    (
        *("text", "paper", "plain", "card", "editions", "edition", "edition-paper"),
        *("citation", "comparison"),
    )
)


def own_path(address: str) -> str | None:
    """The path on this site that an address means, if it means one."""
    try:
        parts = urlsplit(address)
        ours = {*settings.ALLOWED_HOSTS, urlsplit(settings.SITE_URL).hostname}
        is_ours = not parts.netloc or parts.hostname in ours
    except ValueError:  # no address at all
        return None
    return parts.path if is_ours and parts.path.startswith("/") else None


def text_behind(path: str) -> tuple[str, str] | None:
    """The language and slug of the text that an address is about."""
    language = site_languages.of_path(path)
    if language is None:
        return None
    try:
        with override(language):
            found = resolve(path)
    except Resolver404:
        return None
    return (language, found.kwargs["slug"]) if found.view_name in _OF_A_TEXT else None


def write(edition: Edition) -> None:
    """What an edition with a period leads to; its words never change, so it is written
    once."""
    leads = _leads_to(edition.revision.body)
    kept = LinkWithin.objects.using(edition._state.db)
    if not leads or kept.filter(edition=edition).exists():
        return
    kept.bulk_create(
        LinkWithin(edition=edition, language=language, slug=slug)
        for language, slug in leads
    )


def _leads_to(body: str) -> dict[tuple[str, str], None]:
    paths = (own_path(link.address) for link in links_in(body))
    found = (text_behind(path) for path in paths if path)
    return dict.fromkeys(each for each in found if each and len(each[1]) <= LONGEST)


def forget(edition: Edition) -> None:
    """Of what will not be public, nothing stays."""
    LinkWithin.objects.using(edition._state.db).filter(edition=edition).delete()


def rebuild(editions: QuerySet[Edition]) -> int:
    """Write what is lacking, as after an upgrade; return how many links there are."""
    ids, last = editions.order_by("pk").values_list("pk", flat=True), 0
    while batch := list(ids.filter(pk__gt=last)[:AT_ONCE]):
        for edition in editions.filter(pk__in=batch):
            write(edition)
        last = batch[-1]
    return LinkWithin.objects.using(editions.db).count()
