"""The site as a whole: its root, robots.txt, and what isn't there."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from publications import clock
from publications.models import Edition, path_of


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /language/", ""]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml\n")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def no_such_page(request: HttpRequest, **_anything: str) -> HttpResponse:
    raise Http404


def _moved_to(request: HttpRequest) -> str | None:
    """The address of the text that a former site showed at this one.

    One question, with one answer, whether there is no such text or it is hidden.
    """
    if request.path_info.startswith(reverse("admin:index")):
        return None
    # A host of ours before it: "//elsewhere/" is a path here.
    asked = path_of(f"http://here{request.get_full_path()}")
    edition = (
        Edition.objects.readable(clock.moment())
        .filter(text__former_addresses__path=asked)
        .select_related("text", "revision__address")
        .order_by("-live_from")
        .first()
    )
    return edition and edition.get_absolute_url()


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page for everything that isn't there, never or not yet; but a former site's
    address leads to its text while that is readable."""
    if request.method in ("GET", "HEAD") and (address := _moved_to(request)):
        return redirect(address, permanent=True)
    return page_not_found(request, exception, template_name="404.html")
