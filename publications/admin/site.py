"""The addresses of the desk: Django's admin's, with a home and a calendar of our own.

Editors are shown texts and named ways (`publications.ways`); Django's lists of models
are for administrators, at an address of their own.
"""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, re_path, reverse
from django.utils.translation import gettext as _

from publications.identity.form import SignInForm

from .calendar import calendar
from .holding import hold
from .home import home
from .signing_in.security import change_password

OURS = ("index", "app_list", "password_change")
admin.site.login_form = SignInForm
admin.site.enable_nav_sidebar = False  # in its place, each page has the named ways
admin.site.index_template = "publications/desk/administration.html"


def urls() -> tuple[list[URLPattern | URLResolver], str, str]:
    """As `admin.site.urls`, to be called once every model is registered."""
    door = admin.site.admin_view
    theirs = admin.site.get_urls()
    ours = [
        path("", door(home), name="index"),
        path("calendar/", door(calendar), name="calendar"),
        path("hold/", door(hold), name="hold"),
        path("administration/", door(administration), name="administration"),
        path("password_change/", door(change_password), name="password_change"),
        *(
            re_path(str(each.pattern), door(of_an_app), name="app_list")
            for each in theirs
            if _name(each) == "app_list"
        ),
    ]
    kept = [each for each in theirs if _name(each) not in OURS]
    return [*ours, *kept], "admin", admin.site.name


def administration(request: HttpRequest) -> HttpResponse:
    """Django's own index."""
    return admin.site.index(request, {"title": _("Administration")})


def of_an_app(request: HttpRequest, app_label: str) -> HttpResponse:
    """A list of models, too: whoever isn't an administrator is led home."""
    if not request.user.is_superuser:
        return HttpResponseRedirect(reverse("admin:index"))
    return admin.site.app_index(request, app_label)


def _name(each: URLPattern | URLResolver) -> str | None:
    return getattr(each, "name", None)
