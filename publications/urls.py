"""Every address of the product: `anywhere` without, `per_language` with `/<lang>/`."""

from django.contrib import admin
from django.urls import path, register_converter

from . import feeds, health, lists, previews, signing, sitemaps, views
from .admin import (
    everywhere,
    found,
    live_preview,
    profile,
    signing_in,
    writing_field,
)
from .admin import site as desk
from .models import Kind

anywhere = [
    path("", views.to_my_language, name="root"),
    path("language/<str:code>/", views.choose_language, name="choose-language"),
    # Django's shortcut would tell any staff the address of a hidden text.
    path("admin/r/<path:rest>", views.no_such_page),
    # django-markdownx's names, never its views.
    path(
        "admin/markdownx/preview/", live_preview.preview, name="markdownx_markdownify"
    ),
    path("admin/markdownx/upload/", writing_field.upload, name="markdownx_upload"),
    path(
        "admin/publications/search/",
        admin.site.admin_view(found.search),
        name="desk-search",
    ),
    path(
        "admin/publications/search/everywhere/",
        admin.site.admin_view(everywhere.everywhere),
        name="desk-everywhere",
    ),
    path(
        "admin/profile/",
        admin.site.admin_view(profile.profile),
        name="desk-profile",
    ),
    path("admin/login/", signing_in.sign_in, name="sign-in"),
    *signing_in.addresses,
    path("admin/", desk.urls()),
    path("approve/<str:token>/", signing.approve_by_link, name="approve-by-link"),
    path(
        "approve/<str:token>/<uuid:uuid>.<slug:extension>",
        signing.file,
        name="approve-by-link-file",
    ),
    path("preview/<str:token>/", previews.preview, name="preview"),
    path(
        "preview/<str:token>/media/<uuid:uuid>.<slug:extension>",
        previews.file,
        name="preview-file",
    ),
    path(
        "preview/<str:token>/media/<uuid:uuid>/<slug:name>.<slug:extension>",
        previews.rendition,
        name="preview-rendition",
    ),
    path("media/<uuid:uuid>.<slug:extension>", views.picture, name="picture"),
    path(
        "media/<uuid:uuid>/<slug:name>.<slug:extension>",
        views.rendition,
        name="rendition",
    ),
    path(
        "attachments/<uuid:uuid>.<slug:extension>",
        views.attachment,
        name="attachment",
    ),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-news.xml", sitemaps.latest_news, name="sitemap-news"),
    path(
        "sitemap-<slug:language>-<int:year>.xml",
        sitemaps.texts_of_year,
        name="sitemap-texts",
    ),
    path(
        "sitemap-<slug:language>.xml",
        sitemaps.pages_of_site,
        name="sitemap-own-pages",
    ),
    path("robots.txt", views.robots, name="robots"),
    # Programs ask for these two by name, whatever a page says.
    path("favicon.ico", views.look, {"name": "favicon.ico"}, name="favicon"),
    path(
        "apple-touch-icon.png",
        views.look,
        {"name": "apple-touch-icon.png"},
        name="touch-icon",
    ),
    path("mission/<str:name>", views.look, name="look"),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("metrics", health.measured, name="metrics"),
    path(".well-known/security.txt", views.security, name="security"),
]


class FeedForm:
    """The end of a feed's address: `feed.atom`."""

    regex = "|".join(lists.FORMS)
    to_python = to_url = str


register_converter(FeedForm, "feed_form")


def _with_feed(route: str, view, found, name: str, **given):
    """A list's page and its feed, which are of the same texts."""
    feed = feeds.feed_of(found)
    return [
        path(route, view, given, name=name),
        path(f"{route}feed.<feed_form:feed_form>", feed, given, name=f"{name}-feed"),
    ]


per_language = [
    *_with_feed("", views.home, lists.home, "home"),
    *(
        address
        for kind in Kind
        for address in _with_feed(
            f"{kind.path}/",
            views.by_kind,
            lists.of_kind,
            f"kind-{kind.path}",
            kind=kind,
        )
    ),
    *_with_feed("people/<slug:slug>/", views.person, lists.of_person, "person"),
    *_with_feed("topics/<slug:slug>/", views.topic, lists.of_topic, "topic"),
    *_with_feed("series/<slug:slug>/", views.series, lists.of_series, "series"),
    *_with_feed("outlets/<slug:slug>/", views.outlet, lists.of_outlet, "outlet"),
    path("site.webmanifest", views.manifest, name="manifest"),
    path("search/", views.search, name="search"),
    path("search/feed.<feed_form:feed_form>", feeds.feed_of_search, name="search-feed"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("subscribe/", views.subscribe, name="subscribe"),
    path("pages/", views.pages, name="pages"),
    path("pages/<slug:slug>/", views.page, name="page"),
    path("corrections/", views.corrections, name="corrections"),
    path(
        "corrections/feed.<feed_form:feed_form>",
        feeds.feed_of_corrections,
        name="corrections-feed",
    ),
    path("<int:year>/", views.year, name="year"),
    # Before a text's: no slug is of digits only.
    path("<int:year>/<int:month>/", views.month, name="month"),
    path("<int:year>/<slug:slug>/", views.text, name="text"),
    path("<int:year>/<slug:slug>/index.pdf", views.paper, name="paper"),
    path("<int:year>/<slug:slug>/index.<slug:form>", views.plain, name="plain"),
    path("<int:year>/<slug:slug>/card.png", views.card, name="card"),
    path("<int:year>/<slug:slug>/editions/", views.editions, name="editions"),
    path(
        "<int:year>/<slug:slug>/editions/<int:number>/", views.edition, name="edition"
    ),
    path(
        "<int:year>/<slug:slug>/editions/<int:earlier>/<int:later>/",
        views.comparison,
        name="comparison",
    ),
    path(
        "<int:year>/<slug:slug>/editions/<int:number>/index.pdf",
        views.edition_paper,
        name="edition-paper",
    ),
    path(
        "<int:year>/<slug:slug>/editions/<int:number>/citation.<slug:form>",
        views.citation,
        name="citation",
    ),
]
