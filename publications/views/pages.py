"""Pages of the site itself, kept by editors: about, contact and the like."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications import site_languages
from publications.models import PageText
from publications.rendering import render as rendered

from .languages import list_told, versions_told


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Every page that there is in the language, in the editors' order."""
    live = PageText.objects.live().filter(language=get_language())
    if not (site_languages.is_offered(get_language()) or live.exists()):
        raise Http404
    context = {
        "pages": live.select_related("page", "live"),
        **list_told("pages", []),
    }
    return render(request, "publications/pages.html", context)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page in the language of its address; one that isn't there in it is not found,
    and its other languages stand on it where it is."""
    live = PageText.objects.live().filter(page__slug=slug)
    versions = {
        version.language: version for version in live.select_related("page", "live")
    }
    text = versions.pop(get_language(), None)
    if text is None:
        raise Http404
    context = {
        "pages": [text],
        "page": text,
        "html": rendered(text.live.body, language=text.language).html,
        "canonical": settings.SITE_URL + text.get_absolute_url(),
        "others": site_languages.in_site_order(versions.values()),
        **versions_told([text, *versions.values()]),
        "section": "pages",
    }
    return render(request, "publications/page.html", context)
