"""A page of the site itself, kept by editors: about, contact and the like."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publications.models import PageText
from publications.rendering import render as rendered


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page in the language of its address; one that isn't there in it is not found,
    and its other languages stand on it where it is."""
    live = PageText.objects.live().filter(page__slug=slug)
    found = live.select_related("page", "live")
    text = get_object_or_404(found, language=get_language())
    others = {other.language: other for other in found.exclude(pk=text.pk)}
    context = {
        "page": text,
        "revision": text.live,
        "html": rendered(text.live.body, language=text.language).html,
        "canonical": settings.SITE_URL + text.get_absolute_url(),
        "others": [
            others[code] for code, _name in settings.LANGUAGES if code in others
        ],
    }
    return render(request, "publications/page.html", context)
