"""The site as a whole: robots.txt, security.txt, and what isn't there."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from publications import clock
from publications.models import Edition, path_of
from publications.rendering.languages import language_tag

# RFC 9116, 2.5.5: less than a year.
STAYS_TRUE = timedelta(days=364)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    maps = [reverse("sitemap"), reverse("sitemap-news")]
    return _plain(
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /language/",
        # Without end, and nothing there that isn't elsewhere.
        *(f"Disallow: /{code}/search/" for code, _name in settings.LANGUAGES),
        "",
        *(f"Sitemap: {settings.SITE_URL}{path}" for path in maps),
    )


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116). The same document all day."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    today = clock.moment().replace(hour=0, minute=0, second=0, microsecond=0)
    languages = [language_tag(code) for code, _name in settings.LANGUAGES]
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {today + STAYS_TRUE:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(languages)}",
    ]
    # An address of the web must be https there.
    if settings.SITE_URL.startswith("https://"):
        lines.append(f"Canonical: {settings.SITE_URL}{reverse('security')}")
    return _plain(*lines)


def _plain(*lines: str) -> HttpResponse:
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


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
