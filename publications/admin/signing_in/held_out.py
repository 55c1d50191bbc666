"""What was typed before somebody signed in is held out again, and nobody else's is.
Tests: test_signed_out.py."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from publications import typed
from publications.admin.keeping import words_of
from publications.typed import Page


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is of a former sign-in: what was typed is not lost with it.

    Shown to the person alone to whom we had shown the form's page; any other form,
    such as one that another site made up, is answered as before.
    """
    user = getattr(request, "user", None)
    found = typed.unpacked(typed.packed(request.POST))
    if found is None or user is None or not user.is_authenticated:
        return csrf_failure(request, reason)
    response = held_out(request, *found)
    response.status_code = 403
    return response


def held_out(
    request: HttpRequest, page: Page, fields: dict[str, list[str]]
) -> TemplateResponse:
    """What was typed, with a button that puts it into its page again."""
    is_theirs = page.user == request.user.pk
    address = reverse("admin:publications_edition_add")
    if page.edition:
        address = reverse("admin:publications_edition_change", args=[page.edition])
    words = [(label, text) for _name, label, text in words_of(fields)]
    context = {
        **admin.site.each_context(request),
        "title": _("What you typed is still here"),
        "is_theirs": is_theirs,
        "address": address,
        "page": page,
        "fields": fields if is_theirs else {},
        # For whoever typed it, who may sign in instead.
        "carried": "" if is_theirs else typed.packed(typed.as_posted(fields, page)),
        "words": words if is_theirs else [],
    }
    return TemplateResponse(request, "publications/desk/held_out.html", context)
