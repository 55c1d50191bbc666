"""Every address of the product: `anywhere` without, `per_language` with `/<lang>/`."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from . import feeds, signing, sitemaps, views
from .admin import writing_field
from .models import Kind

anywhere = [
    path("", views.to_my_language, name="root"),
    # Django's shortcut would tell any staff the address of a hidden text.
    path("admin/r/<path:rest>", views.no_such_page),
    # django-markdownx's names, never its views.
    path(
        "admin/markdownx/preview/", writing_field.preview, name="markdownx_markdownify"
    ),
    path("admin/markdownx/upload/", writing_field.upload, name="markdownx_upload"),
    path("admin/", admin.site.urls),
    path("approve/<str:token>/", signing.approve_by_link, name="approve-by-link"),
    path(
        "approve/<str:token>/<uuid:uuid>.<slug:extension>",
        signing.picture,
        name="approve-by-link-picture",
    ),
    path("media/<uuid:uuid>.<slug:extension>", views.picture, name="picture"),
    path(
        "sitemap.xml",
        require_safe(sitemap),
        {"sitemaps": {"texts": sitemaps.Texts}},
        name="sitemap",
    ),
    path("robots.txt", views.robots, name="robots"),
]

per_language = [
    path("", views.home, name="home"),
    path("feed.rss", require_safe(feeds.Latest()), name="feed-rss"),
    *(
        path(f"{kind.path}/", views.by_kind, {"kind": kind}, name=f"kind-{kind.path}")
        for kind in Kind
    ),
    path("people/<slug:slug>/", views.person, name="person"),
    path("<int:year>/<slug:slug>/", views.text, name="text"),
]
