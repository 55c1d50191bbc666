"""Site maps as they are asked for. Django's view carries every map but the index: that
would read all texts for its dates, and name the host that was asked."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap, x_robots_tag
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from publications import clock
from publications.models import PageText

from .news import News
from .own_pages import OwnPages
from .texts import Part, Texts, parts


@require_safe
@x_robots_tag
def index(request: HttpRequest) -> HttpResponse:
    of_texts = parts(clock.moment())
    about = PageText.objects.live().order_by().values_list("language", flat=True)
    languages = {
        *dict(settings.LANGUAGES),
        *(part.language for part in of_texts),
        *about.distinct(),
    }
    own = [reverse("sitemap-own-pages", args=[code]) for code in sorted(languages)]
    maps = [SitemapIndexItem(settings.SITE_URL + path) for path in own]
    maps += [file for part in of_texts for file in _files(part)]
    return TemplateResponse(
        request,
        "sitemap_index.xml",
        {"sitemaps": maps},
        content_type="application/xml",
    )


def _files(part: Part) -> Iterator[SitemapIndexItem]:
    path = reverse("sitemap-texts", args=[part.language, part.year])
    for number in range(1, part.files + 1):
        page = f"?p={number}" if number > 1 else ""
        yield SitemapIndexItem(settings.SITE_URL + path + page, part.changed_at)


@require_safe
def texts_of_year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    return sitemap(request, {"texts": Texts(clock.moment(), language, year)})


@require_safe
def pages_of_site(request: HttpRequest, language: str) -> HttpResponse:
    return sitemap(request, {"own": OwnPages(clock.moment(), language)})


@require_safe
def latest_news(request: HttpRequest) -> HttpResponse:
    return sitemap(
        request,
        {"news": News(clock.moment())},
        template_name="publications/sitemap_news.xml",
    )
