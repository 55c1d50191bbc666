"""The site as a whole: its root, robots.txt, and what isn't there."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found


@require_safe
def to_my_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the reader's language, by Accept-Language (RFC 9110, 12.5.4)."""
    response = redirect("home")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", ""]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml\n")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def no_such_page(request: HttpRequest, **_anything: str) -> HttpResponse:
    raise Http404


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page for everything that isn't there, never or not yet."""
    return page_not_found(request, exception, template_name="404.html")
